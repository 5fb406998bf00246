import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Config, childEnvironment } from "#lib/config.ts";
import { createDb } from "#lib/db.ts";
import { announce, log } from "#lib/log.ts";
import { limits } from "#lib/reports/limits.ts";
import { lockData } from "#server/data-lock.ts";
import { claimInstance } from "#server/instance.ts";
import { checkPort } from "#server/listen.ts";
import { migrate } from "#server/migrate.ts";
import { FRONT_FLAGS, WORKER_FLAGS } from "#server/node-flags.ts";
import { type EmbeddedPostgres, startPostgres, USUAL_CONNECTIONS } from "#server/postgres.ts";
import { seedCatalogue } from "#server/seed.ts";
import { type ChildSpec, supervise } from "#server/supervisor.ts";

const ENTRY = fileURLToPath(new URL("./main.ts", import.meta.url));

async function prepareDatabase(config: Config, url: string): Promise<void> {
  const applied = await migrate(url, resolve("prisma/migrations"));
  if (applied.length > 0) log.info({ applied }, "migrated the database");
  const db = createDb(url, { max: 2, statementTimeoutMs: 60_000 });
  try {
    await claimInstance(db, config);
    const { kept } = await seedCatalogue(db);
    if (kept.length > 0)
      log.warn(
        { services: kept },
        "services that left the catalogue have an incident: the first start after its end retires them",
      );
  } finally {
    await db.$disconnect();
  }
}

function childSpecs(config: Config, url: string): ChildSpec[] {
  const fronts = Array.from({ length: config.WEB_PROCESSES }, (_, index) => `web-${index + 1}`);
  const web = fronts.map((name) => ({ name, env: childEnvironment("web", url), flags: FRONT_FLAGS }));
  return [...web, { name: "worker", env: childEnvironment("worker", url), flags: WORKER_FLAGS }];
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) =>
    signal.aborted ? done() : signal.addEventListener("abort", () => done(), { once: true }),
  );
}

/** For the migrations, a backup, an operator's own psql, and those that PostgreSQL keeps for itself. */
const SPARE_CONNECTIONS = 20;

/** Connections that the embedded PostgreSQL must take: each front has its pool and those that store reports, the worker its pool. */
export function connectionsOf({
  WEB_PROCESSES,
  DATABASE_POOL,
}: Pick<Config, "WEB_PROCESSES" | "DATABASE_POOL">): number {
  const used = WEB_PROCESSES * (DATABASE_POOL + limits.connections) + DATABASE_POOL;
  return Math.max(USUAL_CONNECTIONS, used + SPARE_CONNECTIONS);
}

/** Everything on one machine: Postgres unless one is given, the schema, the catalogue, the fronts and the worker. */
export async function runAll(config: Config, stop: AbortSignal): Promise<void> {
  const unlock = await lockData(config.DATA_DIR);
  let postgres: EmbeddedPostgres | null = null;
  try {
    await checkPort(config);
    if (config.DATABASE_URL === undefined)
      postgres = await startPostgres({
        folder: config.DATA_DIR,
        settings: { max_connections: String(connectionsOf(config)) },
        signal: stop,
      });
    const url = postgres?.url ?? config.DATABASE_URL;
    if (url === undefined || stop.aborted) return;
    await prepareDatabase(config, url);
    const supervisor = supervise(ENTRY, childSpecs(config, url));
    try {
      await Promise.race([supervisor.ready, supervisor.failed, aborted(stop)]);
      if (!stop.aborted) announce(`${config.INSTANCE_NAME} is at ${config.PUBLIC_URL} (Ctrl-C stops it)`);
      await Promise.race([supervisor.failed, aborted(stop)]);
    } finally {
      await supervisor.stop();
    }
  } finally {
    await postgres?.stop();
    await unlock();
  }
}
