import { readSeries as readSteps } from "#lib/buckets/buckets.db.ts";
import { type Facet, readFacetSeries } from "#lib/buckets/facets.db.ts";
import { readGaps } from "#lib/buckets/gaps.db.ts";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { StepMinutes } from "#lib/buckets/series.ts";
import type { Span } from "#lib/buckets/window.ts";
import { findServiceBySlug } from "#lib/catalog/catalog.db.ts";
import { publishedCount } from "#lib/live/build-places.ts";
import { buildSeries } from "#lib/live/build-series.ts";
import { readBaselines } from "#lib/live/read-baselines.ts";
import { nowOf, type ReadContext, readContext, stampOf } from "#lib/live/read-context.ts";
import type { FacetSeriesSnapshot, SeriesSnapshot } from "#lib/live/series-snapshot.ts";

/** What of a span has begun: of what has not, zero reports would be a claim. */
function begun({ from, to }: Span, now: Minute): Span {
  return { from, to: asMinute(Math.max(from, Math.min(to, now + 1))) };
}

/** A service's series over an aligned span, without the steps that have not begun; null when there is no such service. */
export async function readSeries(
  slug: string,
  span: Span,
  step: StepMinutes,
  context: ReadContext = readContext(),
): Promise<SeriesSnapshot | null> {
  const service = await findServiceBySlug(context.db, slug);
  if (service === null) return null;
  const [rows, gaps, baselines] = await Promise.all([
    readSteps(context.db, service.id, span, step),
    readGaps(context.db, span),
    readBaselines(context.db, [service.id]),
  ]);
  const known = begun(span, nowOf(context));
  const series = buildSeries(rows, known, step, baselines.get(service.id) ?? null, gaps);
  const { slug: key, name } = service;
  return { ...stampOf(context), service: { slug: key, name }, series: { ...series, to: span.to } };
}

/**
 * The same by problem, country or region: steps that have reports. Counts of places below 5 come as null. How many keys the
 * steps have shows only here: a month of minutes by country could be millions of points.
 */
export async function readFacetedSeries(
  slug: string,
  facet: Facet,
  { span, step, limit }: { readonly span: Span; readonly step: StepMinutes; readonly limit: number },
  context: ReadContext = readContext(),
): Promise<FacetSeriesSnapshot | "too-many-points" | null> {
  const service = await findServiceBySlug(context.db, slug);
  if (service === null) return null;
  const rows = await readFacetSeries(context.db, service.id, facet, span, step, limit + 1);
  if (rows.length > limit) return "too-many-points";
  const points = rows.map(({ minute, key, reports }) => ({
    minute,
    key,
    reports: facet === "problem" ? reports : publishedCount(reports),
  }));
  const { slug: known, name } = service;
  return { ...stampOf(context), service: { slug: known, name }, ...span, stepMinutes: step, facet, points };
}
