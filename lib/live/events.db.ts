import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";
import type { IncidentEventView } from "#lib/live/incident-snapshot.ts";

/** An incident's event with the evidence that recomputes it. */
export interface EventRow extends IncidentEventView {
  readonly evidence: unknown;
}

/** The events of an incident that were known at a minute, in their order. */
export async function readEventRows(db: Db, incidentId: string, known: Minute): Promise<EventRow[]> {
  const rows = await db.incidentEvent.findMany({
    where: { incidentId, minute: { lte: known } },
    orderBy: { seq: "asc" },
    select: { seq: true, minute: true, kind: true, reason: true, evidence: true },
  });
  return rows.map((row) => ({ ...row, minute: asMinute(row.minute) }));
}
