import { minuteOf } from "#lib/buckets/minute.ts";
import type { Series } from "#lib/live/snapshot.ts";
import { gatherSeries, stepFor, stepWords } from "#lib/publish/chart-steps.ts";
import { DEFAULT_LOCALE, formatCount } from "#lib/publish/number-words.ts";
import { instantWords } from "#lib/publish/time-words.ts";

/** A row of the table that says the same as the chart: a moment, reports, and the normal range. */
export interface ChartTableRow {
  readonly time: string;
  readonly reports: string;
  readonly usual: string;
}

export interface ChartTable {
  readonly caption: string;
  readonly rows: readonly ChartTableRow[];
}

/** More rows are a file, not a table. */
const MAX_ROWS = 30;
const UNKNOWN = "not known";
const SO_FAR = " so far";

/** The series in at most 30 rows, oldest first. `asOf` in milliseconds: a step that had not ended by then has its reports so far. */
export function chartTable(series: Series, asOf: number, timeZone = "UTC", locale = DEFAULT_LOCALE): ChartTable {
  const now = minuteOf(asOf);
  const { points, stepMinutes } = gatherSeries(series, stepFor(series, MAX_ROWS), now);
  const rows = points.map(({ minute, reports, low, high }) => ({
    time: instantWords(minute, timeZone, locale),
    reports: formatCount(reports, locale) + (minute + stepMinutes > now ? SO_FAR : ""),
    usual: low === null || high === null ? UNKNOWN : `${formatCount(low, locale)} to ${formatCount(high, locale)}`,
  }));
  return { caption: `Reports per ${stepWords(stepMinutes)}, from the time given`, rows };
}
