import { z } from "zod";
import { asMinute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";

const candidateRow = z.object({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  category: z.string(),
  parentId: z.number().nullable(),
  isNetwork: z.boolean(),
  state: z.enum(["normal", "possible", "unconfirmed", "outage"]),
  incidentId: z.string().nullable(),
  level: z.enum(["normal", "possible", "unconfirmed", "outage"]).nullable(),
  started: z.number().transform(asMinute).nullable(),
  peak15: z.number().nullable(),
  expected15: z.number().nullable(),
});

/** A service that may have risen together with another, with its incident of that time and its state now. */
export type CandidateRow = z.infer<typeof candidateRow>;

/** Relatives beyond this, those of its kind last, are not looked at: a kind can have thousands. */
const MAX_RELATIVES = 150;
const MAX_NOT_NORMAL = 100;
/** A start lies at most four hours before its flag; the bound lets an old incident be found by index. */
const MAX_WAIT = 1_440;

/**
 * Who may have risen together with a service: who has an incident that began in `span`, who is not normal now, the family,
 * clouds, and others of its kind. False alarms are no incidents. The service itself comes first.
 */
export async function readCandidates(db: Db, serviceId: number, span: Span): Promise<CandidateRow[]> {
  const rows = await db.$queryRaw`
    -- live.read_candidates
    with own as (
      select id, parent_id, category
      from service
      where id = ${serviceId}
    ),
    near as (
      select distinct on (service_id) service_id, id, level, started_minute, peak_15, expected_15
      from incident
      where started_minute >= ${span.from}
        and started_minute < ${span.to}
        and opened_minute >= ${span.from}
        and opened_minute < ${span.to}::int + ${MAX_WAIT}::int
        and corrected_minute is null
      order by service_id, peak_15 desc
    ),
    relative as (
      select other.id
      from own
      join service as other
        on other.id = own.parent_id
        or other.parent_id = own.id
        or other.parent_id = own.parent_id
        or other.category in (own.category, 'cloud')
      where other.retired_at is null
      order by
        other.id is distinct from own.parent_id and other.parent_id is distinct from own.id
          and other.parent_id is distinct from own.parent_id,
        other.category <> 'cloud',
        other.id
      limit ${MAX_RELATIVES}
    ),
    disturbed as (
      select service_id as id
      from service_state
      where state <> 'normal'
      order by since_minute desc
      limit ${MAX_NOT_NORMAL}
    )
    select
      service.id,
      service.slug,
      service.name,
      service.category,
      service.parent_id as "parentId",
      service.network as "isNetwork",
      coalesce(service_state.state, 'normal')::text as state,
      near.id as "incidentId",
      near.level::text as level,
      near.started_minute as started,
      nullif(near.peak_15, 0) as "peak15",
      near.expected_15 as "expected15"
    from service
    left join service_state on service_state.service_id = service.id
    left join near on near.service_id = service.id
    where service.id = ${serviceId}
      or service.id in (select service_id from near union select id from relative union select id from disturbed)
    order by service.id <> ${serviceId}, service.id`;
  return z.array(candidateRow).parse(rows);
}

const beforeRow = z.object({ serviceId: z.number(), times: z.number() });

/** How often incidents of other services began within `within` minutes of one of a service's own, since a minute and before another. */
export async function readTogetherBefore(
  db: Db,
  serviceId: number,
  others: readonly number[],
  period: Span,
  within: number,
): Promise<Map<number, number>> {
  const rows = await db.$queryRaw`
    -- live.read_together_before
    select other.service_id as "serviceId", count(distinct own.id)::int as times
    from incident as own
    join incident as other
      on other.service_id = any(${others}::int[])
      and other.started_minute >= own.started_minute - ${within}::int
      and other.started_minute <= own.started_minute + ${within}::int
      and other.corrected_minute is null
    where own.service_id = ${serviceId}
      and own.started_minute >= ${period.from}
      and own.started_minute < ${period.to}
      and own.corrected_minute is null
    group by 1`;
  return new Map(
    z
      .array(beforeRow)
      .parse(rows)
      .map((row) => [row.serviceId, row.times]),
  );
}

const kinRow = z.object({
  slug: z.string(),
  id: z.number(),
  parentId: z.number().nullable(),
  isNetwork: z.boolean(),
  started: z.number().transform(asMinute).nullable(),
});

/** What the rows of a list do not say of their services: family, network, and since when their open incident counts. */
export async function readKin(db: Db, slugs: readonly string[]): Promise<Map<string, z.infer<typeof kinRow>>> {
  const rows = await db.$queryRaw`
    -- live.read_kin
    select
      service.slug,
      service.id,
      service.parent_id as "parentId",
      service.network as "isNetwork",
      incident.started_minute as started
    from service
    left join incident on incident.service_id = service.id and incident.resolved_minute is null
    where service.slug = any(${slugs}::text[])`;
  return new Map(
    z
      .array(kinRow)
      .parse(rows)
      .map((row) => [row.slug, row]),
  );
}
