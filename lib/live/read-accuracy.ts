import { readAccuracyRow } from "#lib/live/accuracy.db.ts";
import { buildIncidentSummary } from "#lib/live/build-incident.ts";
import { AROUND_MINUTES } from "#lib/live/build-official.ts";
import type { AccuracySnapshot } from "#lib/live/incident-snapshot.ts";
import { readIncidentRows } from "#lib/live/incidents.db.ts";
import { nowOf, type ReadContext, readContext, stampOf } from "#lib/live/read-context.ts";

/** False alarms that are named one by one, the latest. */
const NAMED = 20;

/** How this instance's own incidents turned out. */
export async function readAccuracy(context: ReadContext = readContext()): Promise<AccuracySnapshot> {
  const [row, corrected] = await Promise.all([
    readAccuracyRow(context.db, nowOf(context), AROUND_MINUTES),
    readIncidentRows(context.db, { corrected: true, limit: NAMED }),
  ]);
  const { first: since, startToFlagMedian, startToFlagMost, lastedMedian, ...counts } = row;
  return {
    ...stampOf(context),
    incidents: {
      since,
      ...counts,
      startToFlag:
        startToFlagMedian === null ? null : { median: startToFlagMedian, p90: startToFlagMost ?? startToFlagMedian },
      lastedMedian,
    },
    falseAlarms: corrected.map(buildIncidentSummary),
  };
}
