import { readSeries } from "#lib/buckets/buckets.db.ts";
import { readGaps } from "#lib/buckets/gaps.db.ts";
import { type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import { alignSpan, chooseStep } from "#lib/buckets/series.ts";
import { type Span, spanMinutes } from "#lib/buckets/window.ts";
import { findServiceBySlug } from "#lib/catalog/catalog.db.ts";
import { readOfficialUpdates } from "#lib/incidents/official-updates.db.ts";
import { courseAt, escalatedIn, expectedBy } from "#lib/live/as-known.ts";
import { countIncident } from "#lib/live/build-figures.ts";
import { buildIncidentSummary, overlaps } from "#lib/live/build-incident.ts";
import { buildOfficial, MAX_OFFICIAL } from "#lib/live/build-official.ts";
import { buildSeries } from "#lib/live/build-series.ts";
import { readEventRows } from "#lib/live/events.db.ts";
import { frameIncident } from "#lib/live/incident-frame.ts";
import { type IncidentRow, readIncidentRows } from "#lib/live/incidents.db.ts";
import { type ReadContext, readContext, stampOf } from "#lib/live/read-context.ts";
import { readSettled } from "#lib/live/read-settled.ts";
import type { PastSnapshot } from "#lib/live/series-snapshot.ts";
import type { MarkedIncident } from "#lib/live/snapshot.ts";

/** A month, the longest span, can have more incidents than a chart can show; these are the latest. */
const MAX_MARKED = 12;

/** An incident as it was known at a moment, counted again from its minutes; null when it was a false alarm by then. */
async function readAsKnown({ db }: ReadContext, row: IncidentRow, known: Minute): Promise<MarkedIncident | null> {
  const events = await readEventRows(db, row.id, known);
  if (events.some(({ kind }) => kind === "corrected")) return null;
  const { level, ended, resolved } = courseAt(row, events);
  const frame = frameIncident(row.started, { level, ended, open: ended === null }, known, true);
  const { total, peak15 } = countIncident(await readSeries(db, row.serviceId, frame.quarters, 1), frame);
  const figures = { total, peak15: peak15?.reports ?? 0, peak15Minute: peak15?.from ?? null };
  const course = { level, ended, resolved, escalated: escalatedIn(events), corrected: null };
  const { peak15Missed: _, ...marked } = buildIncidentSummary(row);
  return { ...marked, ...course, ...figures };
}

/**
 * A service's reports in a past span, which never change any more, with the incidents and the company's words that were on
 * record at its end. The normal range is the one that the last incident opened in it was judged by, and left out where
 * there was none: today's would be another one tomorrow. Null: there is no such service, or the span is not over and judged.
 */
export async function readPast(
  slug: string,
  span: Span,
  context: ReadContext = readContext(),
): Promise<PastSnapshot | null> {
  const { db } = context;
  const settled = await readSettled(context);
  if (span.to > settled) return null;
  const step = chooseStep(spanMinutes(span));
  const aligned = alignSpan(span, step);
  const service = await findServiceBySlug(db, slug);
  if (service === null || aligned.to > settled) return null;
  const [rows, gaps, opened, official] = await Promise.all([
    readSeries(db, service.id, aligned, step),
    readGaps(db, aligned),
    readIncidentRows(db, { serviceId: service.id, to: aligned.to, limit: MAX_MARKED }),
    readOfficialUpdates(db, service.id, aligned, aligned.to, MAX_OFFICIAL),
  ]);
  const judged = opened.find((incident) => incident.opened >= aligned.from);
  const expectedFor = judged === undefined ? null : expectedBy(await readEventRows(db, judged.id, aligned.to));
  const incidents = await Promise.all(opened.map((row) => readAsKnown(context, row, aligned.to)));
  return {
    ...stampOf(context),
    asOf: minuteToMs(aligned.to),
    service: { slug: service.slug, name: service.name },
    series: buildSeries(rows, aligned, step, expectedFor, gaps),
    gaps,
    incidents: incidents.flatMap((incident) => (incident !== null && overlaps(incident, aligned) ? [incident] : [])),
    official: buildOfficial(official),
  };
}
