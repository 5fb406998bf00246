import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { ADVISORY_LOCK, migrate } from "#server/migrate.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const MIGRATIONS = resolve("prisma/migrations");

async function copyWith(name: string, sql: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "groundswell-migrations-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(MIGRATIONS, folder, { recursive: true });
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), sql);
  return folder;
}

describe("migrate", () => {
  it("does nothing on a database that is up to date", async () => {
    const { url } = await testDatabase();
    expect(await migrate(url, MIGRATIONS)).toEqual([]);
  });

  it("applies a new migration once, even when two processes start together", async () => {
    const { url, db } = await testDatabase();
    const folder = await copyWith("9999_new", "create table added (id integer);");
    const done = await Promise.all([migrate(url, folder), migrate(url, folder)]);
    expect(done.flat()).toEqual(["9999_new"]);
    expect(await db.$queryRaw`select count(*)::int as n from added`).toEqual([{ n: 0 }]);
  });

  it("says so when another start holds the lock for too long, and goes on when it does not", async () => {
    const { url } = await testDatabase();
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    onTestFinished(() => other.end());
    await other.query("select pg_advisory_lock($1)", [ADVISORY_LOCK]);
    await expect(migrate(url, MIGRATIONS, undefined, 200)).rejects.toThrow("another start has been migrating");
    const waiting = migrate(url, MIGRATIONS);
    await other.query("select pg_advisory_unlock($1)", [ADVISORY_LOCK]);
    expect(await waiting).toEqual([]);
  });

  it("refuses a database of another encoding", async () => {
    const { url, db } = await testDatabase();
    await db.$executeRaw`create database in_latin template template0 encoding 'LATIN1' locale_provider 'libc' locale 'C'`;
    onTestFinished(async () => void (await db.$executeRaw`drop database in_latin with (force)`));
    const other = new URL(url);
    other.pathname = "in_latin";
    await expect(migrate(other.href, MIGRATIONS)).rejects.toThrow("encoding is LATIN1");
  });

  it("rolls a failing migration back whole", async () => {
    const { url, db } = await testDatabase();
    const folder = await copyWith("9999_broken", "create table half (id integer); select 1/0;");
    await expect(migrate(url, folder)).rejects.toThrow("9999_broken failed and was rolled back");
    expect(await db.$queryRaw`select to_regclass('half')::text as t`).toEqual([{ t: null }]);
  });

  it("refuses a migration that was changed after it was applied", async () => {
    const { url } = await testDatabase();
    const folder = await copyWith("0001_foundation", "select 1;");
    await expect(migrate(url, folder)).rejects.toThrow("was changed after it was applied");
  });

  it("refuses a database that a newer version wrote", async () => {
    const { url } = await testDatabase();
    const folder = await copyWith("9999_newer", "select 1;");
    await migrate(url, folder);
    await expect(migrate(url, MIGRATIONS)).rejects.toThrow("9999_newer, which this version does not know");
  });
});
