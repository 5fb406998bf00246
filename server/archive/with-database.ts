import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "#lib/config.ts";
import { DataInUseError, lockData } from "#server/data-lock.ts";
import { startPostgres } from "#server/postgres.ts";
import { clusterPaths } from "#server/postgres-cluster.ts";

/** Line of postmaster.pid with the port, counted from 0. */
const PORT_LINE = 3;

/** The address of the embedded PostgreSQL that another process of ours runs. */
async function runningUrl(folder: string): Promise<string> {
  const { cluster, secret } = clusterPaths(folder);
  const lines = (await readFile(join(cluster, "postmaster.pid"), "utf8")).split("\n");
  const password = (await readFile(secret, "utf8")).trim();
  return `postgresql://groundswell:${password}@127.0.0.1:${lines[PORT_LINE]?.trim()}/postgres`;
}

/** Locks the data folder and runs its PostgreSQL for as long as `work` takes. */
async function withOwn<T>(folder: string, signal: AbortSignal, work: (url: string) => Promise<T>): Promise<T> {
  const unlock = await lockData(folder);
  try {
    const postgres = await startPostgres({ folder, signal });
    try {
      signal.throwIfAborted();
      return await work(postgres.url);
    } finally {
      await postgres.stop();
    }
  } finally {
    await unlock();
  }
}

/** Gives `work` the database of this configuration to read, whether the instance runs or not. */
export async function withDatabase<T>(
  config: Config,
  signal: AbortSignal,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const { DATABASE_URL: url, DATA_DIR: folder } = config;
  if (url !== undefined) return work(url);
  if (!existsSync(join(clusterPaths(folder).cluster, "PG_VERSION")))
    throw new Error(`there is no database in ${folder}: set DATA_DIR to the folder of the instance`);
  try {
    return await withOwn(folder, signal, work);
  } catch (error) {
    if (!(error instanceof DataInUseError)) throw error;
    return work(await runningUrl(folder));
  }
}

/** Gives `work` the database of this configuration to fill, made new where there is none. Throws while the instance runs. */
export async function withIdleDatabase<T>(
  config: Config,
  signal: AbortSignal,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const { DATABASE_URL: url, DATA_DIR: folder } = config;
  return url === undefined ? withOwn(folder, signal, work) : work(url);
}
