import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { z } from "zod";
import { createPartition, readPartitionDays } from "#lib/buckets/partitions.db.ts";
import { createDb } from "#lib/db.ts";
import { DigestStream } from "#server/archive/digest-stream.ts";
import {
  type ArchivedTable,
  MANIFEST_FILE,
  type Manifest,
  manifestSchema,
  tableFile,
} from "#server/archive/manifest.ts";
import { migrate } from "#server/migrate.ts";
import { StartError } from "#server/start-failure.ts";

/** Reads what a backup holds. Throws where the folder is none, or was made by a version that this one does not know. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST_FILE), "utf8").catch(() => {
    throw new Error(`${folder} is no backup: it has no ${MANIFEST_FILE}`);
  });
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${join(folder, MANIFEST_FILE)} cannot be read: it is damaged, or of a newer version`, {
      cause: error,
    });
  }
}

/** Before anything is written: that each file is there, byte for byte. */
async function checkFiles(folder: string, { tables }: Manifest, signal: AbortSignal): Promise<void> {
  for (const table of tables) {
    const file = join(folder, tableFile(table.name));
    const digest = new DigestStream().resume();
    await pipeline(createReadStream(file), digest, { signal }).catch((error: unknown) => {
      if (signal.aborted) throw error;
      throw new StartError(`${file} cannot be read, and nothing was restored`, { cause: error });
    });
    if (digest.result().sha256 !== table.sha256)
      throw new Error(`${file} is damaged, its checksum is another: nothing was restored`);
  }
}

/** The row of `instance` is the first that a start writes: a database without it holds nothing of anybody. */
async function refuseUsed(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`
    -- archive.find_instance
    select to_regclass('instance') is not null as "hasTable"`);
  if (!z.tuple([z.object({ hasTable: z.boolean() })]).parse(rows)[0].hasTable) return;
  const { rowCount } = await client.query("select 1 from instance");
  if (rowCount !== 0)
    throw new Error(
      "the database is not empty, and stays as it is: restore into a new DATA_DIR, or into another database of DATABASE_URL",
    );
}

async function readTable(client: pg.Client, folder: string, table: ArchivedTable, signal: AbortSignal): Promise<void> {
  const list = table.columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const into = client.query(copyFrom(`copy ${pg.escapeIdentifier(table.name)} (${list}) from stdin`));
  await pipeline(createReadStream(join(folder, tableFile(table.name))), createGunzip(), into, { signal });
  if (into.rowCount !== table.rows)
    throw new Error(`${table.name} has ${into.rowCount} rows instead of ${table.rows}: nothing was restored`);
}

/** Numbers that were given out go on after the highest. */
async function moveSequences(client: pg.Client): Promise<void> {
  await client.query(`
    -- archive.move_sequences
    select setval(pg_get_serial_sequence('service', 'id'), max(id))
    from service
    having max(id) is not null`);
}

async function readAll(client: pg.Client, folder: string, manifest: Manifest, signal: AbortSignal): Promise<void> {
  await client.query("begin");
  for (const table of manifest.tables) await readTable(client, folder, table, signal);
  await moveSequences(client);
  await client.query("commit");
  await client.query("analyze");
}

/**
 * Fills an empty database from a backup, all or nothing. Its tables are made as they were then; the next start migrates them.
 * Throws, before it writes anything, where the backup is damaged or the database is used.
 */
export async function restoreDatabase(
  url: string,
  folder: string,
  migrations: string,
  signal: AbortSignal,
): Promise<Manifest> {
  const manifest = await readManifest(folder);
  await checkFiles(folder, manifest, signal);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  await client.connect();
  const db = createDb(url, { max: 1, statementTimeoutMs: 60_000 });
  try {
    await refuseUsed(client);
    await migrate(url, migrations, manifest.migrations);
    const existing = new Set(await readPartitionDays(db));
    for (const day of manifest.reportDays) if (!existing.has(day)) await createPartition(db, day);
    await readAll(client, folder, manifest, signal);
    return manifest;
  } finally {
    await db.$disconnect();
    await client.end().catch(() => {});
  }
}
