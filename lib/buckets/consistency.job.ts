import { readClockStart, readThreeSums } from "#lib/buckets/consistency.db.ts";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";

const SPAN_MINUTES = 180;

/** Whether the books agree: buckets, raw reports and the problem facet hold the same counted problem reports. */
export interface Consistency {
  readonly ok: boolean;
  /** The last three hours before this minute were compared. */
  readonly minute: Minute;
  readonly buckets: number;
  readonly reports: number;
  readonly facets: number;
}

/** Compares the last three hours up to the running minute, without what was imported before the instance began. */
export async function checkConsistency(db: Db, now: Minute): Promise<Consistency> {
  const from = asMinute(Math.max(now - SPAN_MINUTES, await readClockStart(db), 0));
  const sums = await readThreeSums(db, { from, to: asMinute(Math.max(from, now)) });
  return { ok: sums.buckets === sums.reports && sums.reports === sums.facets, minute: now, ...sums };
}
