import { z } from "zod";
import { type Minute, minuteOf } from "#lib/buckets/minute.ts";
import { type Db, db } from "#lib/db.ts";

/** How an instance's time runs: `start` was the time at `anchor` (real time of the database), and it runs `speed` times as fast. */
export interface ClockRate {
  readonly anchorMs: number;
  readonly startMs: number;
  readonly speed: number;
}

export interface Clock {
  /** The instance's time in milliseconds since the epoch. Never runs backwards within a process. */
  nowMs(): number;
  minute(): Minute;
  /** Seconds of the instance's time per real second: 1 unless this is a demo or a replay. */
  readonly speed: number;
}

/** The instance's time at a real moment. */
export function timeAt(rate: ClockRate, realMs: number): number {
  return rate.startMs + (realMs - rate.anchorMs) * rate.speed;
}

/**
 * A clock that reads the database's time once and goes on with this process' monotonic time:
 * all processes agree, and a step of the machine's wall clock moves nothing.
 */
export function createClock(rate: ClockRate, databaseNowMs: number, monotonicMs: () => number): Clock {
  const readAt = monotonicMs();
  const nowMs = () => timeAt(rate, databaseNowMs + (monotonicMs() - readAt));
  return { nowMs, minute: () => minuteOf(nowMs()), speed: rate.speed };
}

const clockRow = z.object({ now: z.date(), anchor: z.date(), start: z.date(), speed: z.number() });

/** Reads the instance's rate and the database's time. Throws when the instance row is missing (not migrated). */
export async function readClock(database: Db): Promise<Clock> {
  const rows = await database.$queryRaw`
    -- clock.read
    select clock_timestamp() as now, clock_anchor as anchor, clock_start as start, clock_speed as speed
    from instance`;
  const row = z.array(clockRow).length(1).parse(rows)[0];
  if (row === undefined) throw new Error("the instance row is missing");
  const rate = { anchorMs: row.anchor.getTime(), startMs: row.start.getTime(), speed: row.speed };
  return createClock(rate, row.now.getTime(), () => performance.now());
}

const shared = globalThis as { groundswellClock?: Clock };

/** Must be awaited once before `clock()`: by a front or worker at start. */
export async function startClock(): Promise<Clock> {
  shared.groundswellClock ??= await readClock(db());
  return shared.groundswellClock;
}

/** The only source of time. Throws before `startClock`. */
export function clock(): Clock {
  if (shared.groundswellClock === undefined) throw new Error("startClock() has not run");
  return shared.groundswellClock;
}
