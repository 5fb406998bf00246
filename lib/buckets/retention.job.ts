import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import { dropPartition, readPartitionDays } from "#lib/buckets/partitions.db.ts";
import {
  countIngestMinutes,
  deleteBlockWindows,
  deleteKeys,
  deleteNetworkFacets,
  deleteSalts,
  deleteStrayReports,
  RETENTION_BATCH,
} from "#lib/buckets/retention.db.ts";
import { readFirstMinute } from "#lib/buckets/roll-up.db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { sayRarely } from "#lib/log.ts";

const MINUTES_PER_DAY = 1440;
const KEY_MINUTES = 2 * MINUTES_PER_DAY;
/** A watch that was away judges the last day, each minute by the networks of the hour before it: that takes 25 hours. */
export const NETWORK_MINUTES = 2 * MINUTES_PER_DAY;
/** Minutes whose networks are looked for together. */
const NETWORK_PIECE = 240;
/** Minutes that the ingest must have written down in the last day before anything is old by this clock. */
const TRUST_MINUTES = 60;
/** The repeat rule looks back 60 minutes; one more, so that no rule's edge is cut. */
const WINDOW_MINUTES = 61;
/** A run stops after this many batches of a table, so that it ends and others have their turn. */
const MAX_BATCHES = 100;

/** Runs come each minute, and a clock is trusted after an hour. */
const WARNING_PAUSE_MS = 3_600_000;
const warn = sayRarely("warn", undefined, WARNING_PAUSE_MS);

/** What one run of the retention has removed. */
export interface Removed {
  readonly partitions: number;
  readonly rows: number;
}

async function inBatches(remove: () => Promise<number>, signal: AbortSignal): Promise<number> {
  let rows = 0;
  for (let batch = 0; batch < MAX_BATCHES && !signal.aborted; batch += 1) {
    const removed = await remove();
    rows += removed;
    if (removed < RETENTION_BATCH) break;
  }
  return rows;
}

/** Does each step by itself, in turn: one that fails keeps none of the others from its work. Throws the first error afterwards. */
async function eachAlone(steps: readonly (() => Promise<number>)[]): Promise<number[]> {
  const counts: number[] = [];
  const errors: unknown[] = [];
  for (const step of steps)
    await step().then(
      (count) => counts.push(count),
      (error: unknown) => errors.push(error),
    );
  if (errors.length > 0) throw errors[0];
  return counts;
}

/**
 * Whether the clock has been where it is for an hour, as the ingest has written it down. One that is ahead for a minute, until NTP has
 * answered, makes everything old, and nothing of that can be put back: a month of raw reports, the salts and windows by which nobody counts twice, and the
 * networks without which the watch takes the next outage for a few people's. Where there was no front for a day, or the machine was off, all of it waits for an hour.
 */
async function isTrusted(db: PrismaClient, now: Minute): Promise<boolean> {
  const lastDay = { from: addMinutes(now, 1 - MINUTES_PER_DAY), to: addMinutes(now, 1) };
  return (await countIngestMinutes(db, lastDay)) >= TRUST_MINUTES;
}

/**
 * A salt serves its own day and the hour after it; at the end of the day that follows it is 48 hours old. Tomorrow's is there already when a
 * front is a moment ahead of us; those of later days were made by a clock that was ahead, and would be kept until then.
 */
function deleteOtherSalts(db: PrismaClient, today: number): Promise<number> {
  return deleteSalts(db, { from: today - 1, to: today + 2 });
}

/**
 * Removes salts as `retain` does, also where no front has run for long: readers were promised that they go after 48 hours. `since` is the minute in which this
 * worker began. It ends when its clock and the database's no longer agree, so that after an hour the clock has been there for one.
 */
export async function forgetSalts(db: PrismaClient, now: Minute, since: Minute): Promise<number> {
  return now - since < TRUST_MINUTES ? 0 : deleteOtherSalts(db, Math.floor(now / MINUTES_PER_DAY));
}

/**
 * Removes, by a clock that is trusted, what may not or need not be kept: salts after 48 hours, raw reports after `retentionDays`, address blocks after their
 * hour. Buckets, facets but those by network (`forgetNetworks`) and incidents stay, and so do the ingest's minutes: a chart of an old
 * incident must go on to tell what nobody could report from what nobody did.
 */
export async function retain(
  db: PrismaClient,
  now: Minute,
  retentionDays: number,
  signal: AbortSignal,
): Promise<Removed> {
  const today = Math.floor(now / MINUTES_PER_DAY);
  const firstDay = today - retentionDays;
  const readOldDays = async () => (await readPartitionDays(db)).filter((day) => day < firstDay);
  if (!(await isTrusted(db, now))) {
    const days = (await readOldDays()).length;
    if (days > 0)
      warn("raw reports are old by a clock that has not been there for an hour: keeping them until then", { days });
    return { partitions: 0, rows: 0 };
  }
  const dropOldDays = async () => {
    const old = await readOldDays();
    for (const day of old) await dropPartition(db, day);
    return old.length;
  };
  const [partitions = 0, ...rows] = (
    await eachAlone([
      () => deleteOtherSalts(db, today),
      () => inBatches(() => deleteBlockWindows(db, now - WINDOW_MINUTES), signal),
      () => inBatches(() => deleteStrayReports(db, firstDay * MINUTES_PER_DAY), signal),
      // Fails while a backup reads the partition.
      dropOldDays,
    ])
  ).reverse();
  return { partitions, rows: rows.reduce((sum, count) => sum + count, 0) };
}

/**
 * Removes the keys of reports that are older than 48 hours by a clock that is trusted. Apart from the rest and once an hour, because it goes through all keys
 * (38 ms for 600,000): an index by minute would cost every report, and one by ranges of pages never forgets what was deleted.
 */
export async function forgetKeys(db: PrismaClient, now: Minute, signal: AbortSignal): Promise<number> {
  return (await isTrusted(db, now)) ? inBatches(() => deleteKeys(db, now - KEY_MINUTES), signal) : 0;
}

/** How far `forgetNetworks` has come, and what it has removed. */
export interface Forgotten {
  /** Before this minute no counts by network are left. Null where nothing was looked at yet. */
  readonly next: Minute | null;
  readonly rows: number;
}

/**
 * Removes the counts by network (AS number, or digest of an allocation) that are older than 48 hours by a clock that is trusted, from the minute `cursor`
 * (null: from the first there is). What an incident was judged by is kept with its events. A run ends after a million rows,
 * and the next goes on from there.
 */
export async function forgetNetworks(
  db: PrismaClient,
  now: Minute,
  cursor: Minute | null,
  signal: AbortSignal,
): Promise<Forgotten> {
  if (!(await isTrusted(db, now))) return { next: cursor, rows: 0 };
  const end = asMinute(Math.max(0, now - NETWORK_MINUTES));
  const first = cursor ?? (await readFirstMinute(db));
  if (first === null) return { next: null, rows: 0 };
  // A clock that was ahead has left the cursor in the future.
  let next = asMinute(Math.min(first, end));
  let rows = 0;
  for (let batch = 0; batch < MAX_BATCHES && next < end && !signal.aborted; ) {
    const span = { from: next, to: asMinute(Math.min(end, addMinutes(next, NETWORK_PIECE))) };
    const removed = await deleteNetworkFacets(db, span);
    rows += removed;
    // An empty piece costs next to nothing: a long past without networks is passed in one run.
    if (removed > 0) batch += 1;
    if (removed < RETENTION_BATCH) next = span.to;
  }
  return { next, rows };
}
