import { buildWorkerHealth, type WorkerHealth } from "#lib/live/build-health.ts";
import { readJobRows } from "#lib/live/health.db.ts";
import { type ReadContext, readContext } from "#lib/live/read-context.ts";

/** How the worker's jobs are, by their rows. Rejects while the database is away. */
export async function readHealth(context: ReadContext = readContext()): Promise<WorkerHealth> {
  return buildWorkerHealth(await readJobRows(context.db));
}
