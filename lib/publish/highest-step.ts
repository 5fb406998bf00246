import { addMinutes, asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import { isMissed, missedMinutes } from "#lib/buckets/series.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { MarkedIncident, Series } from "#lib/live/snapshot.ts";
import { endOfSteps, gatherSeries } from "#lib/publish/chart-steps.ts";

/** The quarter of an hour in which the press counts. */
const QUARTER = 15;

/** What a record says of its peak. */
type Peaked = Pick<MarkedIncident, "peak15" | "peak15Minute">;

export interface HighestStep {
  readonly minute: Minute;
  readonly stepMinutes: number;
  readonly reports: number;
  /** What is usual in that step, or null without a baseline. */
  readonly expected: number | null;
  /** It was not over: these are its reports so far. */
  readonly isCounting: boolean;
  /** Minutes of it in which nobody could report: it may have been more. */
  readonly missed: number;
}

/** Before it is known what of it was missed. */
type Counted = Omit<HighestStep, "missed">;

/** `end`: what lies after it is not counted. */
function highestOf({ points, stepMinutes }: Series, end: number): Counted | null {
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
  const end = endOfSteps(series, now);
  const points = gathered.points.filter(({ minute }) => minute >= series.from && minute + gathered.stepMinutes <= end);
  return { ...gathered, points };
}

/** Whether the series has no point of a step that touches the quarter from a minute: nobody could report in half of it or more. */
function hasGap({ points, stepMinutes, to }: Series, quarter: Minute): boolean {
  const end = Math.min(quarter + QUARTER, to);
  const known = new Set(points.map(({ minute }) => minute));
  for (let minute = floorToStep(quarter, stepMinutes); minute < end; minute = addMinutes(minute, stepMinutes)) {
    if (!known.has(minute)) return true;
  }
  return false;
}

/**
 * The peaks on record of quarters in which the series has a gap. A record counts all that was reported in its quarter; of the series the reports of a step
 * of which half is missing are gone too. What is usual in the minutes that count is not on record.
 */
function peaksBesideGaps(series: Series, now: Minute, incidents: readonly Peaked[]): Counted[] {
  const end = endOfSteps(series, now);
  return incidents.flatMap(({ peak15, peak15Minute: minute }) => {
    if (minute === null || minute < series.from || minute + QUARTER > end || !hasGap(series, minute)) return [];
    const isCounting = minute + QUARTER > Math.min(series.to, now);
    return [{ minute, stepMinutes: QUARTER, reports: peak15, expected: null, isCounting }];
  });
}

/** The step with what of it was missed. One that is mostly a gap is not compared with what a whole one usually holds, as a record's peak is not. */
function withMissed(step: Counted, { to }: Series, gaps: readonly Span[]): HighestStep {
  const { minute, stepMinutes, expected } = step;
  const end = asMinute(Math.min(minute + stepMinutes, to));
  const missed = missedMinutes({ from: minute, to: end }, gaps);
  return { ...step, expected: isMissed(minute, stepMinutes, gaps) ? null : expected, missed };
}

/**
 * The highest UTC-aligned quarter of an hour of a series, or its highest step where the steps are longer; the earliest of
 * equals. Where no quarter has a report, as in ten minutes of the past, the highest step of its own. The peak of one of its incidents
 * beside a gap, where that is higher: the same page names it, and there is one highest count. Null when there is no report.
 */
export function highestStep(
  series: Series,
  now: Minute,
  incidents: readonly Peaked[] = [],
  gaps: readonly Span[] = [],
): HighestStep | null {
  const end = Math.min(series.to, now);
  const ofSeries = highestOf(wholeQuarters(series, now), end) ?? highestOf(series, end);
  const highest = peaksBesideGaps(series, now, incidents).reduce(
    (best, peak) => (peak.reports > (best?.reports ?? 0) ? peak : best),
    ofSeries,
  );
  return highest && withMissed(highest, series, gaps);
}
