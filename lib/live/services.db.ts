import { z } from "zod";
import { asMinute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { sinceIn } from "#lib/live/since.db.ts";
import type { StateKey } from "#lib/live/snapshot.ts";

const minute = z.number().transform(asMinute);
const state = z.enum(["normal", "possible", "unconfirmed", "outage"]);

const serviceRow = z.object({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  category: z.string(),
  state,
  since: minute.nullable(),
  incidentId: z.string().nullable(),
  reports15: z.number(),
});

/** A service with its state and its counted reports of the given span. */
export type ServiceRow = z.infer<typeof serviceRow>;

export interface ServiceFilter {
  readonly ids?: readonly number[];
  readonly category?: string;
  readonly states?: readonly StateKey[];
  /** Only slugs after this one: where the last page ended. */
  readonly after?: string;
  readonly limit: number;
}

/**
 * Services that pass the filter, by slug; retired ones never do. `span` is `last15` of the running minute. Without `normal` among
 * the states the few that are not are looked up first: to go through 5,000 services took the home page 8 ms.
 */
export async function readServiceRows(db: Db, filter: ServiceFilter, span: Span): Promise<ServiceRow[]> {
  const { ids = null, category = null, states = null, after = null, limit } = filter;
  const rows = await db.$queryRaw`
    -- live.read_service_rows
    with picked as (
      select
        service.id,
        service.slug,
        service.name,
        service.category,
        coalesce(service_state.state, 'normal') as state,
        service_state.service_id,
        service_state.since_minute,
        service_state.incident_id
      from service
      left join service_state on service_state.service_id = service.id
      where service.retired_at is null
        and (${ids}::int[] is null or service.id = any(${ids}::int[]))
        and (${category}::text is null or service.category = ${category}::text)
        and (${states}::text[] is null or coalesce(service_state.state, 'normal')::text = any(${states}::text[]))
        and (
          ${states === null || states.includes("normal")}::boolean
          or service.id = any(array(select service_id from service_state where state <> 'normal'))
        )
        and (${after}::text is null or service.slug > ${after}::text)
      order by service.slug
      limit ${limit}
    )
    select
      picked.id,
      picked.slug,
      picked.name,
      picked.category,
      picked.state::text,
      ${sinceIn(Prisma.sql`picked`)} as since,
      picked.incident_id as "incidentId",
      coalesce(recent.reports, 0)::int as reports15
    from picked
    left join incident on incident.id = picked.incident_id and incident.resolved_minute is null
    left join lateral (
      select sum(reports) as reports
      from minute_bucket
      where service_id = picked.id
        and minute >= ${span.from}
        and minute < ${span.to}
    ) as recent on true
    order by picked.slug`;
  return z.array(serviceRow).parse(rows);
}

const stateRow = z.object({
  state,
  since: minute,
  judged: minute,
  incidentId: z.string().nullable(),
  incidentStarted: minute.nullable(),
  verdict: z.looseObject({ reason: z.string() }).nullable().catch(null),
});

/** The state of one service now, with the verdict's sentence and the start of its open incident. */
export type StateRow = z.infer<typeof stateRow>;

/** Null for a service that was never judged. */
export async function readStateRow(db: Db, serviceId: number): Promise<StateRow | null> {
  const rows = await db.$queryRaw`
    -- live.read_state_row
    select
      service_state.state::text,
      ${sinceIn(Prisma.sql`service_state`)} as since,
      service_state.judged_minute as judged,
      service_state.incident_id as "incidentId",
      incident.started_minute as "incidentStarted",
      service_state.verdict
    from service_state
    left join incident on incident.id = service_state.incident_id and incident.resolved_minute is null
    where service_state.service_id = ${serviceId}`;
  return z.array(stateRow).parse(rows)[0] ?? null;
}

const listedRow = z.object({ key: z.string(), services: z.number() });

/** How many services each category has. */
export type ListedRow = z.infer<typeof listedRow>;

/** Counts the catalogue by category, retired services left out: 5 ms for 35,000 services. */
export async function readListedRows(db: Db): Promise<ListedRow[]> {
  const rows = await db.$queryRaw`
    -- live.read_listed_rows
    select
      category as key,
      count(*)::int as services
    from service
    where retired_at is null
    group by 1
    order by 1`;
  return z.array(listedRow).parse(rows);
}

const disturbedRow = z.object({ key: z.string(), notNormal: z.number() });

/** How many services of each category are not normal now; categories without any are missing. */
export async function readDisturbedRows(db: Db): Promise<z.infer<typeof disturbedRow>[]> {
  const rows = await db.$queryRaw`
    -- live.read_disturbed_rows
    select
      service.category as key,
      count(*)::int as "notNormal"
    from service_state
    join service on service.id = service_state.service_id
    where service_state.state <> 'normal'
      and service.retired_at is null
    group by 1`;
  return z.array(disturbedRow).parse(rows);
}

const relativeRow = z.object({ id: z.number(), slug: z.string(), name: z.string(), isParent: z.boolean() });

/** The parent, the parent's other children, and the own children of a service: those that may fail together with it. */
export async function readRelativeRows(db: Db, serviceId: number): Promise<z.infer<typeof relativeRow>[]> {
  const rows = await db.$queryRaw`
    -- live.read_relative_rows
    select
      relative.id,
      relative.slug,
      relative.name,
      relative.id is not distinct from service.parent_id as "isParent"
    from service
    join service as relative
      on relative.id = service.parent_id
      or relative.parent_id = service.parent_id
      or relative.parent_id = service.id
    where service.id = ${serviceId}
      and relative.id <> service.id
      and relative.retired_at is null
    order by relative.slug`;
  return z.array(relativeRow).parse(rows);
}
