import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { makePartitions } from "#lib/buckets/partitions.job.ts";
import { readClock } from "#lib/clock.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { watch } from "#lib/incidents/watch.job.ts";
import { backupDatabase } from "#server/archive/backup-database.ts";
import { ARCHIVED, NEVER_ARCHIVED } from "#server/archive/manifest.ts";
import { restoreDatabase } from "#server/archive/restore-database.ts";
import { insertJobs } from "#server/leases.db.ts";
import { migrate } from "#server/migrate.ts";
import { startSentence } from "#server/start-failure.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const MIGRATIONS = resolve("prisma/migrations");
const never = new AbortController().signal;

let folder: string;
beforeEach(async () => {
  const parent = await mkdtemp(join(tmpdir(), "groundswell-archive-"));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  folder = join(parent, "backup");
});

/** A report with its bucket, in one transaction as the ingest stores it. */
async function insertReport(db: PrismaClient, serviceId: number, minute: number, number: number) {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
  const note = "a tab\t, a line\nand \\. in it";
  await db.$transaction([
    db.$executeRaw`
      insert into report (service_id, minute, id, kind, disposition, problem, note, reporter, address, network, asn, reports15)
      values (${serviceId}, ${minute}, ${id}::uuid, 'problem', 'counted', 'app', ${note}, '\\x01', '\\x01', '\\x01', 'AS1', 1)`,
    db.$executeRaw`
      insert into minute_bucket (service_id, minute, reports, networks)
      values (${serviceId}, ${minute}, 1, 1)
      on conflict (service_id, minute) do update
      set reports = minute_bucket.reports + 1`,
  ]);
}

async function instance() {
  const { db, url } = await testDatabase();
  const start = new Date(Date.now() - 3_600_000);
  await db.instance.create({ data: { mode: "live", clockAnchor: start, clockStart: start, clockSpeed: 1 } });
  const service = await db.service.create({
    data: {
      slug: "chatgpt",
      name: "ChatGPT",
      category: "ai",
      problems: ["app"],
      names: { create: { normalized: "chatgpt", kind: 0 } },
    },
  });
  const now = asMinute(Math.floor(Date.now() / 60_000));
  await makePartitions(db, now, never);
  await insertJobs(db, ["watch", "keys"]);
  await db.ingestMinute.createMany({ data: [3, 2, 1].map((ago) => ({ minute: now - ago })) });
  for (const number of [1, 2, 3]) await insertReport(db, service.id, now - number, number);
  await db.daySalt.create({ data: { day: Math.floor(now / 1_440), salt: Buffer.from("secret") } });
  return { db, url, service, now };
}

async function counts(db: PrismaClient) {
  return {
    reports: await db.report.count(),
    buckets: (await db.minuteBucket.aggregate({ _sum: { reports: true } }))._sum.reports ?? 0,
    services: await db.service.count(),
    names: await db.serviceName.count(),
    jobs: await db.job.count(),
    beats: await db.ingestMinute.count(),
  };
}

const restoreInto = (url: string) => restoreDatabase(url, folder, MIGRATIONS, never);

describe("a backup", () => {
  it("knows of every table whether it is kept", async () => {
    const { db } = await testDatabase();
    const rows = await db.$queryRaw<{ name: string }[]>`
      select relname::text as name
      from pg_class
      where relnamespace = 'public'::regnamespace
        and relkind in ('r', 'p')
        and not relispartition`;
    const known = [...ARCHIVED, ...NEVER_ARCHIVED, "_prisma_migrations"];
    expect(rows.map(({ name }) => name).sort()).toEqual([...known].sort());
  });

  it("brings back an equal database, whose numbers go on and whose detection goes on", async () => {
    const original = await instance();
    await backupDatabase(original.url, folder, never);
    const { db, url } = await testDatabase("template1");
    const restored = await restoreInto(url);
    expect(await counts(db)).toEqual(await counts(original.db));
    expect(await db.report.findMany()).toEqual(await original.db.report.findMany());
    expect(await db.instance.findFirst()).toEqual(await original.db.instance.findFirst());
    expect(restored.tables.find(({ name }) => name === "report")?.rows).toBe(3);
    expect(await migrate(url, MIGRATIONS)).toEqual([]);
    const next = await db.service.create({ data: { slug: "x", name: "X", category: "social", problems: ["app"] } });
    expect(next.id).toBeGreaterThan(original.service.id);
    const [{ place }] = await db.$queryRaw<
      [{ place: string }]
    >`select distinct tableoid::regclass::text as place from report`;
    expect(place).toMatch(/^report_d\d+$/);
    expect((await watch(db, await readClock(db), never)).judged).toBeGreaterThan(0);
  });

  it("made while reports come in is of one moment: every report in it is in its bucket", async () => {
    const { db, url, service, now } = await instance();
    let isRunning = true;
    let number = 100;
    const writer = (async () => {
      for (; isRunning; number += 1) await insertReport(db, service.id, now, number);
    })();
    await expect.poll(() => number).toBeGreaterThan(110);
    await backupDatabase(url, folder, never);
    isRunning = false;
    await writer;
    const target = await testDatabase("template1");
    await restoreInto(target.url);
    const { reports, buckets } = await counts(target.db);
    expect(buckets).toBe(reports);
    expect(reports).toBeGreaterThan(10);
    expect(reports).toBeLessThanOrEqual(await db.report.count());
  });

  it("holds nothing that must be forgotten within two days, and is for its owner only", async () => {
    const { url } = await instance();
    await backupDatabase(url, folder, never);
    const files = await readdir(folder);
    expect(files.filter((file) => NEVER_ARCHIVED.some((table) => file.startsWith(table)))).toEqual([]);
    expect((await stat(folder)).mode & 0o077).toBe(0);
    const target = await testDatabase("template1");
    await restoreInto(target.url);
    expect(await target.db.daySalt.count()).toBe(0);
  });

  it("of an older version is restored as it was, and migrated by the next start", async () => {
    const source = await testDatabase("template1");
    await migrate(
      source.url,
      MIGRATIONS,
      (await readdir(MIGRATIONS)).filter((name) => /^000[1-9]_/.test(name)),
    );
    await source.db
      .$executeRaw`insert into instance (mode, clock_anchor, clock_start, clock_speed) values ('live', now(), now(), 1)`;
    await source.db
      .$executeRaw`insert into service (slug, name, category, problems) values ('x', 'X', 'social', '{app}')`;
    await backupDatabase(source.url, folder, never);
    const target = await testDatabase("template1");
    await restoreInto(target.url);
    expect(await migrate(target.url, MIGRATIONS)).toContain("0010_service_added");
    expect(await target.db.service.findMany({ select: { slug: true } })).toEqual([{ slug: "x" }]);
  });

  it("is not made of a database that a newer version has migrated, whose tables this one does not know", async () => {
    const { db, url } = await instance();
    await db.$executeRaw`
      insert into _prisma_migrations (id, checksum, migration_name, finished_at)
      values ('x', 'x', '9999_newer', now())`;
    await expect(backupDatabase(url, folder, never)).rejects.toThrow("9999_newer, which this version does not know");
    expect(await readdir(join(folder, ".."))).toEqual([]);
  });

  it("is not written over another, and one that is called off leaves nothing", async () => {
    const { url } = await instance();
    await expect(backupDatabase(url, folder, AbortSignal.abort())).rejects.toThrow("abort");
    expect(await readdir(join(folder, ".."))).toEqual([]);
    await backupDatabase(url, folder, never);
    await expect(backupDatabase(url, folder, never)).rejects.toThrow("exists already");
  });

  it.each(["template1", "groundswell_template"] as const)(
    "is not made of a database in which nothing is yet, as %s",
    async (template) => {
      const { url } = await testDatabase(template);
      await expect(backupDatabase(url, folder, never)).rejects.toThrow("a restore into it is under way");
      expect(await readdir(join(folder, ".."))).toEqual([]);
    },
  );

  it("leaves another alone that is being written to the same name", async () => {
    const { url } = await instance();
    await mkdir(`${folder}.part`);
    await writeFile(join(`${folder}.part`, "report.copy.gz"), "");
    await expect(backupDatabase(url, folder, never)).rejects.toThrow(".part exists already: another backup writes it");
    expect(await readdir(`${folder}.part`)).toEqual(["report.copy.gz"]);
  });
});

describe("a restore", () => {
  async function backedUp() {
    const { url, db } = await instance();
    await backupDatabase(url, folder, never);
    return { url, db };
  }

  it("leaves a database alone that is not empty", async () => {
    const { url, db } = await backedUp();
    const before = await counts(db);
    await expect(restoreInto(url)).rejects.toThrow("is not empty, and stays as it is");
    expect(await counts(db)).toEqual(before);
  });

  it.each([
    ["whose file was changed", (file: string) => appendFile(file, "x"), "is damaged"],
    ["whose file is missing", (file: string) => rm(file), "cannot be read, and nothing was restored"],
  ])("refuses a backup %s before it writes anything", async (_, spoil, words) => {
    await backedUp();
    await spoil(join(folder, "report.copy.gz"));
    const { url, db } = await testDatabase("template1");
    const error = await restoreInto(url).catch((thrown: unknown) => thrown);
    expect(startSentence(error) ?? String(error)).toContain(words);
    expect(await db.$queryRaw`select to_regclass('report')::text as name`).toEqual([{ name: null }]);
  });

  it("that is called off while it looks at the files does not call them damaged", async () => {
    await backedUp();
    const restored = restoreDatabase("postgresql://nowhere.invalid/x", folder, MIGRATIONS, AbortSignal.abort());
    await expect(restored).rejects.toMatchObject({ name: "AbortError" });
  });

  it("that fails in the middle leaves no rows, and may be tried again", async () => {
    await backedUp();
    const file = join(folder, "manifest.json");
    const text = await readFile(file, "utf8");
    const spoiled = JSON.parse(text) as { tables: { name: string; rows: number }[] };
    for (const table of spoiled.tables) if (table.name === "job") table.rows += 1;
    await writeFile(file, JSON.stringify(spoiled));
    const { url, db } = await testDatabase("template1");
    await expect(restoreInto(url)).rejects.toThrow("job has 2 rows instead of 3");
    expect(await db.report.count()).toBe(0);
    await writeFile(file, text);
    await restoreInto(url);
    expect(await db.report.count()).toBe(3);
  });

  it.each([
    ["a folder that is no backup", null, "is no backup"],
    ["a manifest of a newer format", JSON.stringify({ format: 2 }), "cannot be read"],
    ["a manifest that was cut off", "{", "cannot be read"],
  ])("refuses %s", async (_, text, words) => {
    await backedUp();
    const file = join(folder, "manifest.json");
    await (text === null ? rm(file) : writeFile(file, text));
    await expect(restoreInto("postgresql://nowhere.invalid/x")).rejects.toThrow(words);
  });

  it("refuses a backup with a migration that this version does not know", async () => {
    await backedUp();
    const file = join(folder, "manifest.json");
    const manifest = JSON.parse(await readFile(file, "utf8")) as { migrations: string[] };
    await writeFile(file, JSON.stringify({ ...manifest, migrations: [...manifest.migrations, "9999_newer"] }));
    const { url } = await testDatabase("template1");
    await expect(restoreInto(url)).rejects.toThrow("9999_newer, which this version does not know");
  });
});
