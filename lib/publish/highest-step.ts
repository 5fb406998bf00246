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
}

function highestOf({ points, stepMinutes }: Series): HighestStep | null {
  const best = points.reduce<(typeof points)[number] | null>(
    (highest, point) => (point.reports > (highest?.reports ?? 0) ? point : highest),
    null,
  );
  return best && { minute: best.minute, stepMinutes, reports: best.reports, expected: best.expected };
}

/** The series in quarters of an hour of which it has every minute; the last one of a series that still runs at `now` is still counting. */
function wholeQuarters(series: Series, now: Minute): Series {
  const gathered = gatherSeries(series, QUARTER, now);
  const end = series.to <= now ? series.to : gathered.to;
  const points = gathered.points.filter(({ minute }) => minute >= series.from && minute + gathered.stepMinutes <= end);
  return { ...gathered, points };
}

/**
 * The highest UTC-aligned quarter of an hour of a series, or its highest step where the steps are longer; the earliest of
 * equals. Where no whole quarter has a report, as in a span of ten minutes, the highest step of its own. Null when the
 * series has no report.
 */
export function highestStep(series: Series, now: Minute): HighestStep | null {
  return highestOf(wholeQuarters(series, now)) ?? highestOf(series);
}
