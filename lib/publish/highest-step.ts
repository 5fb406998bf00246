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

/**
 * The highest UTC-aligned quarter of an hour of a series, or its highest step where the steps are longer; the earliest of
 * equals. Null when the series has no report.
 */
export function highestStep(series: Series): HighestStep | null {
  const { points, stepMinutes } = gatherSeries(series, QUARTER);
  const best = points.reduce<(typeof points)[number] | null>(
    (highest, point) => (point.reports > (highest?.reports ?? 0) ? point : highest),
    null,
  );
  return best && { minute: best.minute, stepMinutes, reports: best.reports, expected: best.expected };
}
