import { type Minute, minuteOf } from "#lib/buckets/minute.ts";
import { clock } from "#lib/clock.ts";
import { config } from "#lib/config.ts";
import { type Db, db } from "#lib/db.ts";
import type { Mode, Stamp } from "#lib/live/snapshot.ts";

/** What one reading is made from: the database, and a moment that is read once, so that all its figures share it. */
export interface ReadContext {
  readonly db: Db;
  /** Milliseconds since the epoch, on the instance's clock. */
  readonly nowMs: number;
  /** Seconds of that clock per real second: 1 unless this is a demo or a replay. */
  readonly speed: number;
  readonly mode: Mode;
}

/** The reading of this process, now. */
export function readContext(): ReadContext {
  return { db: db(), nowMs: clock().nowMs(), speed: clock().speed, mode: config().INSTANCE_MODE };
}

/** The running minute of a reading. */
export function nowOf(context: ReadContext): Minute {
  return minuteOf(context.nowMs);
}

/** What every answer of this reading carries. */
export function stampOf(context: ReadContext): Stamp {
  return { asOf: Math.floor(context.nowMs), mode: context.mode };
}
