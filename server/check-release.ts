import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { UnpreparedError } from "#lib/clock.ts";
import type { Db } from "#lib/db.ts";
import { readMigrationNames } from "#server/release.db.ts";
import { StartError } from "#server/start-failure.ts";

/** What is told of a database with a migration that this version does not know. */
export function newerDatabase(migration: string): StartError {
  return new StartError(
    `the database has migration ${migration}, which this version does not know: run the version that wrote it, or a newer one`,
  );
}

/** The migrations of this release. Throws StartError when a database has one more, which a newer release has made. */
export async function refuseNewer(applied: readonly string[]): Promise<string[]> {
  const entries = await readdir(resolve("prisma/migrations"), { withFileTypes: true });
  const own = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const newer = applied.find((name) => !own.includes(name));
  if (newer !== undefined) throw newerDatabase(newer);
  return own;
}

/**
 * Whether a database is one of this release, which who migrates it knows and who only uses it must ask. Throws UnpreparedError while it lacks a
 * migration of ours, StartError when a newer release has migrated it.
 */
export async function checkRelease(db: Db): Promise<void> {
  const applied = await readMigrationNames(db);
  const missing = (await refuseNewer(applied)).find((name) => !applied.includes(name));
  if (missing !== undefined) throw new UnpreparedError(`migration ${missing} is missing`);
}
