import type { Minute } from "#lib/buckets/minute.ts";
import { createPartition, readPartitionDays } from "#lib/buckets/partitions.db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";

/** A week ahead: a worker that was away for days does no harm. */
const DAYS_AHEAD = 7;

/** Makes the missing partitions of raw reports from yesterday to a week ahead. Returns how many were made. */
export async function makePartitions(db: PrismaClient, now: Minute, signal: AbortSignal): Promise<number> {
  const today = Math.floor(now / 1440);
  const existing = new Set(await readPartitionDays(db));
  let made = 0;
  for (let day = today - 1; day <= today + DAYS_AHEAD && !signal.aborted; day += 1) {
    if (existing.has(day)) continue;
    await createPartition(db, day);
    made += 1;
  }
  return made;
}
