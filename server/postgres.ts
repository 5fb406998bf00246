import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, openSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { log } from "#lib/log.ts";
import { freePort } from "#server/free-port.ts";
import { findPostgresBinaries } from "#server/postgres-binaries.ts";
import { postgresRunner, type Runner } from "#server/postgres-user.ts";

/** A PostgreSQL of our own under `folder`, kept running until `stop`. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Process id of the postmaster that runs now: fault tests kill it. */
  readonly pid: () => number | undefined;
  /** Fast shutdown: transactions under way are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly folder: string;
  /** Further settings, such as `{ fsync: "off" }` for throw-away test databases. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Absent: any free one. */
  readonly port?: number;
}

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "120",
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_duration_statement: "1000",
} as const;

const START_TIMEOUT_MS = 30_000;
const RESTART_PAUSE_MS = 200;

async function finished(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
}

/**
 * Makes the cluster on the first start. The password is random, and is kept beside it for the next start.
 * Throws when there is a database without its password: only a cluster that was never finished may be made again.
 */
async function readyCluster(folder: string, initdb: string, runner: Runner): Promise<string> {
  const secretFile = join(folder, "postgres.secret");
  const cluster = join(folder, "postgres");
  if (existsSync(join(cluster, "PG_VERSION"))) {
    if (existsSync(secretFile)) return (await readFile(secretFile, "utf8")).trim();
    throw new Error(
      `${cluster} holds a database, but its password is missing: put ${secretFile} back from your backup, or set a new password as docs/OPERATING.md says`,
    );
  }
  await rm(cluster, { recursive: true, force: true });
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString("base64url");
  await writeFile(secretFile, `${password}\n`, { mode: 0o600 });
  await runner.own(cluster);
  await runner.own(secretFile);
  const command = runner.wrap(initdb, [
    `--pgdata=${cluster}`,
    "--username=groundswell",
    `--pwfile=${secretFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    // Trigrams of names outside ASCII need a character type that knows them; every Linux has this one.
    process.platform === "linux" ? "--locale=C.UTF-8" : "--locale=C",
    "--no-instructions",
  ]);
  const child = spawn(command.file, command.args, { ...command, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  if ((await finished(child)) !== 0) {
    await rm(cluster, { recursive: true, force: true });
    throw new Error(`initdb failed: ${errors.trim()}`);
  }
  return password;
}

/** A postmaster left over by a front that was killed would hold the data: end it first. */
async function endOrphan(cluster: string): Promise<void> {
  const pid = await readFile(join(cluster, "postmaster.pid"), "utf8").then(
    (text) => Number.parseInt(text, 10),
    () => Number.NaN,
  );
  if (Number.isNaN(pid)) return;
  const alive = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  if (!alive()) return;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "postgres");
  if (!commandLine.includes("postgres")) return;
  log.warn({ pid }, "ending a PostgreSQL that an earlier run left behind");
  process.kill(pid, "SIGINT");
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (alive() && performance.now() < deadline) await delay(50);
}

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Starts the embedded PostgreSQL and starts it again whenever it dies, on the same port. */
export async function startPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { folder } = options;
  const { postgres, initdb } = await findPostgresBinaries(process.platform, process.arch);
  await mkdir(folder, { recursive: true });
  const runner = await postgresRunner([postgres, folder]);
  const cluster = join(folder, "postgres");
  await endOrphan(cluster);
  const password = await readyCluster(folder, initdb, runner);
  const port = options.port ?? (await freePort());
  const url = `postgresql://groundswell:${password}@127.0.0.1:${port}/postgres`;
  const settings = Object.entries({ ...SETTINGS, ...options.settings }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  // PostgreSQL writes its log itself: through a stream of ours a full disk would end this process, or block PostgreSQL.
  const output = openSync(join(folder, "postgres.log"), "a");
  let child: ChildProcess | undefined;
  let stopping = false;

  const run = () => {
    // A group of its own: Ctrl-C in a terminal reaches every process of the group, and Postgres must outlive the fronts.
    const command = runner.wrap(postgres, ["-D", cluster, "-p", String(port), ...settings]);
    const started = spawn(command.file, command.args, {
      ...command,
      detached: true,
      stdio: ["ignore", output, output],
    });
    started.once("error", (error) => log.error({ err: error }, "PostgreSQL cannot be started"));
    started.once("exit", (code, signal) => {
      if (stopping) return;
      log.error({ code, signal }, "PostgreSQL ended unexpectedly: starting it again");
      setTimeout(() => {
        if (!stopping) run();
      }, RESTART_PAUSE_MS);
    });
    child = started;
  };
  run();

  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await accepts(url))) {
    if (performance.now() > deadline) {
      stopping = true;
      child?.kill("SIGQUIT");
      throw new Error(
        `PostgreSQL did not accept connections within ${START_TIMEOUT_MS / 1000} s: see ${join(folder, "postgres.log")}`,
      );
    }
    await delay(50);
  }
  return {
    url,
    pid: () => child?.pid,
    async stop() {
      if (stopping) return;
      stopping = true;
      if (child !== undefined && child.exitCode === null && child.signalCode === null) {
        const ended = finished(child);
        child.kill("SIGINT");
        await ended;
      }
      closeSync(output);
    },
  };
}
