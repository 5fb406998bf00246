import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { release } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { log } from "#lib/log.ts";
import { freePort } from "#server/free-port.ts";
import { makeFolder } from "#server/make-folder.ts";
import { findPostgresBinaries } from "#server/postgres-binaries.ts";
import { clusterPaths, endOrphan, finished, readyCluster } from "#server/postgres-cluster.ts";
import { openPostgresLog, type PostgresLog } from "#server/postgres-log.ts";
import { syncMethod } from "#server/postgres-sync.ts";
import { postgresRunner } from "#server/postgres-user.ts";
import { StartError } from "#server/start-failure.ts";

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
  /** Ends the wait for a PostgreSQL that is still starting. Who gives it looks at it afterwards. */
  readonly signal?: AbortSignal;
}

/** Connections that it takes unless more are asked for. */
export const USUAL_CONNECTIONS = 120;

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: String(USUAL_CONNECTIONS),
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  recovery_init_sync_method: syncMethod(process.platform, release()),
  jit: "off",
  // A disk without a head. At PostgreSQL's 4 a busy service's three open hours were found among the minutes of all services: 15 to 70 ms instead of 2.
  random_page_cost: "1.1",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_duration_statement: "1000",
  // Notes and digests are among the values of a slow statement, and in the detail and context of a failed one.
  log_parameter_max_length: "0",
  log_error_verbosity: "terse",
} as const;

const RESTART_PAUSE_MS = 200;
/** In its first start PostgreSQL may meet what a killed one left behind, for moments only. */
const MAX_FIRST_STARTS = 5;
/** How often a long start (reading the log again after a power cut) is told. */
const TELL_MS = 15_000;
/** Codes of a refused password (invalid_password, invalid_authorization_specification). */
const REFUSED = new Set(["28P01", "28000"]);

/** Whether connections are accepted. Throws when ours is refused for good. */
async function accepts(url: string, secret: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || !REFUSED.has(error.code ?? "")) return false;
    throw new StartError(
      `the password in ${secret} is not that of the database: put the right file back from your backup, or set a new password as docs/OPERATING.md says`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** A postmaster that is started again whenever it dies. */
interface Postmaster {
  readonly pid: () => number | undefined;
  /** How often it has ended since it was asked for. */
  readonly ends: () => number;
  /** From now on an end is told. */
  tell(): void;
  stop(): Promise<void>;
}

/** Starts a postmaster, and again whenever it ends or could not be started: a machine may have no process to give for a moment. */
export function keepPostmaster(spawnOne: () => ChildProcess): Postmaster {
  let child: ChildProcess | undefined;
  let stopping = false;
  let isTold = false;
  let ends = 0;
  const run = () => {
    const started = spawnOne();
    const startAgain = () => {
      ends += 1;
      setTimeout(() => {
        if (!stopping) run();
      }, RESTART_PAUSE_MS);
    };
    started.once("error", (error) => {
      log.error({ err: error }, "PostgreSQL cannot be started");
      // What has no process has no exit either.
      if (started.pid === undefined && !stopping) startAgain();
    });
    started.once("exit", (code, signal) => {
      if (stopping) return;
      if (isTold) log.error({ code, signal }, "PostgreSQL ended unexpectedly: starting it again");
      startAgain();
    });
    child = started;
  };
  run();
  return {
    pid: () => child?.pid,
    ends: () => ends,
    tell() {
      isTold = true;
    },
    async stop() {
      stopping = true;
      if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const ended = finished(child);
      child.kill("SIGINT");
      await ended;
    },
  };
}

/**
 * Waits for as long as the postmaster lives: a supervisor that gives up in the middle of a long recovery would begin it again and
 * again. Throws PostgreSQL's own words when it cannot start.
 */
async function untilAccepting(
  { url, secret, signal }: { url: string; secret: string; signal: AbortSignal | undefined },
  postmaster: Postmaster,
  postgresLog: PostgresLog,
): Promise<void> {
  let toldAt = performance.now();
  while (!signal?.aborted && !(await accepts(url, secret))) {
    if (postmaster.ends() >= MAX_FIRST_STARTS)
      throw new StartError(`PostgreSQL cannot start: ${await postgresLog.lastComplaint()} (${postgresLog.file})`);
    if (performance.now() - toldAt > TELL_MS) {
      log.warn({ file: postgresLog.file }, "PostgreSQL is still starting: waiting");
      toldAt = performance.now();
    }
    await delay(50);
  }
}

/** Starts the embedded PostgreSQL and starts it again whenever it dies, on the same port. Throws when it cannot be started at all. */
export async function startPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { folder, signal } = options;
  const { postgres, initdb } = await findPostgresBinaries(process.platform, process.arch);
  await makeFolder(folder);
  const runner = await postgresRunner([postgres, folder]);
  await endOrphan(folder);
  const { cluster, secret } = clusterPaths(folder);
  const password = await readyCluster(folder, initdb, runner);
  const port = options.port ?? (await freePort());
  const url = `postgresql://groundswell:${password}@127.0.0.1:${port}/postgres`;
  const settings = Object.entries({ ...SETTINGS, ...options.settings }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const postgresLog = await openPostgresLog(folder);
  const { output } = postgresLog;
  const command = runner.wrap(postgres, ["-D", cluster, "-p", String(port), ...settings]);
  // A group of its own: Ctrl-C in a terminal reaches every process of the group, and Postgres must outlive the fronts.
  const own = { ...command, detached: true, stdio: ["ignore", output, output] } satisfies SpawnOptions;
  const postmaster = keepPostmaster(() => spawn(command.file, command.args, own));
  const stop = async () => {
    await postmaster.stop();
    postgresLog.close();
  };
  try {
    await untilAccepting({ url, secret, signal }, postmaster, postgresLog);
  } catch (error) {
    await stop();
    throw error;
  }
  postmaster.tell();
  return { url, pid: postmaster.pid, stop };
}
