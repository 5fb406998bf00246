import type { Config } from "#lib/config.ts";
import { closeDb } from "#lib/db.ts";
import { keepTelling } from "#server/watchdog.ts";
import { runWorker } from "#server/worker.ts";

/** The worker alone: everything that nobody waits for. */
export async function runWorkerRole(_config: Config, stop: AbortSignal): Promise<void> {
  process.send?.("ready");
  keepTelling();
  await runWorker(stop);
  await closeDb();
}
