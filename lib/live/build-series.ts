import { addMinutes, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import {
  type BucketStep,
  fillSteps,
  isMissed,
  missedMinutes,
  type StepMinutes,
  withoutGaps,
} from "#lib/buckets/series.ts";
import { last15, type Span } from "#lib/buckets/window.ts";
import type { Series, SeriesPoint } from "#lib/live/snapshot.ts";

/** Expected reports and normal range of [minute, minute + stepMinutes). */
export type ExpectedFor = (minute: Minute, stepMinutes: number) => { expected: number; low: number; high: number };

/** Expectations are published with two decimals: more say nothing, and make a month of them twice as long. */
export function rounded(expected: number): number {
  return Math.round(expected * 100) / 100;
}

/** One point of a chart. Without a baseline nothing is expected, which is not the same as expecting nothing. */
export function buildPoint(step: BucketStep, stepMinutes: StepMinutes, expectedFor: ExpectedFor | null): SeriesPoint {
  const { minute, reports, works, setAside, networks } = step;
  const range = expectedFor?.(minute, stepMinutes);
  const { low, high } = range ?? { low: null, high: null };
  const expected = range === undefined ? null : rounded(range.expected);
  return { minute, reports, expected, low, high, works, setAside, networks };
}

/** The series of an aligned span: a point for every step, those without reports too, but none where nobody could report. */
export function buildSeries(
  rows: readonly BucketStep[],
  span: Span,
  stepMinutes: StepMinutes,
  expectedFor: ExpectedFor | null,
  gaps: readonly Span[],
): Series {
  const steps = withoutGaps(fillSteps(rows, span, stepMinutes), gaps, stepMinutes);
  const points = steps.map((step) => buildPoint(step, stepMinutes, expectedFor));
  return { from: span.from, to: span.to, stepMinutes, points };
}

/** Minutes in the span of `reports15` in which nobody could report. */
export function missed15(now: Minute, gaps: readonly Span[]): number {
  return missedMinutes(last15(now), gaps);
}

/** What is expected in the span of `reports15`. */
export function expected15(now: Minute, expectedFor: ExpectedFor | null): number | null {
  return expectedFor === null ? null : rounded(expectedFor(last15(now).from, 15).expected);
}

export const SPARKLINE_STEP = 5;
const SPARKLINE_VALUES = 72;

/** The six hours of a sparkline: 72 whole steps, the last of which may still be counting. */
export function sparklineSpan(now: Minute): Span {
  const to = addMinutes(floorToStep(now, SPARKLINE_STEP), SPARKLINE_STEP);
  return { from: addMinutes(to, -SPARKLINE_STEP * SPARKLINE_VALUES), to };
}

/** The 72 values of a sparkline, from the steps that have reports; null where nobody could report. */
export function buildSparkline(
  reports: ReadonlyMap<Minute, number>,
  span: Span,
  gaps: readonly Span[],
): (number | null)[] {
  return Array.from({ length: SPARKLINE_VALUES }, (_, index) => {
    const minute = addMinutes(span.from, index * SPARKLINE_STEP);
    return isMissed(minute, SPARKLINE_STEP, gaps) ? null : (reports.get(minute) ?? 0);
  });
}
