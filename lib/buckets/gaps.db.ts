import { z } from "zod";
import { asMinute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";

const minute = z.number().transform(asMinute);
const gapRow = z.object({ from: minute, to: minute });

/**
 * Minutes in or around a span in which nobody could report to this instance: before its first bucket, and between two
 * minutes that the ingest wrote down. Minutes after the last one written are no gap yet: it is written a moment later.
 * What was imported from before the first written minute counts as taken.
 */
export async function readGaps(db: Db, span: Span): Promise<Span[]> {
  const rows = await db.$queryRaw`
    -- buckets.read_gaps
    with beginning as (
      select least(
        (select min(minute) from minute_bucket),
        (select min(minute) from ingest_minute)
      ) as minute
    ),
    written as (
      select minute
      from ingest_minute
      where minute >= ${span.from}
        and minute < ${span.to}
      union all
      select max(minute)
      from ingest_minute
      where minute < ${span.from}
      union all
      select min(minute)
      from ingest_minute
      where minute >= ${span.to}
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
    order by 1`;
  return z.array(gapRow).parse(rows);
}
