import { z } from "zod";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";

const sumsRow = z.object({ buckets: z.number(), reports: z.number(), facets: z.number() });

/** The same counted problem reports of a span, counted in three places, in one snapshot of the database. */
export async function readThreeSums(db: Db, span: Span): Promise<z.infer<typeof sumsRow>> {
  const rows = await db.$queryRaw`
    -- buckets.read_three_sums
    select
      (
        select coalesce(sum(reports), 0)::int
        from minute_bucket
        where minute >= ${span.from}
          and minute < ${span.to}
      ) as buckets,
      (
        select count(*)::int
        from report
        where minute >= ${span.from}
          and minute < ${span.to}
          and disposition = 'counted'
          and kind = 'problem'
      ) as reports,
      (
        select coalesce(sum(facet.reports), 0)::int
        from minute_bucket as bucket
        join minute_facet as facet
          on facet.service_id = bucket.service_id
          and facet.minute = bucket.minute
          and facet.dimension = 'problem'
        where bucket.minute >= ${span.from}
          and bucket.minute < ${span.to}
      ) as facets`;
  return z.tuple([sumsRow]).parse(rows)[0];
}

/** The minute in which the instance's clock began: buckets from before it were imported, without raw reports. */
export async function readClockStart(db: Db): Promise<number> {
  const rows = await db.$queryRaw`
    -- buckets.read_clock_start
    select floor(extract(epoch from clock_start) / 60)::int as minute
    from instance`;
  return z.tuple([z.object({ minute: z.number() })]).parse(rows)[0].minute;
}
