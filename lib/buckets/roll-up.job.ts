import type { Minute } from "#lib/buckets/minute.ts";
import { readFirstHour, rollUpHours } from "#lib/buckets/roll-up.db.ts";
import type { Db } from "#lib/db.ts";

/** Reports are stored within seconds of their minute; three hours also cover a clock that was corrected. */
const AGAIN_HOURS = 3;
/** Hours of one statement: a day of 3,000 services is some 70,000 rows. */
const SPAN_HOURS = 24;

/**
 * Sums minutes into hours, from the hour `cursor` (null: from the first bucket) and the last three hours anyway, up to and
 * with the running hour. Returns the next cursor: the running hour, which is not over.
 */
export async function rollUp(db: Db, now: Minute, cursor: number | null, signal: AbortSignal): Promise<number | null> {
  const first = cursor ?? (await readFirstHour(db));
  if (first === null) return null;
  const running = Math.floor(now / 60);
  let from = Math.min(first, running - AGAIN_HOURS);
  while (from <= running && !signal.aborted) {
    const to = Math.min(from + SPAN_HOURS, running + 1);
    await rollUpHours(db, from, to);
    from = to;
  }
  return Math.min(from, running);
}
