import { createWriteStream, existsSync } from "node:fs";
import { mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { z } from "zod";
import { isTableMissing } from "#lib/sql-state.ts";
import { DigestStream } from "#server/archive/digest-stream.ts";
import {
  ARCHIVED,
  type ArchivedTable,
  MANIFEST_FILE,
  type Manifest,
  manifestSchema,
  tableFile,
} from "#server/archive/manifest.ts";
import { refuseNewer } from "#server/check-release.ts";
import { makeFolder } from "#server/make-folder.ts";
import { StartError } from "#server/start-failure.ts";

const aboutRow = z.object({
  now: z.date(),
  /** Null before the first start has written it, and until a restore is whole. */
  mode: z.string().nullable(),
  migrations: z.array(z.string()),
  days: z.array(z.number()),
});

type About = z.infer<typeof aboutRow> & { readonly mode: string };

/** What the snapshot is of. Throws where there is nothing to be backed up. */
async function readAbout(client: pg.Client): Promise<About> {
  const nothing = () =>
    new StartError(
      "the database is empty: it was never started, or a restore into it is under way; nothing was written",
    );
  const asked = client.query(`
    -- archive.read_about
    select
      now() as now,
      (select mode from instance) as mode,
      array(
        select migration_name::text
        from _prisma_migrations
        where finished_at is not null
          and rolled_back_at is null
        order by 1
      ) as migrations,
      array(
        select substring(child.relname from '^report_d([0-9]+)$')::int
        from pg_inherits
        join pg_class as child on child.oid = pg_inherits.inhrelid
        where pg_inherits.inhparent = 'report'::regclass
          and child.relname ~ '^report_d[0-9]+$'
        order by 1
      ) as days`);
  const { rows } = await asked.catch((error: unknown) => {
    throw isTableMissing(error) ? nothing() : error;
  });
  const [{ mode, ...rest }] = z.tuple([aboutRow]).parse(rows);
  if (mode === null) throw nothing();
  return { mode, ...rest };
}

/** Columns of a table in their order; none where a database of an older version has no such table yet. */
async function readColumns(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query(
    `-- archive.read_columns
     select attname::text as name
     from pg_attribute
     where attrelid = to_regclass($1)
       and attnum > 0
       and not attisdropped
       and attgenerated = ''
     order by attnum`,
    [table],
  );
  return z
    .array(z.object({ name: z.string() }))
    .parse(rows)
    .map((row) => row.name);
}

/** A power cut after the rename must not leave a backup with empty files. */
async function toDisk(path: string): Promise<void> {
  const handle = await open(path);
  await handle.sync().finally(() => handle.close());
}

async function writeTable(
  client: pg.Client,
  folder: string,
  table: string,
  signal: AbortSignal,
): Promise<ArchivedTable[]> {
  const columns = await readColumns(client, table);
  if (columns.length === 0) return [];
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const rows = client.query(copyTo(`copy (select ${list} from ${pg.escapeIdentifier(table)}) to stdout`));
  const digest = new DigestStream();
  const file = join(folder, tableFile(table));
  await pipeline(rows, createGzip({ level: 4 }), digest, createWriteStream(file, { mode: 0o600 }), { signal });
  await toDisk(file);
  return [{ name: table, columns, rows: rows.rowCount, ...digest.result() }];
}

async function writeSnapshot(client: pg.Client, folder: string, signal: AbortSignal): Promise<Manifest> {
  await client.query("begin isolation level repeatable read read only");
  const about = await readAbout(client);
  // Tables of a newer version would be missing in the backup, and nobody would hear of it before the day of a restore.
  await refuseNewer(about.migrations);
  const tables: ArchivedTable[] = [];
  for (const table of ARCHIVED) tables.push(...(await writeTable(client, folder, table, signal)));
  await client.query("commit");
  return manifestSchema.parse({
    format: 1,
    madeAt: about.now.toISOString(),
    mode: about.mode,
    migrations: about.migrations,
    reportDays: about.days,
    tables,
  });
}

/**
 * Writes everything that may be kept into a new folder, as it was at one moment, while reports go on. The folder has its name only
 * when it is whole. Throws when it exists already or is being written, and leaves nothing behind when it fails or is called off.
 */
export async function backupDatabase(url: string, folder: string, signal: AbortSignal): Promise<Manifest> {
  if (existsSync(folder)) throw new Error(`${folder} exists already: name a new folder`);
  const part = `${folder}.part`;
  if (existsSync(part))
    throw new Error(`${part} exists already: another backup writes it, or was killed and left it to be deleted`);
  // Notes and digests of reporters are in it.
  await makeFolder(dirname(folder), 0o700);
  await mkdir(part, { mode: 0o700 });
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const manifest = await writeSnapshot(client, part, signal);
    const file = join(part, MANIFEST_FILE);
    await writeFile(file, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    await toDisk(file);
    await rename(part, folder);
    return manifest;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}
