import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { log } from "#lib/log.ts";
import { findComplaint } from "#server/postgres-log.ts";
import type { Runner } from "#server/postgres-user.ts";
import { StartError } from "#server/start-failure.ts";

/** Major version of the PostgreSQL that is shipped: one of another major version cannot read its files. */
const MAJOR = "18";
/** A postmaster with much to write ends within this time, or not at all. */
const END_MS = 30_000;

/** Where a data folder keeps its database and the password of it. */
export function clusterPaths(folder: string) {
  return { cluster: join(folder, "postgres"), secret: join(folder, "postgres.secret") };
}

/** Code with which a process has ended; null when a signal ended it. Rejects when it could not be started. */
export async function finished(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
}

const ifThere = async <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new StartError(`the database's files cannot be read: ${error.message}`);
  });

/** The password of a database that is there; null where there is none. Throws where it cannot be run by this version, or where something else is. */
async function knownPassword(cluster: string, secret: string): Promise<string | null> {
  const files = await ifThere(readdir(cluster));
  if (files === null || files.length === 0) return null;
  const version = await ifThere(readFile(join(cluster, "PG_VERSION"), "utf8"));
  if (version === null)
    throw new StartError(
      `${cluster} holds files, but no whole database (PG_VERSION is missing): put it back from your backup, or move the folder away`,
    );
  if (version.trim() !== MAJOR)
    throw new StartError(
      `${cluster} was made by PostgreSQL ${version.trim()}, and this version brings ${MAJOR}: docs/OPERATING.md says how to take the data along (Upgrades)`,
    );
  if (existsSync(secret)) return (await readFile(secret, "utf8")).trim();
  throw new StartError(
    `${cluster} holds a database, but its password is missing: put ${secret} back from your backup, or set a new password as docs/OPERATING.md says`,
  );
}

/** One that was put back from a backup is often readable by all, and whoever reads it is the database's master. PostgreSQL itself looks after its folder only. */
async function keepPrivate(secret: string): Promise<void> {
  await chmod(secret, 0o600).catch((error: unknown) =>
    log.warn({ err: error, file: secret }, "other accounts may be able to read the database's password"),
  );
}

/**
 * Makes the cluster on the first start. Returns its password, which is random and kept beside it for the next start. It is made in a folder
 * beside its place and moved there when it is whole: only what was never finished is ever deleted. Throws when there is a database without its password,
 * or what is none.
 */
export async function readyCluster(folder: string, initdb: string, runner: Runner): Promise<string> {
  const { cluster, secret } = clusterPaths(folder);
  const known = await knownPassword(cluster, secret);
  if (known !== null) {
    await keepPrivate(secret);
    return known;
  }
  const unfinished = `${cluster}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  // That of a database which was moved away stays its password, should it come back.
  const password = (await ifThere(readFile(secret, "utf8")))?.trim() || randomBytes(24).toString("base64url");
  await writeFile(secret, `${password}\n`, { mode: 0o600 });
  await keepPrivate(secret);
  await runner.own(unfinished);
  await runner.own(secret);
  const command = runner.wrap(initdb, [
    `--pgdata=${unfinished}`,
    "--username=groundswell",
    `--pwfile=${secret}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    // Trigrams of names outside ASCII need a character type that knows them; every Linux has this one.
    process.platform === "linux" ? "--locale=C.UTF-8" : "--locale=C",
    "--no-instructions",
  ]);
  // A group of its own: it takes less than a second, and Ctrl-C would break it off in the middle.
  const child = spawn(command.file, command.args, { ...command, detached: true, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  if ((await finished(child)) !== 0) {
    await rm(unfinished, { recursive: true, force: true });
    throw new StartError(`the database could not be made in ${cluster}: ${findComplaint(errors.split("\n"))}`);
  }
  await rename(unfinished, cluster);
  return password;
}

const run = promisify(execFile);

/** Whether a process is the postmaster of a cluster: after a crash of the machine its number may be that of anything, another PostgreSQL too. */
async function isPostmasterOf(cluster: string, pid: number): Promise<boolean> {
  const own = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => null);
  const listed = own ?? (await run("ps", ["-o", "args=", "-p", String(pid)]).catch(() => null))?.stdout ?? "";
  const words = listed.replaceAll("\0", " ");
  return [cluster, relative(process.cwd(), cluster)].some((path) => words.includes(` -D ${path} `));
}

/** In postmaster.pid, the line of the shared memory: its key and its id. */
const SHARED_MEMORY_LINE = 6;
/** In /proc/sysvipc/shm, the fields of a segment's id and of how many processes have it. */
const [SHARED_ID, ATTACHED] = [1, 6];

/**
 * Whether no process has the shared memory that a postmaster.pid names, by Linux's own list of all. Elsewhere nobody knows: false.
 * PostgreSQL asks the same before it takes over data: what a dead postmaster began may still be writing.
 */
export function isMemoryFree(pidFile: string, segments: string | null): boolean {
  const id = pidFile.split("\n")[SHARED_MEMORY_LINE]?.trim().split(/\s+/)[1];
  if (id === undefined || segments === null) return false;
  const fields = segments.split("\n").map((line) => line.trim().split(/\s+/));
  return (fields.find((segment) => segment[SHARED_ID] === id)?.[ATTACHED] ?? "0") === "0";
}

/**
 * A postmaster left over by a supervisor that was killed would hold the data: it is ended first. Where its number is that of something else
 * by now, as nearly always in a container that starts the same processes again, PostgreSQL would not start: then its lock is taken away, when
 * nothing of it runs any more. To be called by who has the lock of the data folder.
 */
export async function endOrphan(folder: string): Promise<void> {
  const { cluster } = clusterPaths(folder);
  const file = join(cluster, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  if (Number.isNaN(pid)) return;
  const alive = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  if (!alive()) return;
  if (!(await isPostmasterOf(cluster, pid))) {
    const segments = await readFile("/proc/sysvipc/shm", "utf8").catch(() => null);
    if (!isMemoryFree(text, segments)) return;
    log.warn(
      { postmaster: pid },
      "a PostgreSQL that is gone has left its lock behind, with the number of another process: taking it away",
    );
    await rm(file);
    return;
  }
  log.warn({ postmaster: pid }, "ending a PostgreSQL that an earlier run left behind");
  process.kill(pid, "SIGINT");
  const deadline = performance.now() + END_MS;
  while (alive() && performance.now() < deadline) await delay(50);
}
