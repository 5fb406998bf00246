import { addMinutes, asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import type { Series, SeriesPoint } from "#lib/live/snapshot.ts";

/** Steps that a chart or table may gather to, in minutes. Each divides a UTC day, so steps of all services align. */
const STEPS = [1, 5, 15, 30, 60, 180, 360, 1440] as const;

/** Before every series: it then counts as one that still runs. */
const NEVER = asMinute(0);

function addUp(points: readonly SeriesPoint[], value: (point: SeriesPoint) => number | null): number | null {
  let sum = 0;
  for (const point of points) {
    const part = value(point);
    if (part === null) return null;
    sum += part;
  }
  return sum;
}

/** Whether less than half of a larger step is missing in the series: what nobody could say is no dip. */
function isKnown(series: Series, minute: Minute, parts: readonly SeriesPoint[], stepMinutes: number): boolean {
  const within = Math.min(minute + stepMinutes, series.to) - Math.max(minute, series.from);
  return (within - parts.length * series.stepMinutes) * 2 < stepMinutes;
}

/**
 * Where the last whole step of a series has to end. Of one that runs until `now` or beyond it, as every one does that is frozen at
 * its end, the last step stays, still counting.
 */
export function endOfSteps({ to }: Series, now: Minute): number {
  return to < now ? to : Number.POSITIVE_INFINITY;
}

/**
 * The series in larger, UTC-aligned steps. Counts add up. So do the bounds of the normal range, which makes it wider
 * than a range computed for the larger step, never narrower: nothing looks abnormal by gathering. A first step that
 * began before the series is left out, because its part would look like a dip; so is a last one of a series that ended
 * before `now`, and any of which half or more is missing.
 */
export function gatherSeries(series: Series, stepMinutes: number, now: Minute = NEVER): Series {
  if (stepMinutes <= series.stepMinutes) return series;
  const groups = [...Map.groupBy(series.points, (point) => floorToStep(point.minute, stepMinutes))].filter(
    ([minute, parts]) => isKnown(series, minute, parts, stepMinutes),
  );
  const end = endOfSteps(series, now);
  const whole = groups.filter(([minute]) => minute >= series.from && minute + stepMinutes <= end);
  const points = (whole.length > 0 ? whole : groups).map(([minute, parts]) => ({
    minute,
    reports: addUp(parts, (part) => part.reports) ?? 0,
    expected: addUp(parts, (part) => part.expected),
    low: addUp(parts, (part) => part.low),
    high: addUp(parts, (part) => part.high),
    works: addUp(parts, (part) => part.works) ?? 0,
    setAside: addUp(parts, (part) => part.setAside) ?? 0,
    networks: addUp(parts, (part) => part.networks) ?? 0,
  }));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return { ...series, stepMinutes, points };
  return { from: first.minute, to: addMinutes(last.minute, stepMinutes), stepMinutes, points };
}

/** The finest of our steps, not finer than the series' own, that keeps its span within so many points. */
export function stepFor(series: Series, maxPoints: number): number {
  const fits = (step: number) => step >= series.stepMinutes && (series.to - series.from) / step <= maxPoints;
  return STEPS.find(fits) ?? Math.max(series.stepMinutes, 1440);
}

/** "minute", "5 minutes", "hour": what one step is called after "per". */
export function stepWords(stepMinutes: number): string {
  if (stepMinutes === 1) return "minute";
  if (stepMinutes === 60) return "hour";
  if (stepMinutes === 1440) return "day";
  return stepMinutes % 60 === 0 ? `${stepMinutes / 60} hours` : `${stepMinutes} minutes`;
}
