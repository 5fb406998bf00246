import { z } from "zod";
import { missedOfQuarter } from "#lib/buckets/gaps.db.ts";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { INCIDENT_LEVELS } from "#lib/live/snapshot.ts";

const minute = z.number().transform(asMinute);

const incidentRow = z.object({
  id: z.string(),
  serviceId: z.number(),
  slug: z.string(),
  name: z.string(),
  level: z.enum(INCIDENT_LEVELS),
  started: minute,
  opened: minute,
  /** When its level was raised or it was reopened, the last time. */
  escalated: minute.nullable(),
  endedFrom: minute.nullable(),
  endedTo: minute.nullable(),
  resolved: minute.nullable(),
  /** Since when it is marked as a false alarm. */
  corrected: minute.nullable(),
  total: z.number(),
  peak15: z.number(),
  peak15Minute: minute.nullable(),
  peak15Missed: z.number(),
  peak1: z.number(),
  peak1Minute: minute.nullable(),
  expected15: z.number().nullable(),
});

/** An incident's record with its service's slug and name. */
export type IncidentRow = z.infer<typeof incidentRow>;

export interface IncidentFilter {
  readonly id?: string;
  readonly serviceId?: number;
  readonly open?: boolean;
  /** Only false alarms, or only the others. */
  readonly corrected?: boolean;
  /** Opened in [from, to). */
  readonly from?: Minute;
  readonly to?: Minute;
  /** The last incident of the page before. */
  readonly after?: { readonly opened: Minute; readonly id: string };
  readonly limit: number;
}

/** Incidents that pass the filter, newest first. */
export async function readIncidentRows(db: Db, filter: IncidentFilter): Promise<IncidentRow[]> {
  const { id = null, serviceId = null, open = null, corrected = null, from = null, to = null, after, limit } = filter;
  const rows = await db.$queryRaw`
    -- live.read_incident_rows
    select
      incident.id,
      incident.service_id as "serviceId",
      service.slug,
      service.name,
      incident.level::text,
      incident.started_minute as started,
      incident.opened_minute as opened,
      (
        select max(minute)
        from incident_event
        where incident_event.incident_id = incident.id
          and incident_event.kind = 'escalated'
      ) as escalated,
      incident.ended_from as "endedFrom",
      incident.ended_to as "endedTo",
      incident.resolved_minute as resolved,
      incident.corrected_minute as corrected,
      incident.total,
      incident.peak_15 as peak15,
      incident.peak_15_minute as "peak15Minute",
      ${missedOfQuarter(Prisma.sql`incident.peak_15_minute`)} as "peak15Missed",
      incident.peak_1 as peak1,
      incident.peak_1_minute as "peak1Minute",
      incident.expected_15 as expected15
    from incident
    join service on service.id = incident.service_id
    where (${id}::text is null or incident.id = ${id}::text)
      and (${serviceId}::int is null or incident.service_id = ${serviceId}::int)
      and (${open}::boolean is null or (incident.resolved_minute is null) = ${open}::boolean)
      and (${corrected}::boolean is null or (incident.corrected_minute is not null) = ${corrected}::boolean)
      and (${from}::int is null or incident.opened_minute >= ${from}::int)
      and (${to}::int is null or incident.opened_minute < ${to}::int)
      and (${after?.id ?? null}::text is null
        or (incident.opened_minute, incident.id) < (${after?.opened ?? null}::int, ${after?.id ?? null}::text))
    order by incident.opened_minute desc, incident.id desc
    limit ${limit}`;
  return z.array(incidentRow).parse(rows);
}
