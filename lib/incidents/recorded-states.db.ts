import { z } from "zod";
import { asMinute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";

const minute = z.number().transform(asMinute);

const recordedState = z.object({
  serviceId: z.number(),
  state: z.enum(["normal", "possible", "unconfirmed", "outage"]),
  since: minute,
  /** Its incident that lasts, else its last one. */
  incident: z
    .object({
      id: z.string(),
      level: z.enum(["possible", "outage"]),
      resolved: minute.nullable(),
      corrected: minute.nullable(),
      /** Its highest quarter of an hour so far, in reports, and the first minute of that. */
      peak15: z.number(),
      peak15Minute: minute.nullable(),
      /** Number and evidence of the last event that the detector decided. */
      seq: z.int().nonnegative(),
      evidence: z.unknown(),
    })
    .nullable(),
});

/** What is on record of a service, beside what the detector remembers of it. */
export type RecordedState = z.infer<typeof recordedState>;

/** The states of services, each with the incident that lasts or was the last. */
export async function readRecordedStates(db: Db, serviceIds: readonly number[]): Promise<RecordedState[]> {
  const rows = await db.$queryRaw`
    -- incidents.read_recorded_states
    select
      service_state.service_id as "serviceId",
      service_state.state,
      service_state.since_minute as since,
      (
        select json_build_object(
          'id', incident.id,
          'level', incident.level,
          'resolved', incident.resolved_minute,
          'corrected', incident.corrected_minute,
          'peak15', incident.peak_15,
          'peak15Minute', incident.peak_15_minute,
          'seq', event.seq,
          'evidence', event.evidence
        )
        from incident
        join incident_event as event on event.incident_id = incident.id
        where incident.service_id = service_state.service_id
          and event.kind <> 'corrected'
        order by incident.resolved_minute desc nulls first, incident.opened_minute desc, event.seq desc
        limit 1
      ) as incident
    from service_state
    where service_state.service_id = any(${serviceIds}::int[])`;
  return z.array(recordedState).parse(rows);
}
