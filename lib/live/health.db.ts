import { z } from "zod";
import type { Db } from "#lib/db.ts";

const jobRow = z.object({
  name: z.string(),
  lastRunAt: z.date().nullable(),
  lastOkAt: z.date().nullable(),
  hasFailed: z.boolean(),
  result: z.unknown(),
  databaseNow: z.date(),
});

/** A job of the worker as its row tells it. */
export type JobRow = z.infer<typeof jobRow>;

/** All jobs of the worker, by name; none before a worker has run. */
export async function readJobRows(db: Db): Promise<JobRow[]> {
  const rows = await db.$queryRaw`
    -- live.read_job_rows
    select
      name,
      last_run_at as "lastRunAt",
      last_ok_at as "lastOkAt",
      last_error is not null as "hasFailed",
      result,
      clock_timestamp() as "databaseNow"
    from job
    order by name`;
  return z.array(jobRow).parse(rows);
}
