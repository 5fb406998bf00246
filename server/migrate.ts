import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { z } from "zod";
import { sqlState } from "#lib/sql-state.ts";
import { newerDatabase } from "#server/check-release.ts";
import { StartError } from "#server/start-failure.ts";

/** The lock that Prisma's own engine takes, so that both can never migrate at once. */
export const ADVISORY_LOCK = 72_707_369;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

const appliedRow = z.object({ migration_name: z.string(), checksum: z.string() });

async function readApplied(client: pg.Client): Promise<Map<string, string>> {
  await client.query(`
    -- migrate.create_history
    create table if not exists _prisma_migrations (
      id varchar(36) primary key,
      checksum varchar(64) not null,
      finished_at timestamptz,
      migration_name varchar(255) not null,
      logs text,
      rolled_back_at timestamptz,
      started_at timestamptz not null default now(),
      applied_steps_count integer not null default 0
    )`);
  const { rows } = await client.query(`
    -- migrate.read_history
    select migration_name, checksum
    from _prisma_migrations
    where finished_at is not null
      and rolled_back_at is null`);
  return new Map(
    z
      .array(appliedRow)
      .parse(rows)
      .map((row) => [row.migration_name, row.checksum]),
  );
}

/** One migration and its history row in one transaction: PostgreSQL rolls back schema changes too. */
async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query("begin");
    await client.query(migration.sql);
    await client.query(
      `-- migrate.write_history
       insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw new StartError(`migration ${migration.name} failed and was rolled back`, { cause: error });
  }
}

/** The major version that is shipped and tested. */
const OLDEST = 18;

const serverRow = z.object({ name: z.string(), major: z.number(), encoding: z.string() });

/** Before anything is written: in another encoding the tables could be made, and then not hold the catalogue's names. */
async function refuseUnfit(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`
    -- migrate.read_server
    select
      current_setting('server_version') as name,
      current_setting('server_version_num')::int / 10000 as major,
      current_setting('server_encoding') as encoding`);
  const [{ name, major, encoding }] = z.tuple([serverRow]).parse(rows);
  if (major < OLDEST) throw new StartError(`the database is PostgreSQL ${name}: ${OLDEST} or newer is needed`);
  if (encoding !== "UTF8")
    throw new StartError(
      `the database's encoding is ${encoding}: make one with encoding 'UTF8', as docs/OPERATING.md shows`,
    );
}

/** Two starts at once wait for each other; one that hangs must not keep the next one silent for ever. */
const LOCK_WAIT_MS = 60_000;
/** SQLSTATE lock_not_available. */
const LOCK_NOT_AVAILABLE = "55P03";

/** Waits for the lock under which everybody migrates. The migrations themselves wait for their own locks as long as it takes. */
async function lock(client: pg.Client, waitMs: number): Promise<void> {
  await client.query(`set lock_timeout = ${Math.round(waitMs)}`);
  try {
    await client.query("select pg_advisory_lock($1)", [ADVISORY_LOCK]);
  } catch (error) {
    if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error;
    throw new StartError(
      `another start has been migrating this database for ${Math.round(waitMs / 1000)} seconds: start again when it has ended, or end it`,
      { cause: error },
    );
  }
  await client.query("set lock_timeout = 0");
}

/** The migrations that a backup was made after. Throws when this version does not know one of them. */
function pickMigrations(all: readonly Migration[], names: readonly string[]): Migration[] {
  const unknown = names.find((name) => !all.some((migration) => migration.name === name));
  if (unknown === undefined) return all.filter(({ name }) => names.includes(name));
  throw new StartError(
    `the backup has migration ${unknown}, which this version does not know: restore it with the version that wrote it, or a newer one`,
  );
}

/**
 * Applies what is missing, in order, under Prisma's advisory lock and in Prisma's history table; with `only` nothing else than
 * those named. Returns the names applied now. Throws when an applied migration was changed afterwards, when the
 * database has one that this version does not know (an older version of the software on newer data), or when another start
 * has held the lock for `lockWaitMs`.
 */
export async function migrate(
  databaseUrl: string,
  folder: string,
  only?: readonly string[],
  lockWaitMs = LOCK_WAIT_MS,
): Promise<string[]> {
  const all = await readMigrations(folder);
  const migrations = only === undefined ? all : pickMigrations(all, only);
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  // What a lost connection breaks says so itself; without an ear for this event it would end the process as well.
  client.on("error", () => {});
  await client.connect();
  try {
    await refuseUnfit(client);
    await lock(client, lockWaitMs);
    const applied = await readApplied(client);
    for (const name of applied.keys()) {
      if (migrations.some((migration) => migration.name === name)) continue;
      if (only === undefined) throw newerDatabase(name);
      throw new StartError(`the database has migration ${name}, which the backup does not: restore into an empty one`);
    }
    const done: string[] = [];
    for (const migration of migrations) {
      const checksum = applied.get(migration.name);
      if (checksum === undefined) {
        await apply(client, migration);
        done.push(migration.name);
      } else if (checksum !== migration.checksum)
        throw new StartError(`migration ${migration.name} was changed after it was applied: restore its file`);
    }
    return done;
  } finally {
    await client.end();
  }
}
