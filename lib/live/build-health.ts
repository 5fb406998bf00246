import { z } from "zod";
import type { JobRow } from "#lib/live/health.db.ts";

/** Name of the job that counts the books again, and the shape of what it leaves behind. */
const CONSISTENCY_JOB = "consistency";
const consistency = z.object({ ok: z.boolean(), buckets: z.number(), reports: z.number(), facets: z.number() });

/** Seconds between two runs of each of the worker's jobs at real speed, at most; the test of the jobs compares them. */
const PERIOD_SECONDS: Readonly<Record<string, number>> = {
  "roll-up-check": 3_600,
  salts: 3_600,
  keys: 3_600,
  networks: 3_600,
  "learning-days": 3_600,
};
const USUAL_PERIOD_SECONDS = 60;
const GRACE_SECONDS = 60;

/** Seconds after which a job that has not ended well is late: two of its periods, so that one lost run is no alarm, and a minute. */
export function lateAfterSeconds(name: string): number {
  return 2 * (PERIOD_SECONDS[name] ?? USUAL_PERIOD_SECONDS) + GRACE_SECONDS;
}

export interface JobHealth {
  readonly name: string;
  /** Seconds since it last ran, and since it last ended well; null when it never did. */
  readonly lastRunAge: number | null;
  readonly lastOkAge: number | null;
  /** The last run ended with an error. */
  readonly failed: boolean;
  /** No run has ended well for two of the job's periods and a minute, or the last one that did was in the future: the clock has been put back. */
  readonly late: boolean;
}

export interface WorkerHealth {
  readonly jobs: readonly JobHealth[];
  readonly consistency: z.infer<typeof consistency> | null;
}

const secondsSince = (then: Date, now: Date) => (now.getTime() - then.getTime()) / 1000;

function ageSeconds(then: Date | null, now: Date): number | null {
  return then === null ? null : Math.max(0, Math.round(secondsSince(then, now)));
}

function isLate(name: string, lastOkAt: Date | null, now: Date): boolean {
  if (lastOkAt === null) return true;
  const age = secondsSince(lastOkAt, now);
  return age > lateAfterSeconds(name) || age < -GRACE_SECONDS;
}

function buildJob({ name, lastRunAt, lastOkAt, hasFailed, databaseNow }: JobRow): JobHealth {
  return {
    name,
    lastRunAge: ageSeconds(lastRunAt, databaseNow),
    lastOkAge: ageSeconds(lastOkAt, databaseNow),
    failed: hasFailed,
    late: isLate(name, lastOkAt, databaseNow),
  };
}

/** Whether the worker does all that it should: it is there, none of its jobs is late or failed, and the books agree. */
export function isWell({ jobs, consistency: checked }: WorkerHealth): boolean {
  return jobs.length > 0 && jobs.every((job) => !job.failed && !job.late) && checked?.ok !== false;
}

/** How the worker's jobs are. What went wrong stays in the log: an error's text can hold what is nobody's business. */
export function buildWorkerHealth(rows: readonly JobRow[]): WorkerHealth {
  const checked = consistency.safeParse(rows.find((row) => row.name === CONSISTENCY_JOB)?.result);
  return {
    jobs: rows.map(buildJob),
    consistency: checked.success ? checked.data : null,
  };
}
