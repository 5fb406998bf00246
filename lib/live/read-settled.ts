import { asMinute, type Minute, minuteOf } from "#lib/buckets/minute.ts";
import { readCursor } from "#lib/incidents/incidents.db.ts";
import { WATCH_JOB } from "#lib/incidents/watch.job.ts";
import type { ReadContext } from "#lib/live/read-context.ts";

/**
 * A report's minute is that in which it came, and it is counted there once its batch is on disk: after 2 s for a connection and
 * three statements and a commit of up to 5 s each at worst. Real time.
 */
const COMMIT_MS = 20_000;

/**
 * The latest minute that nothing can be added to any more: the reports of all minutes before it are on disk, and these minutes are
 * judged for good. A worker that was away judges later what was to be judged then, and what it took for a gap of ours it judges
 * again when the ingest's word comes late; who had cited such a minute would read something else afterwards.
 */
export async function readSettled({ db, nowMs, speed }: ReadContext): Promise<Minute> {
  const stored = minuteOf(nowMs - COMMIT_MS * speed);
  const { cursor, settled } = await readCursor(db, WATCH_JOB);
  return asMinute(Math.min(stored, cursor ?? stored, settled ?? stored));
}
