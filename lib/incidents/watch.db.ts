import { z } from "zod";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";
import { packed } from "#lib/incidents/packed.ts";

const minute = z.number().transform(asMinute);
const beatRow = z.object({ first: minute.nullable(), last: minute.nullable(), firstBucket: minute.nullable() });

/**
 * First minute that the ingest wrote down, the last up to `now`, and the first that has a bucket. Nulls in an empty database.
 * Later ones were written by a clock that was ahead, and say nothing of the minutes until then.
 */
export async function readBeats(db: Db, now: Minute): Promise<z.infer<typeof beatRow>> {
  const rows = await db.$queryRaw`
    -- incidents.read_beats
    select
      (select min(minute) from ingest_minute) as first,
      (select max(minute) from ingest_minute where minute <= ${now}) as last,
      (select min(minute) from minute_bucket) as "firstBucket"`;
  return z.tuple([beatRow]).parse(rows)[0];
}

/** The minutes of a span that the ingest wrote down, as spans without a gap: four weeks are 40,320 minutes, and few spans. */
export async function readBeatSpans(db: Db, span: Span): Promise<Span[]> {
  const rows = await db.$queryRaw`
    -- incidents.read_beat_spans
    with beat as (
      select minute, minute - row_number() over (order by minute) as run
      from ingest_minute
      where minute >= ${span.from}
        and minute < ${span.to}
    )
    select
      min(minute) as "from",
      max(minute) + 1 as "to"
    from beat
    group by run
    order by 1`;
  return z.array(z.object({ from: minute, to: minute })).parse(rows);
}

const watchedRow = z.object({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  category: z.string(),
  parentId: z.number().nullable(),
  isNetwork: z.boolean(),
  memory: z.unknown(),
  computedMinute: z.number().nullable(),
  /** Which version of the row of its baseline this is; null without one. */
  baselineVersion: z.string().nullable(),
  /** The version that is held already: model, countries and earlier counts are not sent again. */
  isHeld: z.boolean(),
  model: z.unknown(),
  countries: z.unknown(),
  incidentIds: z.array(z.string()),
  presentAt: minute.nullable(),
  addedAt: minute,
  minutes: packed,
  reports: packed,
  networks: packed,
});

export type WatchedRow = z.infer<typeof watchedRow>;

/**
 * The services that must be judged, with their counts of `series`, one row each: those with a report since
 * `activeSince`, and those that are not normal or have an incident. `idsSince`: incidents from this minute on are named.
 * `held`: versions of baselines that the caller has at hand, with the counts before `lately`. A row that was written since has another version: the
 * transaction that wrote it.
 * `presentAt` is the last minute before the series in which the service had a report, else its first ever: two looks into
 * the index, next to the rows that are read anyway. Of a service that has come back to the catalogue both are of the time since then.
 */
export async function readWatched(
  db: Db,
  series: Span,
  activeSince: Minute,
  idsSince: Minute,
  held: readonly { readonly serviceId: number; readonly version: string }[],
  lately: Minute,
): Promise<WatchedRow[]> {
  const rows = await db.$queryRaw`
    -- incidents.read_watched
    with active as (
      select service_id
      from minute_bucket
      where minute >= ${activeSince}
        and minute < ${series.to}
        and reports > 0
      union
      select service_id
      from service_state
      where state <> 'normal'
      union
      select service_id
      from incident
      where resolved_minute is null
    )
    select
      service.id,
      service.slug,
      service.name,
      service.category,
      service.parent_id as "parentId",
      service.network as "isNetwork",
      coalesce(service.returned_minute, service.added_minute) as "addedAt",
      service_state.memory,
      service_baseline.computed_minute as "computedMinute",
      service_baseline.xmin::text as "baselineVersion",
      held.version is not null as "isHeld",
      case when held.version is null then service_baseline.model end as model,
      case when held.version is null then service_baseline.countries end as countries,
      array(
        select incident.id
        from incident
        where incident.service_id = service.id
          and incident.started_minute >= ${idsSince}
      ) as "incidentIds",
      coalesce(
        (
          select minute
          from minute_bucket
          where minute_bucket.service_id = service.id
            and minute >= coalesce(service.returned_minute, 0)
            and minute < ${series.from}
          order by minute desc
          limit 1
        ),
        (
          select min(minute)
          from minute_bucket
          where minute_bucket.service_id = service.id
            and minute >= greatest(service.returned_minute, ${series.from}::int)
        )
      ) as "presentAt",
      coalesce(counts.minutes, '{}')::text as minutes,
      coalesce(counts.reports, '{}')::text as reports,
      coalesce(counts.networks, '{}')::text as networks
    from active
    join service on service.id = active.service_id
    left join service_state on service_state.service_id = service.id
    left join service_baseline on service_baseline.service_id = service.id
    left join unnest(
      ${held.map((one) => one.serviceId)}::int[],
      ${held.map((one) => one.version)}::text[]
    ) as held (service_id, version)
      on held.service_id = service.id
      and held.version = service_baseline.xmin::text
    left join lateral (
      select
        array_agg(minute order by minute) as minutes,
        array_agg(reports order by minute) as reports,
        array_agg(networks order by minute) as networks
      from minute_bucket
      where minute_bucket.service_id = service.id
        and minute >= case when held.version is null then ${series.from}::int else ${lately}::int end
        and minute < ${series.to}
        and reports > 0
    ) as counts on true
    order by service.id`;
  return z.array(watchedRow).parse(rows);
}

const countryRow = z.object({
  serviceId: z.number(),
  country: z.string(),
  minutes: packed,
  reports: packed,
  networks: packed,
});

export type CountryRow = z.infer<typeof countryRow>;

/** The counts of services by country within a span, one row for each country that has any. */
export async function readCountryCounts(db: Db, serviceIds: readonly number[], span: Span): Promise<CountryRow[]> {
  const rows = await db.$queryRaw`
    -- incidents.read_country_counts
    select
      minute_facet.service_id as "serviceId",
      minute_facet.key as country,
      array_agg(minute_facet.minute order by minute_facet.minute)::text as minutes,
      array_agg(minute_facet.reports order by minute_facet.minute)::text as reports,
      array_agg(minute_facet.networks order by minute_facet.minute)::text as networks
    from unnest(${serviceIds}::int[]) as asked (service_id)
    join minute_facet
      on minute_facet.service_id = asked.service_id
      and minute_facet.minute >= ${span.from}
      and minute_facet.minute < ${span.to}
      and minute_facet.dimension = 'country'
    group by 1, 2
    order by 1, 2`;
  return z.array(countryRow).parse(rows);
}
