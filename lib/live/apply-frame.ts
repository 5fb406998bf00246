import { addMinutes, minuteOf } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import { type LiveFrame, type LiveSnapshot, minutesTail, stepsTail } from "#lib/live/live-frame.ts";
import type { Series, SeriesPoint, ServiceSnapshot } from "#lib/live/snapshot.ts";

/**
 * Moves a series on by a tail of the same step, which tells everything of its span: known steps get their new counts,
 * new ones push out as many old ones. A tail that does not reach back to the series, or is older than it, changes
 * nothing: a hole must not look like zero.
 */
function appendTail(series: Series, tail: readonly SeriesPoint[], span: Span): Series {
  if (span.from > series.to || span.to < series.to) return series;
  const from = addMinutes(series.from, span.to - series.to);
  const kept = series.points.filter(({ minute }) => minute >= from && minute < span.from);
  return { ...series, from, to: span.to, points: [...kept, ...tail.filter(({ minute }) => minute >= from)] };
}

function moveSeries(series: Series, { asOf, minutes, steps }: LiveFrame): Series {
  const now = minuteOf(asOf);
  if (series.stepMinutes === 1) return appendTail(series, minutes, minutesTail(now));
  if (series.stepMinutes === 5) return appendTail(series, steps, stepsTail(now));
  return series;
}

/** What a frame moves on a service's page; the page may hold more. */
export type LivePage = Pick<
  ServiceSnapshot,
  | "asOf"
  | "state"
  | "since"
  | "reason"
  | "incidentId"
  | "reports15"
  | "missed15"
  | "expected15"
  | "worksPercent"
  | "series"
>;

/** A page after a frame. Steps that frames do not move (`framesMove`) wait for the next snapshot. */
export function applyFrame<Page extends LivePage>(page: Page, frame: LiveFrame): Page {
  const { asOf, state, since, reason, incidentId, reports15, missed15, expected15, worksPercent } = frame;
  const series = moveSeries(page.series, frame);
  return { ...page, asOf, state, since, reason, incidentId, reports15, missed15, expected15, worksPercent, series };
}

/** A page after the first event of a stream, which brings the whole series. */
export function applySnapshot<Page extends LivePage>(page: Page, live: LiveSnapshot): Page {
  return { ...applyFrame(page, live), series: live.series };
}
