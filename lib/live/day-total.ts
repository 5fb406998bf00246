import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import { lastMinutes, type Span } from "#lib/buckets/window.ts";

/** Counted reports of all services per minute, as far as they are known. */
export interface DayTotal {
  readonly reports: ReadonlyMap<number, number>;
  /** The minutes in `reports` are settled before this one. */
  readonly settled: Minute | null;
}

export const EMPTY_DAY: DayTotal = { reports: new Map(), settled: null };

/** A report is committed within seconds of its minute, which on the clock of a fast demo are minutes. */
const OPEN_MINUTES = 15;
const DAY_MINUTES = 1440;

/**
 * The minutes that have to be read to know the last 24 hours. Summing them all takes a busy database
 * 60 ms and more; the settled ones are remembered.
 */
export function missingSpan(day: DayTotal, now: Minute): Span {
  const span = lastMinutes(now, DAY_MINUTES);
  const usable = day.settled !== null && day.settled > span.from && day.settled <= span.to;
  return usable && day.settled !== null ? { from: day.settled, to: span.to } : span;
}

/** Takes in the minutes that were read over `missingSpan(day, now)`. */
export function advanceDay(day: DayTotal, now: Minute, rows: readonly { minute: number; reports: number }[]): DayTotal {
  const span = lastMinutes(now, DAY_MINUTES);
  const missing = missingSpan(day, now);
  const reports = new Map(rows.map((row) => [row.minute, row.reports]));
  for (const [minute, count] of day.reports) {
    if (minute >= span.from && minute < missing.from) reports.set(minute, count);
  }
  return { reports, settled: addMinutes(now, -OPEN_MINUTES) };
}

/** Counted reports of the day. */
export function dayReports(day: DayTotal): number {
  return [...day.reports.values()].reduce((sum, count) => sum + count, 0);
}
