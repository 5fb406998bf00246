import { closeSync, openSync } from "node:fs";
import { copyFile, open, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";

/** A larger log is moved to its `.1`, of which there is one: the two take this much twice, and what is written in a minute. */
const MAX_LOG_BYTES = 10 * 2 ** 20;
const LOOK_MS = 60_000;
/** What PostgreSQL says before it gives up is a few lines. */
const LAST_BYTES = 16 * 2 ** 10;

/** The log of the embedded PostgreSQL. It writes there itself: through a stream of ours a full disk would end this process, or block PostgreSQL. */
export interface PostgresLog {
  readonly file: string;
  /** Where PostgreSQL's stdout and stderr go. */
  readonly output: number;
  /** Why PostgreSQL gave up, in its own words; empty where it said nothing since the log was opened. */
  lastComplaint(): Promise<string>;
  /** May be called twice. */
  close(): void;
}

/**
 * Keeps a log below its bound. Copied and emptied, not renamed: PostgreSQL keeps its handle, which appends. What is written
 * between the two is lost; on a full disk the old lines are.
 */
export async function rotateLog(file: string, maxBytes = MAX_LOG_BYTES): Promise<boolean> {
  const { size } = await stat(file);
  if (size <= maxBytes) return false;
  const old = `${file}.1`;
  await copyFile(file, old).catch(() => rm(old, { recursive: true, force: true }));
  await truncate(file);
  return true;
}

/** The last thing that stopped PostgreSQL among lines of its log, else the last line: what the loader says has no level. */
export function findComplaint(lines: readonly string[]): string {
  const severe = lines.findLast((line) => /\b(FATAL|PANIC): /.test(line));
  if (severe === undefined) return lines.findLast((line) => line.trim() !== "")?.trim() ?? "";
  return severe.replace(/^.*?\b(FATAL|PANIC): +/, "");
}

async function readFrom(file: string, start: number): Promise<string> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const from = Math.max(Math.min(start, size), size - LAST_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Opens the log of a data folder and keeps it below its bound until it is closed. */
export async function openPostgresLog(folder: string): Promise<PostgresLog> {
  const file = join(folder, "postgres.log");
  const output = openSync(file, "a");
  const { size } = await stat(file);
  // It can have been removed by hand, which is no reason to end.
  let isOpen = true;
  const timer = setInterval(() => void rotateLog(file).catch(() => false), LOOK_MS).unref();
  return {
    file,
    output,
    lastComplaint: async () => findComplaint((await readFrom(file, size)).split("\n")),
    close() {
      clearInterval(timer);
      if (isOpen) closeSync(output);
      isOpen = false;
    },
  };
}
