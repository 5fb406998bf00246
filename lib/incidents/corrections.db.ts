import { z } from "zod";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";

/** Waits until no judgement is being stored, and keeps the next one waiting: until the transaction's end. */
export async function lockJudgement(db: Db, job: string): Promise<void> {
  await db.$queryRaw`
    -- incidents.lock_judgement
    select 1
    from job
    where name = ${job}
    for update`;
}

const minute = z.number().transform(asMinute);

const correctableRow = z.object({
  serviceId: z.number(),
  opened: minute,
  resolved: minute.nullable(),
  corrected: minute.nullable(),
  /** The reason of its correction. */
  reason: z.string().nullable(),
  events: z.number(),
  lastEvent: minute.nullable(),
  judged: minute.nullable(),
  verdict: z.record(z.string(), z.unknown()).nullable(),
  memory: z.unknown(),
});

/** An incident that may be corrected, with what the detector remembers of its service. */
export type CorrectableRow = z.infer<typeof correctableRow>;

/** Null for an unknown incident. */
export async function readCorrectable(db: Db, id: string): Promise<CorrectableRow | null> {
  const rows = await db.$queryRaw`
    -- incidents.read_correctable
    select
      incident.service_id as "serviceId",
      incident.opened_minute as opened,
      incident.resolved_minute as resolved,
      incident.corrected_minute as corrected,
      (select reason from incident_event where incident_id = incident.id and kind = 'corrected') as reason,
      (select count(*)::int from incident_event where incident_id = incident.id) as events,
      (select max(minute) from incident_event where incident_id = incident.id) as "lastEvent",
      service_state.judged_minute as judged,
      service_state.verdict,
      service_state.memory
    from incident
    left join service_state on service_state.service_id = incident.service_id
    where incident.id = ${id}`;
  return z.array(correctableRow).parse(rows)[0] ?? null;
}

/** Marks an incident as a false alarm; one that lasts is over at `ended`. Its figures stay. */
export async function markCorrected(db: Db, id: string, corrected: Minute, ended: Minute): Promise<void> {
  await db.$executeRaw`
    -- incidents.mark_corrected
    update incident
    set corrected_minute = ${corrected},
      ended_from = coalesce(ended_from, greatest(started_minute, ${ended})),
      ended_to = coalesce(ended_to, greatest(started_minute, ${ended})),
      resolved_minute = coalesce(resolved_minute, ${corrected})
    where id = ${id}`;
}

/** Which of these incidents have been corrected. */
export async function readCorrected(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.$queryRaw`
    -- incidents.read_corrected
    select id
    from incident
    where id = any(${ids}::text[])
      and corrected_minute is not null`;
  return new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map((row) => row.id),
  );
}
