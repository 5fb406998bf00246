import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Clock } from "#lib/clock.ts";
import type { Db } from "#lib/db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { readCorrected } from "#lib/incidents/corrections.db.ts";
import { moveCursor, readCursor } from "#lib/incidents/incidents.db.ts";
import { judgeSpan } from "#lib/incidents/judge-span.job.ts";
import type { Beginnings } from "#lib/incidents/known-minutes.ts";
import { storeWatches } from "#lib/incidents/store-watches.job.ts";
import { readBeats } from "#lib/incidents/watch.db.ts";
import { nextSpan } from "#lib/incidents/watch-due.ts";
import type { Watch } from "#lib/incidents/watch-span.ts";

export const WATCH_JOB = "watch";

/** The incidents that a service's memory knew before the span. A correction makes it forget them. */
function rememberedIncidents({ service }: Watch): string[] {
  const { open, last } = service.memory;
  return [open, last].flatMap((incident) => (incident === null ? [] : [incident.id]));
}

/** A transaction that waits longer than this for its locks or rows is given up and tried again. */
const TRANSACTION_MS = 20_000;

/**
 * Judges one span and stores it with the step of the cursor, all or nothing. False when another worker has
 * already gone on from `cursor`: then nothing is stored. A service whose incident was corrected while it was judged
 * keeps what the correction left; its span is not judged again.
 */
export async function watchSpanOnce(
  db: PrismaClient,
  span: Span,
  cursor: Minute | null,
  beginnings: Beginnings,
): Promise<boolean> {
  const watches = await judgeSpan(db, span, beginnings);
  return db.$transaction(
    async (transaction: Db) => {
      if (!(await moveCursor(transaction, WATCH_JOB, cursor, span.to))) return false;
      const corrected = await readCorrected(transaction, watches.flatMap(rememberedIncidents));
      const current = watches.filter((watch) => !rememberedIncidents(watch).some((id) => corrected.has(id)));
      await storeWatches(transaction, current, span);
      return true;
    },
    { timeout: TRANSACTION_MS, maxWait: TRANSACTION_MS },
  );
}

/**
 * Judges all closed minutes that are not judged yet, in order. Returns how many; ends early when told to stop or when
 * another worker has gone on.
 */
export async function watch(db: PrismaClient, clock: Clock, signal: AbortSignal): Promise<{ judged: number }> {
  let judged = 0;
  while (!signal.aborted) {
    const { first, last, firstBucket } = await readBeats(db);
    const cursor = await readCursor(db, WATCH_JOB);
    const known = [first, firstBucket].filter((minute) => minute !== null);
    const firstKnown = known.length === 0 ? null : asMinute(Math.min(...known));
    const span = nextSpan({ cursor, lastBeat: last, firstKnown }, clock.nowMs(), clock.speed);
    if (span === null) break;
    if (!(await watchSpanOnce(db, span, cursor, { first, firstBucket }))) break;
    judged += span.to - span.from;
  }
  return { judged };
}
