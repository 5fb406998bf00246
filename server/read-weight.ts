import { parseMinute } from "#lib/buckets/minute.ts";
import { chooseStep, MAX_CHART_POINTS, MAX_SERIES_POINTS } from "#lib/buckets/series.ts";
import { asRangeKey, DEFAULT_RANGE, RANGES } from "#lib/live/range.ts";
import { isDataFile } from "#server/edge-policy.ts";

const SERIES = /^\/api\/v1\/services\/[^/]+\/series$/;
const EVIDENCE = /^\/api\/v1\/incidents\/[^/]+\/evidence$/;
const CSV = /^\/status\/[^/]+\.csv$/;
const PNG = /^\/(?:status|incidents)\/[^/]+\.png$/;
/** A PNG takes up to 100 ms of the one thread that writes them: a network can take about half of it. */
export const PNG_WEIGHT = 4;
/** Points of a series that take as long to write as a page. */
export const POINTS_OF_ONE = 2_000;
/** Points that a step of a large service has in a series by a facet: a choice of problems, and of places as many as report an outage that all the world feels. */
const POINTS_OF_STEP: Readonly<Record<string, number>> = { problem: 10, country: 50, region: 50 };

/** Whether an answer may be megabytes large, of which each asks for another part: pages, embeds and figures must not lose their place to these. */
export function isBulk(target: string): boolean {
  const [path = ""] = target.split("?", 1);
  return SERIES.test(path) || EVIDENCE.test(path) || isDataFile(path);
}

/** Points of a facet are added up from rows of an hour, or of a minute. */
const MINUTES_PER_HOUR = 60;

/** Minutes that a series is asked for. Without an end it is the running minute: that may be any number. */
function minutesOf(query: URLSearchParams): number {
  const from = parseMinute(query.get("from") ?? "");
  const to = parseMinute(query.get("to") ?? "");
  if (from !== null) return to === null ? Infinity : to - from;
  return RANGES[asRangeKey(query.get("range") ?? "") ?? DEFAULT_RANGE];
}

/** Steps of the series that is asked for: as many as its span has, or, where the step is left to us, as fit into the limit at most. */
function stepsOf(query: URLSearchParams): number {
  const [minutes, step] = [minutesOf(query), query.get("step")];
  if (step !== null) return minutes / Number(step);
  const most = Number(query.get("limit") ?? MAX_CHART_POINTS);
  return Math.min(most, minutes / chooseStep(minutes, most));
}

/** Points of a series; of one by facet those that are written, or the hours or minutes that these are added up from, whichever are more. */
function pointsOf(query: URLSearchParams): number {
  const [steps, minutes, facet] = [stepsOf(query), minutesOf(query), query.get("facet")];
  if (facet === null) return steps;
  const written = Math.min(Number(query.get("limit") ?? MAX_SERIES_POINTS), steps * (POINTS_OF_STEP[facet] ?? 1));
  const isHourly = minutes / steps >= MINUTES_PER_HOUR;
  return Math.max(written, isHourly ? minutes / MINUTES_PER_HOUR : minutes);
}

const weightOf = (points: number) =>
  1 + Math.floor(Math.min(MAX_SERIES_POINTS, Math.max(0, points || 0)) / POINTS_OF_ONE);

/**
 * As how many answers the making of one counts: a series of a month of minutes takes as long as two dozen pages. At least 1, also for a
 * series that will be refused.
 */
export function readWeight(target: string): number {
  const { pathname, searchParams: query } = new URL(target, "http://front");
  if (PNG.test(pathname)) return PNG_WEIGHT;
  // Written minute by minute, however long the range is.
  if (CSV.test(pathname)) return weightOf(minutesOf(query));
  return SERIES.test(pathname) ? weightOf(pointsOf(query)) : 1;
}
