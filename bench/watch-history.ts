import type { PastOutage } from "#bench/synthetic-history.ts";
import { addMinutes, asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { readCursor } from "#lib/incidents/incidents.db.ts";
import { readBeats } from "#lib/incidents/watch.db.ts";
import { WATCH_JOB, watchSpanOnce } from "#lib/incidents/watch.job.ts";
import { CHUNK_MINUTES } from "#lib/incidents/watch-due.ts";

/** Before an outage, so that the detector knows the quiet; after it, so that it sees the end, which takes 40 minutes. */
const BEFORE = 10;
const AFTER = 60;

/** The spans around outages within [from, to), joined where they meet, in order. */
export function spansAround(outages: readonly PastOutage[], from: Minute, to: Minute): Span[] {
  const spans: Span[] = [];
  for (const outage of outages.toSorted((a, b) => a.start - b.start)) {
    const begin = floorToStep(asMinute(Math.max(outage.start - BEFORE, from)), CHUNK_MINUTES);
    const end = asMinute(Math.min(outage.start + outage.minutes + AFTER, to));
    const last = spans.at(-1);
    if (end <= begin) continue;
    if (last !== undefined && begin <= last.to)
      spans[spans.length - 1] = { from: last.from, to: asMinute(Math.max(last.to, end)) };
    else spans.push({ from: begin, to: end });
  }
  return spans;
}

/**
 * Lets the real detector judge spans of a written history, as the worker would have: incidents, events and
 * states come out of it, none is made up. What lies between the spans stays unjudged.
 */
export async function watchHistory(
  db: PrismaClient,
  spans: readonly Span[],
  onProgress?: (fraction: number) => void,
): Promise<void> {
  await db.job.upsert({ where: { name: WATCH_JOB }, create: { name: WATCH_JOB }, update: {} });
  const { first, firstBucket } = await readBeats(db, asMinute(Math.max(0, ...spans.map(({ to }) => to))));
  const total = spans.reduce((sum, span) => sum + span.to - span.from, 0);
  let done = 0;
  for (const span of spans) {
    for (let at = span.from; at < span.to; ) {
      const to = asMinute(Math.min(floorToStep(addMinutes(at, CHUNK_MINUTES), CHUNK_MINUTES), span.to));
      const step = { span: { from: at, to }, from: await readCursor(db, WATCH_JOB), to: { cursor: to, settled: to } };
      await watchSpanOnce(db, step, { first, firstBucket });
      done += to - at;
      at = to;
      onProgress?.(done / total);
    }
  }
}
