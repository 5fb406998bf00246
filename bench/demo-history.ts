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

/**
 * Where a new history must begin: where the last run's ends, or five weeks ago. What lies in the future belonged to another clock, and is
 * cleared. So is what no instance has: a history is written service by service, and one that was stopped in the middle lacks most of them.
 */
async function beginning(db: PrismaClient, { now, speed }: DemoHistory): Promise<Minute> {
  const { last } = await readSpan(db);
  const instance = await db.instance.findUnique({ where: { id: 1 } });
  const continues = speed === 1 && instance?.clockSpeed === 1 && last !== null && last <= now;
  if (!continues) await clearInstance(db);
  return asMinute(Math.max(continues ? addMinutes(asMinute(last), 1) : 0, now - BACK_TO));
}

/** The history is whole. It has no raw reports: the instance, whose books must agree from the start of its clock on, begins after it, again at each start. */
async function restartClock(db: PrismaClient, now: Minute, speed: number): Promise<void> {
  if (speed !== 1) return;
  const start = new Date(minuteToMs(now));
  await db.instance.create({ data: { mode: "demo", clockAnchor: start, clockStart: start, clockSpeed: 1 } });
}

/** Brings the demonstration's history up to now: ordinary weeks, past outages, and what the real detector makes of them. */
export async function bringUpToNow(db: PrismaClient, history: DemoHistory): Promise<void> {
  const { profiles, now, speed, seed, onStep } = history;
  const from = await beginning(db, history);
  // Until the history is whole it is nobody's.
  await db.instance.deleteMany();
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
  await restartClock(db, now, speed);
}
