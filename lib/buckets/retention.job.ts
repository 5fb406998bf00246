import type { Minute } from "#lib/buckets/minute.ts";
import { dropPartition, readPartitionDays } from "#lib/buckets/partitions.db.ts";
import {
  deleteBlockWindows,
  deleteKeys,
  deleteSalts,
  deleteStrayReports,
  RETENTION_BATCH,
} from "#lib/buckets/retention.db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";

const MINUTES_PER_DAY = 1440;
const KEY_MINUTES = 2 * MINUTES_PER_DAY;
/** The repeat rule looks back 60 minutes; one more, so that no rule's edge is cut. */
const WINDOW_MINUTES = 61;
/** A run stops after this many batches of a table, so that it ends and others have their turn. */
const MAX_BATCHES = 50;

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

/**
 * Removes what may not or need not be kept: raw reports after `retentionDays`, keys after 48 hours, address blocks after
 * their hour, salts after 48 hours. Buckets, facets and incidents stay, and so do the ingest's minutes: a chart of an old
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
  const counts = [
    await inBatches(() => deleteStrayReports(db, firstDay * MINUTES_PER_DAY), signal),
    await inBatches(() => deleteKeys(db, now - KEY_MINUTES), signal),
    await inBatches(() => deleteBlockWindows(db, now - WINDOW_MINUTES), signal),
    // A salt serves its own day and the hour after it; at the end of the day that follows it is 48 hours old.
    await deleteSalts(db, today - 1),
  ];
  // Last, because it fails while a backup reads the partition, and salts must go in time all the same.
  const old = (await readPartitionDays(db)).filter((day) => day < firstDay);
  for (const day of old) await dropPartition(db, day);
  return { partitions: old.length, rows: counts.reduce((sum, count) => sum + count, 0) };
}
