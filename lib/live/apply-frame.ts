import { addMinutes } from "#lib/buckets/minute.ts";
import type { LiveFrame, LiveSnapshot } from "#lib/live/live-frame.ts";
import type { Series, SeriesPoint, ServiceSnapshot } from "#lib/live/snapshot.ts";

/**
 * Moves a series on by a tail of the same step: known steps get their new counts, new ones push out as many old ones.
 * A tail that does not reach back to the series, or is older than it, changes nothing: a hole must not look like zero.
 */
export function appendTail(series: Series, tail: readonly SeriesPoint[]): Series {
  const first = tail[0];
  const last = tail.at(-1);
  if (first === undefined || last === undefined || first.minute > series.to) return series;
  const to = addMinutes(last.minute, series.stepMinutes);
  if (to < series.to) return series;
  const from = addMinutes(series.from, to - series.to);
  const kept = series.points.filter(({ minute }) => minute >= from && minute < first.minute);
  return { ...series, from, to, points: [...kept, ...tail.filter(({ minute }) => minute >= from)] };
}

function moveSeries(series: Series, { minutes, steps }: LiveFrame): Series {
  if (series.stepMinutes === 1) return appendTail(series, minutes);
  if (series.stepMinutes === 5) return appendTail(series, steps);
  return series;
}

/** What a frame moves on a service's page; the page may hold more. */
export type LivePage = Pick<
  ServiceSnapshot,
  "asOf" | "state" | "since" | "reason" | "incidentId" | "reports15" | "expected15" | "worksPercent" | "series"
>;

/** A page after a frame. Steps of 15 minutes and more wait for the next snapshot. */
export function applyFrame<Page extends LivePage>(page: Page, frame: LiveFrame): Page {
  const { asOf, state, since, reason, incidentId, reports15, expected15, worksPercent } = frame;
  const series = moveSeries(page.series, frame);
  return { ...page, asOf, state, since, reason, incidentId, reports15, expected15, worksPercent, series };
}

/** A page after the first event of a stream, which brings the whole series. */
export function applySnapshot<Page extends LivePage>(page: Page, live: LiveSnapshot): Page {
  return { ...applyFrame(page, live), series: live.series };
}
