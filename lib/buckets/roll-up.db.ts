import { z } from "zod";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import { type Level, ROLL_UP_JOB } from "#lib/buckets/rolled-up.db.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";

/**
 * Sums a span of all services, aligned to the level's rows, anew from the next finer table. Returns how many rows are new
 * or different: running it twice changes nothing the second time.
 */
export async function rollUpBuckets(db: Db, { unit, table, source }: Level, span: Span): Promise<number> {
  return db.$executeRaw`
    -- buckets.roll_up_buckets
    insert into ${table} as rolled (service_id, minute, reports, works, back, repeats, set_aside, networks)
    select
      service_id,
      minute / ${unit}::int * ${unit}::int,
      sum(reports),
      sum(works),
      sum(back),
      sum(repeats),
      sum(set_aside),
      sum(networks)
    from ${source}
    where minute >= ${span.from}
      and minute < ${span.to}
    group by 1, 2
    order by 1, 2
    on conflict (service_id, minute) do update
    set reports = excluded.reports,
      works = excluded.works,
      back = excluded.back,
      repeats = excluded.repeats,
      set_aside = excluded.set_aside,
      networks = excluded.networks
    where (rolled.reports, rolled.works, rolled.back, rolled.repeats, rolled.set_aside, rolled.networks)
      is distinct from
      (excluded.reports, excluded.works, excluded.back, excluded.repeats, excluded.set_aside, excluded.networks)`;
}

/**
 * Sums the facets of whole hours anew from their minutes, networks left out. Returns how many rows are new or different.
 * The services come from the buckets, which are found by minute: facets are found by service only.
 */
export async function rollUpFacets(db: Db, span: Span): Promise<number> {
  return db.$executeRaw`
    -- buckets.roll_up_facets
    insert into hour_facet as rolled (service_id, minute, dimension, key, reports)
    select active.service_id, facet.*
    from (
      select distinct service_id
      from minute_bucket
      where minute >= ${span.from}
        and minute < ${span.to}
    ) as active
    cross join lateral (
      select
        minute / 60 * 60,
        dimension,
        key,
        sum(reports)
      from minute_facet
      where service_id = active.service_id
        and minute >= ${span.from}
        and minute < ${span.to}
        and dimension <> 'network'
      group by 1, 2, 3
    ) as facet
    order by 1, 2, 3, 4
    on conflict (service_id, minute, dimension, key) do update
    set reports = excluded.reports
    where rolled.reports <> excluded.reports`;
}

/** Minute of the first bucket, or of the first minute that the ingest wrote down; null in an empty database. */
export async function readFirstMinute(db: Db): Promise<Minute | null> {
  const rows = await db.$queryRaw`
    -- buckets.read_first_minute
    select least(
      (select min(minute) from minute_bucket),
      (select min(minute) from ingest_minute)
    ) as minute`;
  return z.tuple([z.object({ minute: z.number().transform(asMinute).nullable() })]).parse(rows)[0].minute;
}

/** First minute that the roll-up has not summed; null before its first run. */
export async function readRollUpCursor(db: Db): Promise<Minute | null> {
  const rows = await db.$queryRaw`
    -- buckets.read_roll_up_cursor
    select max(cursor) as cursor
    from job
    where name = ${ROLL_UP_JOB}`;
  return z.tuple([z.object({ cursor: z.number().transform(asMinute).nullable() })]).parse(rows)[0].cursor;
}

/** Sends the roll-up back to a minute: for whoever writes buckets of a past that was summed already, while no worker runs. */
export async function rollUpAgainFrom(db: Db, minute: Minute): Promise<void> {
  await db.$executeRaw`
    -- buckets.roll_up_again_from
    update job
    set cursor = ${minute}::int / 1440 * 1440
    where name = ${ROLL_UP_JOB}
      and cursor > ${minute}::int / 1440 * 1440`;
}
