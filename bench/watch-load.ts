// npm run bench:watch -- [--services 35000] [--active 2000] [--ticks 40] [--several 5] [--seed 1]
import "#bench/quiet-log.ts";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import { cpuSeconds, withChildren } from "#bench/fault-processes.ts";
import { FAILING, TICKS_AGAIN, type WatchOptions, watchOptions } from "#bench/watch-options.ts";
import { storeWatchWorld } from "#bench/watch-stored.ts";
import { migrate } from "#server/migrate.ts";
import { WORKER_FLAGS } from "#server/node-flags.ts";
import { startPostgres } from "#server/postgres.ts";

const ROOT = resolve(import.meta.dirname, "..");

/** Runs a part in a process of its own, so that its memory is its own, and returns the median of its ticks. */
function runPart(part: string, options: WatchOptions, url: string): number {
  const given = Object.entries({ ...options, url }).map(([name, value]) => `--${name}=${value}`);
  const flags = part === "watch-worker.ts" ? WORKER_FLAGS : [];
  const { stdout, status } = spawnSync(process.execPath, [...flags, join(import.meta.dirname, part), ...given], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.stdout.write(stdout);
  if (status !== 0) throw new Error(`${part} ended with ${status}`);
  return Number(/median (\d+) ms/.exec(stdout)?.[1] ?? Number.NaN);
}

/** The world in a database of its own. Nothing here must outlive the machine; the rest is what every instance runs with. */
async function withWorld(options: WatchOptions, run: (url: string, pid: number) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "groundswell-watch-"));
  const postgres = await startPostgres({ folder, settings: { fsync: "off", full_page_writes: "off" } });
  try {
    await migrate(postgres.url, join(ROOT, "prisma/migrations"));
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await storeWatchWorld(client, { ...options, url: postgres.url });
    await client.end();
    run(postgres.url, postgres.pid() ?? 0);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const options = watchOptions();
console.log(
  `${options.services} services, ${options.active} with reports in their minutes, one in ${FAILING} of these failing, one in ${options.several} used in several countries; ${options.ticks} ticks`,
);
const load = loadavg().map((value) => value.toFixed(1));
console.log(`load average at the start ${load.join(", ")}`);
runPart("watch-core.ts", options, "");
await withWorld(options, (url, pid) => {
  // With those that still end: what they used counts as their parent's as soon as they have.
  const cpuBefore = cpuSeconds(withChildren(pid));
  const before = Math.max(1, options.ticks - TICKS_AGAIN);
  const worker = runPart("watch-worker.ts", { ...options, ticks: before }, url);
  const perTick = ((cpuSeconds(withChildren(pid)) - cpuBefore) * 1_000) / before;
  console.log(`worker: processor of PostgreSQL ${perTick.toFixed(0)} ms a tick`);
  runPart("watch-worker.ts", { ...options, before }, url);
  const naive = runPart("watch-naive.ts", options, url);
  console.log(`the worker's tick is ${(naive / worker).toFixed(0)} times as fast as one of all services each minute`);
});
