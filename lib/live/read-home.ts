import { last15 } from "#lib/buckets/window.ts";
import { buildHome } from "#lib/live/build-home.ts";
import { buildIncidentSummary } from "#lib/live/build-incident.ts";
import { byUrgency } from "#lib/live/build-summaries.ts";
import { readIncidentRows } from "#lib/live/incidents.db.ts";
import { readCategoryCounts } from "#lib/live/read-category-counts.ts";
import { nowOf, type ReadContext, readContext, stampOf } from "#lib/live/read-context.ts";
import { readDayReports } from "#lib/live/read-remembered.ts";
import { readSummaries } from "#lib/live/read-summaries.ts";
import { readCauses } from "#lib/live/read-together.ts";
import { readServiceRows } from "#lib/live/services.db.ts";
import type { HomeSnapshot } from "#lib/live/snapshot.ts";

const RECENT_INCIDENTS = 10;
/** A home page with more rows is no overview; what is cut is the least reported of the mildest state. */
const MAX_ROWS = 100;
/** More services than this are never out of order at once; it bounds the statement. */
const MAX_NOT_NORMAL = 1_000;

async function readNotNormal(context: ReadContext) {
  const filter = { states: ["outage", "possible", "unconfirmed"], limit: MAX_NOT_NORMAL } as const;
  const rows = await readServiceRows(context.db, filter, last15(nowOf(context)));
  return { notNormal: rows, services: await readSummaries(context, rows.sort(byUrgency).slice(0, MAX_ROWS)) };
}

/** Everything that the home page shows, in at most ten statements. */
export async function readHome(context: ReadContext = readContext()): Promise<HomeSnapshot> {
  const [{ notNormal, services }, categories, incidents, reports24h] = await Promise.all([
    readNotNormal(context),
    readCategoryCounts(context),
    readIncidentRows(context.db, { corrected: false, limit: RECENT_INCIDENTS }),
    readDayReports(context),
  ]);
  return buildHome({
    stamp: stampOf(context),
    services,
    notNormal,
    causes: await readCauses(context, services),
    categories,
    incidents: incidents.map(buildIncidentSummary),
    reports24h,
  });
}
