import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { errorCode } from "#lib/describe-error.ts";
import { makeFolder } from "#server/make-folder.ts";
import { StartError } from "#server/start-failure.ts";

const run = promisify(execFile);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

/** In /proc/<pid>/stat the name may hold spaces and brackets; the fields after it do not, and the start is the 20th of them. */
const START_AFTER_NAME = 19;

/** When a process was started, in whatever form the system tells it; empty when it does not. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (stat !== null)
    return (
      stat
        .slice(stat.lastIndexOf(")") + 2)
        .split(" ")
        .at(START_AFTER_NAME) ?? ""
    );
  const listed = await run("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => null);
  return listed?.stdout.trim() ?? "";
}

/** A number alone names no process: after kill -9 in a container the old one usually is that of something else. */
async function holds(pid: number, start: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const now = await startOf(pid);
  return start === "" || now === "" || now === start;
}

/** A supervisor that runs has the data folder. */
export class DataInUseError extends StartError {
  constructor(folder: string, holder: number) {
    super(`${folder} is in use by process ${holder}: stop it first, or set DATA_DIR to another folder`);
  }
}

const textOf = (file: string) => readFile(file, "utf8").catch(() => null);

/** Whether `content` can be put in the lock's place: it appears there whole, and only where nothing is. */
async function place(content: string, file: string): Promise<boolean> {
  const whole = `${file}.${randomUUID()}`;
  await writeFile(whole, content, { flag: "wx" });
  try {
    await link(whole, file);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(whole, { force: true });
  }
}

/** Takes a stale lock away; one that has come in its place meanwhile is put back. */
async function clearStale(file: string, stale: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  await rename(file, aside).catch(() => undefined);
  const taken = await textOf(aside);
  if (taken !== null && taken !== stale) await place(taken, file);
  await rm(aside, { force: true });
}

/**
 * Makes sure that one supervisor at a time uses a data folder. Returns the release, which takes only its own lock away.
 * A lock of a process that is gone (kill -9) is taken over. Throws DataInUseError.
 */
export async function lockData(folder: string): Promise<() => Promise<void>> {
  await makeFolder(folder);
  const file = join(folder, "groundswell.pid");
  const own = `${process.pid}\n${await startOf(process.pid)}\n${randomUUID()}\n`;
  while (!(await place(own, file))) {
    const there = await textOf(file);
    if (there === null) continue;
    const [first = "", start = ""] = there.split("\n");
    const holder = Number.parseInt(first, 10);
    if (!Number.isNaN(holder) && holder !== process.pid && (await holds(holder, start)))
      throw new DataInUseError(folder, holder);
    await clearStale(file, there);
  }
  return async () => {
    if ((await textOf(file)) === own) await rm(file, { force: true });
  };
}
