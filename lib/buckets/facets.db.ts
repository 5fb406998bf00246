import { z } from "zod";
import { asMinute } from "#lib/buckets/minute.ts";
import { rolledUpTo, wholeHours } from "#lib/buckets/rolled-up.db.ts";
import type { StepMinutes } from "#lib/buckets/series.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

/** Dimensions whose keys may be published; network digests never leave the database. */
export const FACETS = ["problem", "country", "region"] as const;
export type Facet = (typeof FACETS)[number];

const count = z.number().int().min(0);
const facetRow = z.object({ key: z.string(), reports: count });
const facetStepRow = facetRow.extend({ minute: z.number().transform(asMinute) });
const dimensionRow = facetRow.extend({ dimension: z.enum(["problem", "country"]) });
const topRow = facetRow.extend({ serviceId: z.number() });

/** Counts by key of two facets. */
export interface FacetCounts {
  readonly problems: readonly z.infer<typeof facetRow>[];
  readonly countries: readonly z.infer<typeof facetRow>[];
}

/** Counted problem reports of one service over a span by problem and by country, largest first, read in one pass. */
export async function readFacets(db: Db, serviceId: number, span: Span): Promise<FacetCounts> {
  const rows = await db.$queryRaw`
    -- buckets.read_facets
    with ${wholeHours(span)},
    facet as (
      select dimension, key, reports
      from hour_facet
      where service_id = ${serviceId}
        and minute >= (select "from" from hours)
        and minute < (select "to" from hours)
        and dimension in ('problem', 'country')
      union all
      select dimension, key, reports
      from minute_facet
      where service_id = ${serviceId}
        and minute >= ${span.from}
        and minute < least(${span.to}, (select "from" from hours))
        and dimension in ('problem', 'country')
      union all
      select dimension, key, reports
      from minute_facet
      where service_id = ${serviceId}
        and minute >= (select "to" from hours)
        and minute < ${span.to}
        and dimension in ('problem', 'country')
    )
    select
      dimension::text,
      key,
      sum(reports)::int as reports
    from facet
    group by 1, 2
    order by 3 desc, 2`;
  const { problem = [], country = [] } = Object.groupBy(z.array(dimensionRow).parse(rows), (row) => row.dimension);
  return { problems: problem, countries: country };
}

/** Counted problem reports of one service by one facet per step, oldest first, at most `limit`. `span` must be aligned (`alignSpan`). */
export async function readFacetSeries(
  db: Db,
  serviceId: number,
  facet: Facet,
  span: Span,
  step: StepMinutes,
  limit: number,
) {
  const [table, unit] = step % 60 === 0 ? [Prisma.sql`hour_facet`, 60] : [Prisma.sql`minute_facet`, 1];
  const rows = await db.$queryRaw`
    -- buckets.read_facet_series
    with rolled as materialized (
      select ${rolledUpTo(unit)} as up_to
    ),
    facet as (
      select minute, key, reports
      from ${table}
      where service_id = ${serviceId}
        and minute >= ${span.from}
        and minute < least(${span.to}, (select up_to from rolled))
        and dimension = ${facet}::facet_dimension
      union all
      select minute, key, reports
      from minute_facet
      where service_id = ${serviceId}
        and minute >= greatest(${span.from}, (select up_to from rolled))
        and minute < ${span.to}
        and dimension = ${facet}::facet_dimension
    )
    select
      minute / ${step}::int * ${step}::int as minute,
      key,
      sum(reports)::int as reports
    from facet
    group by 1, 2
    order by 1, 3 desc, 2
    limit ${limit}`;
  return z.array(facetStepRow).parse(rows);
}

/** Problems of several services over a span: by service, then largest first. */
export async function readManyProblems(db: Db, serviceIds: readonly number[], span: Span) {
  const rows = await db.$queryRaw`
    -- buckets.read_many_problems
    select
      service_id as "serviceId",
      key,
      sum(reports)::int as reports
    from minute_facet
    where service_id = any(${serviceIds}::int[])
      and minute >= ${span.from}
      and minute < ${span.to}
      and dimension = 'problem'
    group by 1, 2
    order by 1, 3 desc, 2`;
  return z.array(topRow).parse(rows);
}
