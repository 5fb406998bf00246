import { z } from "zod";
import { FACETS } from "#lib/buckets/facets.db.ts";
import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import { alignSpan, chooseStep, MAX_SERIES_POINTS, SERIES_STEPS, type StepMinutes } from "#lib/buckets/series.ts";
import { type Span, spanMinutes } from "#lib/buckets/window.ts";
import { DEFAULT_RANGE, RANGE_KEYS, RANGES, rangeSpan } from "#lib/live/range.ts";
import { broken, type InputError, type InputRule } from "#lib/reports/input-error.ts";
import { minuteText, timeZone, wholeNumber } from "#server/routes/api/query.ts";

/** A longer span would keep Postgres busy for one visitor for a second and more. */
const MAX_SPAN_DAYS = 366;
const MINUTES_PER_DAY = 1_440;
const MINUTES_PER_HOUR = 60;

export const seriesQuery = z.object({
  from: minuteText.optional(),
  to: minuteText.optional().meta({ description: "Exclusive; now when not given." }),
  range: z.enum(RANGE_KEYS).optional().meta({
    description: "Whole steps that end with the one under way, instead of from and to; 24h when neither is given.",
  }),
  step: z
    .enum(["1", "5", "15", "60", "180", "1440"])
    .transform((text) => SERIES_STEPS.find((step) => String(step) === text) ?? 1)
    .optional()
    .meta({ description: "Minutes per point. When not given: the finest with at most `limit` steps." }),
  limit: wholeNumber(1, MAX_SERIES_POINTS, "At most so many points. 500 steps when neither step nor limit is given."),
  facet: z.enum(FACETS).optional().meta({
    description: "Counts by problem, country or region instead of one series: each of them that a step has is a point.",
  }),
  tz: timeZone.optional(),
});

export type SeriesQuery = z.output<typeof seriesQuery>;

/** What a query asks for, or what is wrong with it. */
export type SeriesRequest =
  | { readonly ok: true; readonly span: Span; readonly step: StepMinutes; readonly limit: number }
  | { readonly ok: false; readonly errors: readonly InputError[] };

function refuse(pointer: string, rule: InputRule): SeriesRequest {
  return { ok: false, errors: [broken(pointer, rule)] };
}

/**
 * Whether a facet's steps are added up from more than 31 days of minutes: of those below an hour there is nothing coarser, and a year of a busy
 * service is millions of rows, for which Postgres takes seconds.
 */
function isTooFine(facet: SeriesQuery["facet"], step: StepMinutes, minutes: number): boolean {
  return facet !== undefined && step < MINUTES_PER_HOUR && minutes > MAX_SERIES_POINTS;
}

/** The finest step that keeps so many minutes within what the query allows. */
function stepOf({ step, limit, facet }: SeriesQuery, minutes: number): StepMinutes {
  const finest = step ?? chooseStep(minutes, limit);
  return step === undefined && isTooFine(facet, finest, minutes) ? MINUTES_PER_HOUR : finest;
}

function resolveRange(query: SeriesQuery, now: Minute): SeriesRequest {
  const range = query.range ?? DEFAULT_RANGE;
  if (query.to !== undefined) return refuse("?from", "required-with-to");
  return withinLimit(query, rangeSpan(range, now, stepOf(query, RANGES[range])));
}

function withinLimit(
  { limit = MAX_SERIES_POINTS }: SeriesQuery,
  { span, step }: { span: Span; step: StepMinutes },
): SeriesRequest {
  return spanMinutes(span) / step > limit ? refuse("?step", "too-many-points") : { ok: true, span, step, limit };
}

/** Turns a query into an aligned span and a step. `now` is the running minute. */
export function resolveSeries(query: SeriesQuery, now: Minute): SeriesRequest {
  const { from, to = addMinutes(now, 1), range } = query;
  if (from === undefined) return resolveRange(query, now);
  if (range !== undefined) return refuse("?range", "not-with-from");
  if (to > now + MINUTES_PER_DAY) return refuse("?to", "in-the-future");
  if (from >= to) return refuse("?from", "not-before-to");
  if (to - from > MAX_SPAN_DAYS * MINUTES_PER_DAY) return refuse("?from", "range-too-long");
  const step = stepOf(query, to - from);
  if (isTooFine(query.facet, step, to - from)) return refuse("?step", "too-many-minutes");
  return withinLimit(query, { span: alignSpan({ from, to }, step), step });
}
