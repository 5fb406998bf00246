import { addMinutes, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";

/** Sums of the buckets of one span of minutes. `reports` are counted reports of kind problem. */
export interface BucketSums {
  readonly reports: number;
  readonly works: number;
  readonly back: number;
  readonly repeats: number;
  readonly setAside: number;
  /** Of the counted reports of kind problem, those that were the first of their network within the hour. */
  readonly networks: number;
}

/** Sums of one step; `minute` is the step's first. */
export interface BucketStep extends BucketSums {
  readonly minute: Minute;
}

/** The steps that a series can have, in minutes: all divide a UTC day, so steps of all services align. */
export const SERIES_STEPS = [1, 5, 15, 60, 180, 1440] as const;
export type StepMinutes = (typeof SERIES_STEPS)[number];

/** A chart with more points is slow to draw (1,440 took 191 ms to mount) and shows no more on a screen. */
export const MAX_CHART_POINTS = 500;

/** 31 days of minutes: the most that one answer of the API holds. */
export const MAX_SERIES_POINTS = 44_640;

const ZERO: BucketSums = { reports: 0, works: 0, back: 0, repeats: 0, setAside: 0, networks: 0 };

/** The finest step that keeps a span of so many minutes within the points; the coarsest step when none does. */
export function chooseStep(minutes: number, maxPoints: number = MAX_CHART_POINTS): StepMinutes {
  return SERIES_STEPS.find((step) => Math.ceil(minutes / step) <= maxPoints) ?? 1440;
}

/** Widens a span to whole UTC-aligned steps, so that the same step has the same count in every answer. */
export function alignSpan(span: Span, stepMinutes: StepMinutes): Span {
  const last = floorToStep(addMinutes(span.to, stepMinutes - 1), stepMinutes);
  return { from: floorToStep(span.from, stepMinutes), to: last };
}

/**
 * One entry for every step of an aligned span, oldest first. Postgres holds no row for a minute
 * without reports: what is missing is zero. Rows outside the span are left out.
 */
export function fillSteps(rows: readonly BucketStep[], span: Span, stepMinutes: StepMinutes): BucketStep[] {
  const byMinute = new Map(rows.map((row) => [row.minute, row]));
  const steps: BucketStep[] = [];
  for (let minute = span.from; minute < span.to; minute = addMinutes(minute, stepMinutes)) {
    steps.push(byMinute.get(minute) ?? { minute, ...ZERO });
  }
  return steps;
}

/** Minutes of [from, to) that lie in any of the gaps. `gaps` do not overlap. */
export function missedMinutes(span: Span, gaps: readonly Span[]): number {
  return gaps.reduce((sum, gap) => sum + Math.max(0, Math.min(gap.to, span.to) - Math.max(gap.from, span.from)), 0);
}

/** Whether half or more of the step from a minute lies in gaps: what nobody could say is unknown, and zero would be a claim. */
export function isMissed(minute: Minute, stepMinutes: number, gaps: readonly Span[]): boolean {
  return missedMinutes({ from: minute, to: addMinutes(minute, stepMinutes) }, gaps) * 2 >= stepMinutes;
}

/** Leaves out the steps of which half or more is missing, because this instance could not take reports then. */
export function withoutGaps(
  steps: readonly BucketStep[],
  gaps: readonly Span[],
  stepMinutes: StepMinutes,
): BucketStep[] {
  if (gaps.length === 0) return [...steps];
  return steps.filter(({ minute }) => !isMissed(minute, stepMinutes, gaps));
}

/** The sum of many. */
export function addSums(parts: readonly BucketSums[]): BucketSums {
  return parts.reduce(
    (sum, part) => ({
      reports: sum.reports + part.reports,
      works: sum.works + part.works,
      back: sum.back + part.back,
      repeats: sum.repeats + part.repeats,
      setAside: sum.setAside + part.setAside,
      networks: sum.networks + part.networks,
    }),
    ZERO,
  );
}

/** Gathers minutes into UTC-aligned steps: the same sums that SQL makes, for minutes already at hand. */
export function gatherSteps(minutes: readonly BucketStep[], stepMinutes: StepMinutes): BucketStep[] {
  const groups = Map.groupBy(minutes, (row) => floorToStep(row.minute, stepMinutes));
  return [...groups]
    .map(([minute, rows]) => ({ minute, ...addSums(rows) }))
    .sort((left, right) => left.minute - right.minute);
}
