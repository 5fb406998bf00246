import { z } from "zod";
import { asMinute } from "#lib/buckets/minute.ts";
import type { StepMinutes } from "#lib/buckets/series.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";

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
    select
      dimension::text,
      key,
      sum(reports)::int as reports
    from minute_facet
    where service_id = ${serviceId}
      and minute >= ${span.from}
      and minute < ${span.to}
      and dimension in ('problem', 'country')
    group by 1, 2
    order by 3 desc, 2`;
  const { problem = [], country = [] } = Object.groupBy(z.array(dimensionRow).parse(rows), (row) => row.dimension);
  return { problems: problem, countries: country };
}

/** Counted problem reports of one service by one facet per step, oldest first. `span` must be aligned (`alignSpan`). */
export async function readFacetSeries(db: Db, serviceId: number, facet: Facet, span: Span, step: StepMinutes) {
  const rows = await db.$queryRaw`
    -- buckets.read_facet_series
    select
      minute / ${step}::int * ${step}::int as minute,
      key,
      sum(reports)::int as reports
    from minute_facet
    where service_id = ${serviceId}
      and minute >= ${span.from}
      and minute < ${span.to}
      and dimension = ${facet}::facet_dimension
    group by 1, 2
    order by 1, 3 desc, 2`;
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
