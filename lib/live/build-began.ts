import type { Minute } from "#lib/buckets/minute.ts";
import type { BeganRow } from "#lib/live/began.db.ts";
import { MIN_ANSWERS } from "#lib/live/build-answers.ts";

/** When reporters say that it began. */
export interface Began {
  /** Half of them say this minute or an earlier one. */
  readonly median: Minute;
  /** Counted reports that say when. */
  readonly reports: number;
}

/** The lower median of what reporters say, from rows with the earliest first; null below 20 of them. */
export function buildBegan(rows: readonly BeganRow[]): Began | null {
  const reports = rows.reduce((sum, row) => sum + row.reports, 0);
  if (reports < MIN_ANSWERS) return null;
  let earlier = 0;
  for (const row of rows) {
    earlier += row.reports;
    if (earlier * 2 >= reports) return { median: row.began, reports };
  }
  return null;
}
