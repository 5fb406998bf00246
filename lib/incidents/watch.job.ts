import { addMinutes, asMinute, formatMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import { type Clock, readClock } from "#lib/clock.ts";
import type { Db } from "#lib/db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { isClockBehind } from "#lib/incidents/clock-behind.ts";
import { readCorrected } from "#lib/incidents/corrections.db.ts";
import { moveCursor, readCursor, type WatchCursor } from "#lib/incidents/incidents.db.ts";
import { judgeSpan } from "#lib/incidents/judge-span.job.ts";
import type { Beginnings } from "#lib/incidents/known-minutes.ts";
import { readBeatsAround, readJudgedAfter, rewindIncidents, rewindStates } from "#lib/incidents/rewind.db.ts";
import { rewindMemory } from "#lib/incidents/rewound-memory.ts";
import { serviceMemorySchema } from "#lib/incidents/service-memory.ts";
import { storeWatches } from "#lib/incidents/store-watches.job.ts";
import { readBeats } from "#lib/incidents/watch.db.ts";
import { nextSpan, settledAfter } from "#lib/incidents/watch-due.ts";
import type { Watch } from "#lib/incidents/watch-span.ts";
import { log } from "#lib/log.ts";

export const WATCH_JOB = "watch";

/** The incidents that a service's memory knew before the span. A correction makes it forget them. */
function rememberedIncidents({ service }: Watch): string[] {
  const { open, last } = service.memory;
  return [open, last].flatMap((incident) => (incident === null ? [] : [incident.id]));
}

/** A transaction that waits longer than this for its locks or rows is given up and tried again. */
const TRANSACTION_MS = 20_000;
const TRANSACTION = { timeout: TRANSACTION_MS, maxWait: TRANSACTION_MS } as const;

/** A span to judge, and where the watch stands before and after it. */
export interface WatchStep {
  readonly span: Span;
  readonly from: WatchCursor;
  readonly to: WatchCursor;
}

/** What became of a span: another worker had already gone on from there, or it is stored but for services of which nothing could be. */
export type SpanEnd = { readonly kind: "elsewhere" } | { readonly kind: "stored"; readonly failed: readonly string[] };

/** Databases from which this process has judged anything. */
const judgedFrom = new WeakSet<Db>();

/**
 * Judges the minute before `next` again and forgets what came of it: a worker that has just started, and has nothing to judge yet, has at hand then what
 * the next minute needs, which would else take twice as long as those after it. Nothing where it has judged before.
 */
async function prepareJudging(db: Db, next: Minute, beginnings: Beginnings): Promise<void> {
  if (judgedFrom.has(db) || next === 0) return;
  judgedFrom.add(db);
  await judgeSpan(db, { from: addMinutes(next, -1), to: next }, beginnings);
}

/**
 * Judges one span and stores it with the step of the cursor, all or nothing but for a service whose rows cannot be stored. A service whose
 * incident was corrected while it was judged keeps what the correction left; its span is not judged again.
 */
export async function watchSpanOnce(db: PrismaClient, step: WatchStep, beginnings: Beginnings): Promise<SpanEnd> {
  judgedFrom.add(db);
  const { watches, unjudged } = await judgeSpan(db, step.span, beginnings);
  return db.$transaction(async (transaction: Db): Promise<SpanEnd> => {
    if (!(await moveCursor(transaction, WATCH_JOB, step.from, step.to))) return { kind: "elsewhere" };
    const corrected = await readCorrected(transaction, watches.flatMap(rememberedIncidents));
    const current = watches.filter((watch) => !rememberedIncidents(watch).some((id) => corrected.has(id)));
    return { kind: "stored", failed: [...unjudged, ...(await storeWatches(transaction, current, step.span))] };
  }, TRANSACTION);
}

/**
 * Takes a watch back that judged minutes of the future with the ingest's word: the database's own clock was ahead, and ingest
 * and worker with it. Asked of the database, because this process' clock may be the one that is wrong. What was decided
 * stays, as of now; judging goes on with the minute that is running. True when it was taken back. Throws where the database's clock is behind
 * instead: records of a past that was right would be moved to before it, and none could be put back.
 */
async function takeBack(db: PrismaClient, at: WatchCursor): Promise<boolean> {
  const now = (await readClock(db)).minute();
  if (at.cursor === null || at.cursor <= now) return false;
  if (isClockBehind(await readBeatsAround(db, now, at.cursor)))
    throw new Error(
      `the database's clock is behind: it says ${formatMinute(now)}, and minutes up to ${formatMinute(at.cursor)} were seen and judged; nothing is judged until it is put right, or has come there`,
    );
  log.warn(
    { cursor: at.cursor, now },
    "the watch stood in the future: the database's clock was ahead, and was put right",
  );
  return db.$transaction(async (transaction: Db) => {
    if (!(await moveCursor(transaction, WATCH_JOB, at, { cursor: now, settled: now }))) return false;
    const judged = await readJudgedAfter(transaction, now);
    const rewound = judged.flatMap(({ serviceId, memory: stored }) => {
      const memory = serviceMemorySchema.safeParse(stored).data;
      return memory === undefined ? [] : [{ serviceId, memory: rewindMemory(memory, now) }];
    });
    await rewindStates(transaction, rewound, now);
    await rewindIncidents(transaction, now);
    return true;
  }, TRANSACTION);
}

/**
 * Judges all closed minutes that are not judged yet, in order. Returns how many; ends early when told to stop or when
 * another worker has gone on. Without any the first call of a process reads ahead for the next one. Throws, after all the others are stored, where nothing could be stored of some services.
 */
export async function watch(db: PrismaClient, clock: Clock, signal: AbortSignal): Promise<{ judged: number }> {
  let judged = 0;
  const failed = new Set<string>();
  while (!signal.aborted) {
    const { first, last, firstBucket } = await readBeats(db, clock.minute());
    const from = await readCursor(db, WATCH_JOB);
    const known = [first, firstBucket].filter((minute) => minute !== null);
    const firstKnown = known.length === 0 ? null : asMinute(Math.min(...known));
    const position = { ...from, lastBeat: last, firstKnown };
    const span = nextSpan(position, clock.nowMs(), clock.speed);
    if (span === null) {
      if (from.cursor === null) break;
      if (from.cursor > clock.minute() && (await takeBack(db, from))) continue;
      await prepareJudging(db, from.cursor, { first, firstBucket });
      break;
    }
    const to = { cursor: span.to, settled: settledAfter(position, span) };
    const end = await watchSpanOnce(db, { span, from, to }, { first, firstBucket });
    if (end.kind === "elsewhere") break;
    for (const slug of end.failed) failed.add(slug);
    judged += span.to - span.from;
  }
  if (failed.size > 0) throw new Error(`nothing could be stored of ${[...failed].sort().join(", ")}`);
  return { judged };
}
