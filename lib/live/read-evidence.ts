import { addMinutes } from "#lib/buckets/minute.ts";
import { buildEvidence, type EvidenceSnapshot } from "#lib/live/build-evidence.ts";
import { readEventRows } from "#lib/live/events.db.ts";
import { readIncidentRows } from "#lib/live/incidents.db.ts";
import { nowOf, type ReadContext, readContext, stampOf } from "#lib/live/read-context.ts";

/** What each event of an incident followed from. Null for an unknown incident. */
export async function readEvidence(id: string, context: ReadContext = readContext()): Promise<EvidenceSnapshot | null> {
  const now = nowOf(context);
  const row = (await readIncidentRows(context.db, { id, limit: 1 }))[0];
  if (row === undefined || row.opened > now) return null;
  return buildEvidence(stampOf(context), row, await readEventRows(context.db, id, addMinutes(now, 1)));
}
