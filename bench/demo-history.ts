import { demoOutages } from "#bench/demo-services.ts";
import { clearInstance, readSpan } from "#bench/history.db.ts";
import type { ServiceProfile } from "#bench/synthetic-history.ts";
import { spansAround, watchHistory } from "#bench/watch-history.ts";
import { writeHistory } from "#bench/write-history.ts";
import { addMinutes, asMinute, type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";

const DAYS = 35;
/** The worker itself judges what the last day holds; older outages are judged here. */
const BACK_TO = DAYS * 1_440;

export interface DemoHistory {
  readonly profiles: readonly ServiceProfile[];
  readonly now: Minute;
  readonly speed: number;
  readonly seed: number;
  /** Begins a step of the work and returns what is told of its progress. */
  readonly onStep: (step: string) => (fraction: number) => void;
}

/** Where a new history must begin: where the last run's ends, or five weeks ago. What lies in the future belonged to another clock, and is cleared. */
async function beginning(db: PrismaClient, { now, speed }: DemoHistory): Promise<Minute> {
  const { last } = await readSpan(db);
  const instance = await db.instance.findUnique({ where: { id: 1 } });
  const isOther = (instance !== null && instance.clockSpeed !== speed) || (last !== null && last > now);
  if (isOther || speed !== 1) await clearInstance(db);
  const continued = isOther || last === null ? null : addMinutes(asMinute(last), 1);
  return asMinute(Math.max(continued ?? 0, now - BACK_TO));
}

/** What is imported has no raw reports: the instance, whose books must agree from the start of its clock on, begins after it, again at each start. */
async function restartClock(db: PrismaClient, now: Minute): Promise<void> {
  const start = new Date(minuteToMs(now));
  await db.instance.updateMany({ where: { clockSpeed: 1 }, data: { clockAnchor: start, clockStart: start } });
}

/** Brings the demonstration's history up to now: ordinary weeks, past outages, and what the real detector makes of them. */
export async function bringUpToNow(db: PrismaClient, history: DemoHistory): Promise<void> {
  const { profiles, now, seed, onStep } = history;
  const from = await beginning(db, history);
  const outages = demoOutages(now);
  await writeHistory(db, {
    profiles,
    outages,
    from,
    to: now,
    seed,
    onProgress: onStep("writing what was reported"),
  });
  await watchHistory(db, spansAround(outages, from, now), onStep("judging what happened"));
  await restartClock(db, now);
}
