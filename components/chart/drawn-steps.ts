import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import type { SeriesPoint } from "#lib/live/snapshot.ts";
import type { ChartGeometry } from "#lib/publish/chart-geometry.ts";

/** A step as Recharts draws it. Where a value is null, its line and its area break. */
export interface DrawnStep {
  /** The middle of its time. */
  readonly at: number;
  readonly minute: Minute;
  readonly reports: number | null;
  readonly range: readonly [low: number, high: number] | null;
  /** Null where nobody could report to this instance. */
  readonly point: SeriesPoint | null;
}

/** The steps that a series lacks between two that it has. */
function missingBetween(before: Minute, after: Minute, stepMinutes: number): Minute[] {
  const minutes: Minute[] = [];
  for (let minute = addMinutes(before, stepMinutes); minute < after; minute = addMinutes(minute, stepMinutes)) {
    minutes.push(minute);
  }
  return minutes;
}

/** The steps of a chart with those that its series lacks: Recharts joins neighbours, and a line across missing steps would be an invention. */
export function drawnSteps({ points, stepMinutes, counting }: ChartGeometry): DrawnStep[] {
  const middle = (minute: Minute) => minute + stepMinutes / 2;
  return points.flatMap((point, index): DrawnStep[] => {
    const { minute, low, high } = point;
    const missing = missingBetween(points[index - 1]?.minute ?? minute, minute, stepMinutes);
    const reports = minute === counting?.point.minute ? null : point.reports;
    const range = low === null || high === null ? null : ([low, high] as const);
    return [
      ...missing.map((gap) => ({ at: middle(gap), minute: gap, reports: null, range: null, point: null })),
      { at: middle(minute), minute, reports, range, point },
    ];
  });
}
