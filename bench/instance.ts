import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createDb } from "#lib/db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { lockData } from "#server/data-lock.ts";
import { freePort } from "#server/free-port.ts";
import { migrate } from "#server/migrate.ts";
import { startPostgres } from "#server/postgres.ts";
import { seedCatalogue } from "#server/seed.ts";

const ROOT = resolve(import.meta.dirname, "..");
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const LAST_OUTPUT = 4_000;

export interface InstanceOptions {
  readonly mode: "live" | "demo" | "replay";
  /** Kept after the end when given; else a temporary folder that is deleted. */
  readonly dataDir?: string;
  readonly port?: number;
  /** Time on the instance's clock when it starts; absent: real time. */
  readonly clockStartMs?: number;
  readonly clockSpeed?: number;
  /** Runs when the schema and the catalogue are there and nothing else has started. */
  readonly prepare?: (db: PrismaClient) => Promise<void>;
  /** The address of the database that the instance is given; absent: the database's own. */
  readonly linkDatabase?: (url: string) => Promise<string>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Settings of its PostgreSQL beside the usual ones. */
  readonly postgresSettings?: Readonly<Record<string, string>>;
}

/** A whole Groundswell of our own: PostgreSQL, front, worker and pages as separate processes, started as operators start them. */
export interface Instance {
  readonly url: string;
  /** A connection beside the instance's own, to look behind its answers. */
  readonly db: PrismaClient;
  readonly databaseUrl: string;
  /** Process id of the supervisor, whose children are the front and the worker. */
  readonly pid: number;
  /** Process id of the postmaster that runs now. */
  readonly postgresPid: () => number | undefined;
  /** Ends PostgreSQL as an operator would; nothing starts it again but `startPostgres`, on the same port. */
  readonly stopPostgres: () => Promise<void>;
  readonly startPostgres: () => Promise<void>;
  /** Resolves when the instance ends by itself. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(new URL("/api/health", url), { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    return false;
  }
}

/** Keeps the end of what a process says, for the message when it fails. */
function lastOutput(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-LAST_OUTPUT);
    });
  }
  return () => text;
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const output = lastOutput(child);
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`the instance ended at its start:\n${output()}`);
    if (performance.now() > deadline) throw new Error(`the instance did not answer in time:\n${output()}`);
    await delay(100);
  }
}

function spawnServer(options: InstanceOptions, folder: string, port: number, databaseUrl: string): ChildProcess {
  const clock = options.clockStartMs === undefined ? {} : { CLOCK_START: new Date(options.clockStartMs).toISOString() };
  const child = spawn(process.execPath, [join(ROOT, "server/main.ts")], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      INSTANCE_MODE: options.mode,
      HOST: "127.0.0.1",
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATA_DIR: join(folder, "server"),
      DATABASE_URL: databaseUrl,
      TRUSTED_PROXIES: "127.0.0.1/32,::1/128",
      ...clock,
      ...(options.clockSpeed === undefined ? {} : { CLOCK_SPEED: String(options.clockSpeed) }),
      ...options.environment,
    },
  });
  const log = createWriteStream(join(folder, "instance.log"), { flags: "a" });
  // Where the disk is filled on purpose, there is no room for this either.
  log.on("error", () => {});
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return child;
}

async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await exit;
  clearTimeout(timer);
}

/** Undoes steps in reverse order, each even if an earlier one fails. */
async function unwind(steps: (() => Promise<unknown>)[]): Promise<void> {
  for (const step of steps.splice(0).reverse()) await step().catch((error: unknown) => console.error(error));
}

/** Starts an instance and returns when it answers. Throws with the end of its output when it does not. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const folder = options.dataDir ?? (await mkdtemp(join(tmpdir(), "groundswell-")));
  await mkdir(folder, { recursive: true });
  const undo: (() => Promise<unknown>)[] = [];
  if (options.dataDir === undefined) undo.push(() => rm(folder, { recursive: true, force: true }));
  try {
    undo.push(await lockData(folder));
    const settings = options.postgresSettings ?? {};
    let postgres = await startPostgres({ folder, settings });
    undo.push(() => postgres.stop());
    const postgresPort = Number(new URL(postgres.url).port);
    await migrate(postgres.url, join(ROOT, "prisma/migrations"));
    const db = createDb(postgres.url, { max: 4, statementTimeoutMs: 120_000 });
    undo.push(() => db.$disconnect());
    await seedCatalogue(db, join(ROOT, "prisma/catalogue"));
    await options.prepare?.(db);
    const port = options.port ?? (await freePort());
    const url = `http://127.0.0.1:${port}`;
    const databaseUrl = (await options.linkDatabase?.(postgres.url)) ?? postgres.url;
    const child = spawnServer(options, folder, port, databaseUrl);
    undo.push(() => stopServer(child));
    const ended = once(child, "exit");
    await untilReady(child, url);
    const { pid } = child;
    if (pid === undefined) throw new Error("the instance has no process");
    return {
      url,
      db,
      databaseUrl: postgres.url,
      pid,
      postgresPid: () => postgres.pid(),
      stopPostgres: () => postgres.stop(),
      startPostgres: async () => {
        postgres = await startPostgres({ folder, settings, port: postgresPort });
      },
      ended,
      stop: () => unwind(undo),
    };
  } catch (error) {
    await unwind(undo);
    throw error;
  }
}
