import { checkConsistency } from "#lib/buckets/consistency.job.ts";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import { makePartitions } from "#lib/buckets/partitions.job.ts";
import { rewriteSalts } from "#lib/buckets/retention.db.ts";
import { forgetKeys, forgetNetworks, forgetSalts, retain } from "#lib/buckets/retention.job.ts";
import { checkRollUp, rollUp } from "#lib/buckets/roll-up.job.ts";
import { ROLL_UP_JOB } from "#lib/buckets/rolled-up.db.ts";
import type { Clock } from "#lib/clock.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { forgetLearningDays } from "#lib/incidents/learning-days.job.ts";
import { WATCH_JOB, watch } from "#lib/incidents/watch.job.ts";
import type { RunEnd } from "#server/leases.db.ts";

export interface JobContext {
  readonly db: PrismaClient;
  readonly clock: Clock;
  /** The minute in which this worker began. */
  readonly since: Minute;
  /** Aborted when the worker stops or has lost the job's lease: end soon, and leave things whole. */
  readonly signal: AbortSignal;
  readonly cursor: number | null;
  readonly retentionDays: number;
}

export interface Job {
  readonly name: string;
  /** Real milliseconds between the starts of two runs at least, over all workers. 0: as often as a worker asks, and that stays so while it fails. */
  readonly everyMs: number;
  /** Real milliseconds that a worker waits after a run before it asks for the next. */
  readonly waitMs: (clock: Clock) => number;
  readonly run: (context: JobContext) => Promise<RunEnd>;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** After each minute the watch waits for its late commits until this second. */
const WATCH_SECOND_MS = 2_000;
/** On a fast clock several minutes close in this time: they are judged together. */
const FAST_WATCH_MS = 250;

/** At real speed two seconds after each minute; on a fast clock all the time. */
function untilNextMinute(clock: Clock): number {
  if (clock.speed > 1) return FAST_WATCH_MS;
  const past = (clock.nowMs() - WATCH_SECOND_MS) % MINUTE_MS;
  return Math.max(100, MINUTE_MS - past);
}

const every = (ms: number) => ({ everyMs: ms, waitMs: () => ms });
/** A fast clock passes an hour in seconds. */
const FAST_MS = 5_000;

/** A job of a minute's period, which runs more often on a fast clock. */
const eachMinute = {
  everyMs: FAST_MS,
  waitMs: (clock: Clock) => (clock.speed > 1 ? FAST_MS : MINUTE_MS),
};

/** All background work: name, period, function. */
export const JOBS: readonly Job[] = [
  {
    name: WATCH_JOB,
    everyMs: 0,
    waitMs: untilNextMinute,
    run: async ({ db, clock, signal }) => {
      const result = await watch(db, clock, signal);
      return { result, idle: result.judged === 0 };
    },
  },
  {
    name: "partitions",
    ...every(30_000),
    run: async ({ db, clock, signal }) => ({ result: { made: await makePartitions(db, clock.minute(), signal) } }),
  },
  {
    name: ROLL_UP_JOB,
    ...eachMinute,
    run: async ({ db, clock, cursor, signal }) => ({
      cursor: await rollUp(db, clock.minute(), cursor === null ? null : asMinute(cursor), signal),
    }),
  },
  {
    name: "roll-up-check",
    ...every(HOUR_MS),
    run: async ({ db, cursor }) => {
      const { nextDay, mended } = await checkRollUp(db, cursor);
      return { cursor: nextDay, result: { mended } };
    },
  },
  {
    name: "retention",
    ...every(MINUTE_MS),
    run: async ({ db, clock, signal, retentionDays }) => ({
      result: await retain(db, clock.minute(), retentionDays, signal),
    }),
  },
  {
    // `retention` deletes them too, each minute, while fronts run; while a backup reads what was there before, their bytes stay for another hour.
    name: "salts",
    ...every(HOUR_MS),
    run: async ({ db, clock, since }) => {
      const rows = await forgetSalts(db, clock.minute(), since);
      await rewriteSalts(db);
      return { result: { rows } };
    },
  },
  {
    name: "keys",
    ...every(HOUR_MS),
    run: async ({ db, clock, signal }) => ({ result: { rows: await forgetKeys(db, clock.minute(), signal) } }),
  },
  {
    name: "networks",
    ...every(HOUR_MS),
    run: async ({ db, clock, cursor, signal }) => {
      const from = cursor === null ? null : asMinute(cursor);
      const { next, rows } = await forgetNetworks(db, clock.minute(), from, signal);
      return { cursor: next, result: { rows } };
    },
  },
  {
    name: "learning-days",
    ...every(HOUR_MS),
    run: async ({ db, clock }) => ({ result: { rows: await forgetLearningDays(db, clock.minute()) } }),
  },
  {
    name: "consistency",
    ...eachMinute,
    run: async ({ db, clock }) => ({ result: await checkConsistency(db, clock.minute()) }),
  },
];
