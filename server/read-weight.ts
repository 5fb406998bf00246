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

/** Points that a series is made from: its own, or of a facet the hours or minutes that are read. */
function pointsOf(query: URLSearchParams): number {
  const [step, minutes] = [query.get("step"), minutesOf(query)];
  const limit = Number(query.get("limit") ?? MAX_CHART_POINTS);
  if (!query.has("facet")) return step === null ? limit : minutes / Number(step);
  const isHourly = Number(step ?? chooseStep(minutes, limit)) >= MINUTES_PER_HOUR;
  return isHourly ? minutes / MINUTES_PER_HOUR : minutes;
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
