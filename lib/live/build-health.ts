import { z } from "zod";
import type { JobRow } from "#lib/live/health.db.ts";

/** Name of the job that counts the books again, and the shape of what it leaves behind. */
const CONSISTENCY_JOB = "consistency";
const consistency = z.object({ ok: z.boolean(), buckets: z.number(), reports: z.number(), facets: z.number() });

export interface JobHealth {
  readonly name: string;
  /** Seconds since it last ran, and since it last ended well; null when it never did. */
  readonly lastRunAge: number | null;
  readonly lastOkAge: number | null;
  readonly failed: boolean;
}

export interface WorkerHealth {
  readonly jobs: readonly JobHealth[];
  readonly consistency: z.infer<typeof consistency> | null;
}

function ageSeconds(then: Date | null, now: Date): number | null {
  return then === null ? null : Math.max(0, Math.round((now.getTime() - then.getTime()) / 1000));
}

/** How the worker's jobs are. What went wrong stays in the log: an error's text can hold what is nobody's business. */
export function buildWorkerHealth(rows: readonly JobRow[]): WorkerHealth {
  const checked = consistency.safeParse(rows.find((row) => row.name === CONSISTENCY_JOB)?.result);
  return {
    jobs: rows.map(({ name, lastRunAt, lastOkAt, hasFailed, databaseNow }) => ({
      name,
      lastRunAge: ageSeconds(lastRunAt, databaseNow),
      lastOkAge: ageSeconds(lastOkAt, databaseNow),
      failed: hasFailed,
    })),
    consistency: checked.success ? checked.data : null,
  };
}
