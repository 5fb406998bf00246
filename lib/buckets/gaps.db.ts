import { z } from "zod";
import { asMinute } from "#lib/buckets/minute.ts";
import { rolledUpTo } from "#lib/buckets/rolled-up.db.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

const minute = z.number().transform(asMinute);
const gapRow = z.object({ from: minute, to: minute });

/**
 * Minutes in or around a span in which nobody could report to this instance: before its first bucket, and between two
 * minutes that the ingest wrote down. Minutes after the last one written are no gap yet: it is written a moment later.
 * What was imported from before the first written minute counts as taken. Gaps that end before where the roll-up stands are
 * stored; only from there on are the minutes themselves looked at.
 */
export async function readGaps(db: Db, span: Span): Promise<Span[]> {
  const rows = await db.$queryRaw`
    -- buckets.read_gaps
    with rolled as materialized (
      select ${rolledUpTo(1)} as up_to
    ),
    beginning as (
      select least(
        (select min(minute) from minute_bucket),
        (select min(minute) from ingest_minute)
      ) as minute
    ),
    written as (
      select minute
      from ingest_minute
      where minute >= greatest(${span.from}, (select up_to from rolled))
        and minute < ${span.to}
      union all
      select max(minute)
      from ingest_minute
      where minute < greatest(${span.from}, (select up_to from rolled))
      union all
      select min(minute)
      from ingest_minute
      where minute >= greatest(${span.to}, (select up_to from rolled))
    ),
    pair as (
      select minute, lead(minute) over (order by minute) as next
      from written
      where minute is not null
    )
    select 0 as "from", minute as "to"
    from beginning
    where minute > ${span.from}
    union all
    select minute + 1, next
    from pair
    where next > minute + 1
      and next >= greatest(${span.from}, (select up_to from rolled))
      and minute < ${span.to}
    union all
    select from_minute, to_minute
    from ingest_gap
    where to_minute >= ${span.from}
      and to_minute < (select up_to from rolled)
      and from_minute <= ${span.to}
    order by 1`;
  return z.array(gapRow).parse(rows);
}

/**
 * How many minutes of the quarter of an hour from `first` on lie in gaps, as `readGaps` has them: for a statement that reads many
 * rows, each with a quarter of its own. No minute that was written down is ever deleted.
 */
export function missedOfQuarter(first: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    select count(*)::int
    from generate_series(0, 14) as nth
    where not exists (select from ingest_minute where minute = ${first} + nth)
      and (
        ${first} + nth between (select min(minute) from ingest_minute) and (select max(minute) from ingest_minute)
        or ${first} + nth < least((select min(minute) from minute_bucket), (select min(minute) from ingest_minute))
      )
  )`;
}

/** Stores anew the gaps that end in a span, and forgets those that are none any more. Returns how many are new or different. */
export async function storeGaps(db: Db, span: Span): Promise<number> {
  return db.$executeRaw`
    -- buckets.store_gaps
    with written as (
      select minute
      from ingest_minute
      where minute >= ${span.from}
        and minute < ${span.to}
      union all
      select max(minute)
      from ingest_minute
      where minute < ${span.from}
    ),
    gap as (
      select minute + 1 as from_minute, next as to_minute
      from (select minute, lead(minute) over (order by minute) as next from written where minute is not null) as pair
      where next > minute + 1
    ),
    forgotten as (
      delete from ingest_gap
      where to_minute >= ${span.from}
        and to_minute < ${span.to}
        and from_minute not in (select from_minute from gap)
    )
    insert into ingest_gap as stored (from_minute, to_minute)
    select from_minute, to_minute
    from gap
    on conflict (from_minute) do update
    set to_minute = excluded.to_minute
    where stored.to_minute <> excluded.to_minute`;
}
