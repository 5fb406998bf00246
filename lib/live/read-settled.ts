import type { Minute } from "#lib/buckets/minute.ts";
import { readCursor } from "#lib/incidents/incidents.db.ts";
import { WATCH_JOB } from "#lib/incidents/watch.job.ts";
import { nowOf, type ReadContext } from "#lib/live/read-context.ts";

/**
 * The latest minute that nothing can be added to any more: all minutes before it are judged. A worker that was away judges
 * later what was to be judged then, and who had cited such a minute would read something else afterwards.
 */
export async function readSettled(context: ReadContext): Promise<Minute> {
  const now = nowOf(context);
  const { cursor } = await readCursor(context.db, WATCH_JOB);
  return cursor === null || cursor > now ? now : cursor;
}
