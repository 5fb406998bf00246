import type { Minute } from "#lib/buckets/minute.ts";
import type { Series } from "#lib/live/snapshot.ts";
import { gatherSeries } from "#lib/publish/chart-steps.ts";

/** The quarter of an hour in which the press counts. */
const QUARTER = 15;

export interface HighestStep {
  readonly minute: Minute;
  readonly stepMinutes: number;
  readonly reports: number;
  /** What is usual in that step, or null without a baseline. */
  readonly expected: number | null;
  /** It was not over: these are its reports so far. */
  readonly isCounting: boolean;
}

/** `end`: what lies after it is not counted. */
function highestOf({ points, stepMinutes }: Series, end: number): HighestStep | null {
  const best = points.reduce<(typeof points)[number] | null>(
    (highest, point) => (point.reports > (highest?.reports ?? 0) ? point : highest),
    null,
  );
  if (best === null) return null;
  const { minute, reports, expected } = best;
  return { minute, stepMinutes, reports, expected, isCounting: minute + stepMinutes > end };
}

/** The series in quarters of an hour of which it has every minute; the last one of a series that runs until `now` is still counting. */
function wholeQuarters(series: Series, now: Minute): Series {
  const gathered = gatherSeries(series, QUARTER, now);
  const end = series.to < now ? series.to : gathered.to;
  const points = gathered.points.filter(({ minute }) => minute >= series.from && minute + gathered.stepMinutes <= end);
  return { ...gathered, points };
}

/**
 * The highest UTC-aligned quarter of an hour of a series, or its highest step where the steps are longer; the earliest of
 * equals. Where no quarter has a report, as in ten minutes of the past, the highest step of its own. Null when the series has no
 * report.
 */
export function highestStep(series: Series, now: Minute): HighestStep | null {
  const end = Math.min(series.to, now);
  return highestOf(wholeQuarters(series, now), end) ?? highestOf(series, end);
}
