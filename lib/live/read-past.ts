import { readSeries } from "#lib/buckets/buckets.db.ts";
import { readGaps } from "#lib/buckets/gaps.db.ts";
import { minuteToMs } from "#lib/buckets/minute.ts";
import { alignSpan, chooseStep } from "#lib/buckets/series.ts";
import { type Span, spanMinutes } from "#lib/buckets/window.ts";
import { findServiceBySlug } from "#lib/catalog/catalog.db.ts";
import { expectedBy } from "#lib/live/as-known.ts";
import { buildSeries } from "#lib/live/build-series.ts";
import { readEventRows } from "#lib/live/events.db.ts";
import { readIncidentRows } from "#lib/live/incidents.db.ts";
import { nowOf, type ReadContext, readContext, stampOf } from "#lib/live/read-context.ts";
import type { SeriesSnapshot } from "#lib/live/snapshot.ts";

/**
 * A service's reports in a past span, which never change any more. The normal range is the one that the last incident
 * opened in it was judged by, and left out where there was none: today's would be another one tomorrow. Null: there is
 * no such service, or the span is not over.
 */
export async function readPast(
  slug: string,
  span: Span,
  context: ReadContext = readContext(),
): Promise<SeriesSnapshot | null> {
  const { db } = context;
  const step = chooseStep(spanMinutes(span));
  const aligned = alignSpan(span, step);
  const service = await findServiceBySlug(db, slug);
  if (service === null || aligned.to > nowOf(context)) return null;
  const [rows, gaps, incidents] = await Promise.all([
    readSeries(db, service.id, aligned, step),
    readGaps(db, aligned),
    readIncidentRows(db, { serviceId: service.id, from: aligned.from, to: aligned.to, limit: 1 }),
  ]);
  const id = incidents[0]?.id;
  const expectedFor = id === undefined ? null : expectedBy(await readEventRows(db, id, aligned.to));
  const series = buildSeries(rows, aligned, step, expectedFor, gaps);
  const stamp = { ...stampOf(context), asOf: minuteToMs(aligned.to) };
  return { ...stamp, service: { slug: service.slug, name: service.name }, series };
}
