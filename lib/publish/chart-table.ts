import { type Minute, minuteOf } from "#lib/buckets/minute.ts";
import type { Series } from "#lib/live/snapshot.ts";
import { gatherSeries, stepFor } from "#lib/publish/chart-steps.ts";
import type { EmbedWords } from "#lib/publish/embed-words.ts";
import { english } from "#lib/publish/languages/en.ts";
import { formatCount } from "#lib/publish/number-words.ts";

/** A row of the table that says the same as the chart: where its step begins, reports, and the normal range. */
export interface ChartTableRow {
  readonly minute: Minute;
  readonly reports: string;
  readonly usual: string;
}

export interface ChartTable {
  readonly caption: string;
  readonly rows: readonly ChartTableRow[];
}

/** More rows are a file, not a table. */
const MAX_ROWS = 30;

/** The series in at most 31 rows (a span that is cut by the hour has one more), oldest first. `asOf` in milliseconds: a step that had not ended by then has its reports so far. */
export function chartTable(
  series: Series,
  asOf: number,
  { chart: { locale }, table }: Pick<EmbedWords, "chart" | "table"> = english.embed,
): ChartTable {
  const now = minuteOf(asOf);
  const { points, stepMinutes } = gatherSeries(series, stepFor(series, MAX_ROWS), now);
  const rows = points.map(({ minute, reports, low, high }) => {
    const count = formatCount(reports, locale);
    return {
      minute,
      reports: minute + stepMinutes > now ? table.soFar(count) : count,
      usual:
        low === null || high === null
          ? table.unknown
          : table.between(formatCount(low, locale), formatCount(high, locale)),
    };
  });
  return { caption: table.caption(stepMinutes), rows };
}
