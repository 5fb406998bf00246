import { z } from "zod";
import { type Minute, minuteOf } from "#lib/buckets/minute.ts";
import { type Db, db } from "#lib/db.ts";
import { isTableMissing } from "#lib/sql-state.ts";

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

/** One reading of the database's clock, and the monotonic times between which it was made. Milliseconds. */
export interface ClockReading {
  readonly databaseMs: number;
  readonly askedAt: number;
  readonly answeredAt: number;
}

/**
 * Milliseconds by which the database's clock has gone further between two readings than this process' monotonic one
 * (negative: less far). 0 within what the time that the answers took leaves open.
 */
export function driftBetween(first: ClockReading, later: ClockReading): number {
  const gone = later.databaseMs - first.databaseMs;
  const most = later.answeredAt - first.askedAt;
  const least = later.askedAt - first.answeredAt;
  return gone > most ? gone - most : Math.min(0, gone - least);
}

const clockRow = z.object({ now: z.date(), anchor: z.date(), start: z.date(), speed: z.number() });

/** The database answers, and is no instance's yet: its tables or its instance row are missing. */
export class UnpreparedError extends Error {}

async function readRow(database: Db): Promise<z.infer<typeof clockRow>> {
  const query = database.$queryRaw`
    -- clock.read
    select clock_timestamp() as now, clock_anchor as anchor, clock_start as start, clock_speed as speed
    from instance`;
  const rows = await query.catch((error: unknown) => {
    throw isTableMissing(error) ? new UnpreparedError("the table instance is missing") : error;
  });
  const [row] = z.array(clockRow).max(1).parse(rows);
  if (row === undefined) throw new UnpreparedError("the instance row is missing");
  return row;
}

async function readDatabase(database: Db): Promise<{ readonly rate: ClockRate; readonly reading: ClockReading }> {
  const askedAt = performance.now();
  const row = await readRow(database);
  return {
    rate: { anchorMs: row.anchor.getTime(), startMs: row.start.getTime(), speed: row.speed },
    reading: { databaseMs: row.now.getTime(), askedAt, answeredAt: performance.now() },
  };
}

function clockFrom({ rate, reading }: Awaited<ReturnType<typeof readDatabase>>): Clock {
  return createClock(rate, reading.databaseMs, () => performance.now());
}

/** Reads the instance's rate and the database's time. Throws UnpreparedError when nobody has migrated it. */
export async function readClock(database: Db): Promise<Clock> {
  return clockFrom(await readDatabase(database));
}

const shared = globalThis as { groundswellClock?: Clock; groundswellReading?: ClockReading };

/** Must be awaited once before `clock()`: by a front or worker at start. */
export async function startClock(): Promise<Clock> {
  if (shared.groundswellClock !== undefined) return shared.groundswellClock;
  const read = await readDatabase(db());
  shared.groundswellReading = read.reading;
  shared.groundswellClock = clockFrom(read);
  return shared.groundswellClock;
}

/**
 * How far (real milliseconds) the database's clock has moved away from this process' since `startClock`: a machine that slept
 * counts no monotonic time, and a wall clock may be put right. Rejects when the database is away.
 */
export async function readDrift(): Promise<number> {
  const { reading } = await readDatabase(db());
  return shared.groundswellReading === undefined ? 0 : driftBetween(shared.groundswellReading, reading);
}

/** The only source of time. Throws before `startClock`. */
export function clock(): Clock {
  if (shared.groundswellClock === undefined) throw new Error("startClock() has not run");
  return shared.groundswellClock;
}
