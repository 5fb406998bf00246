import { describe, expect, it } from "vitest";
import { checkConsistency } from "#lib/buckets/consistency.job.ts";
import { asMinute, parseMinute } from "#lib/buckets/minute.ts";
import { readPartitionDays } from "#lib/buckets/partitions.db.ts";
import { makePartitions } from "#lib/buckets/partitions.job.ts";
import { rewriteSalts } from "#lib/buckets/retention.db.ts";
import { forgetKeys, forgetNetworks, NETWORK_MINUTES, retain } from "#lib/buckets/retention.job.ts";
import { limits } from "#lib/detection/thresholds.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { beat } from "#server/testing/fed.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const never = new AbortController().signal;
const now = parseMinute("2026-11-22T12:34Z") ?? asMinute(0);
const today = Math.floor(now / 1440);

/** A database whose fronts have run for the last hour, so that its clock is trusted. */
async function trustedDatabase() {
  const made = await testDatabase();
  await beat(made.db, { from: asMinute(now - 59), to: asMinute(now + 1) });
  return made;
}

let reports = 0;
async function insertReport(db: PrismaClient, minute: number, disposition: "counted" | "repeat" = "counted") {
  reports += 1;
  const id = `00000000-0000-4000-8000-${String(reports).padStart(12, "0")}`;
  await db.$executeRaw`
    insert into report (service_id, minute, id, kind, disposition, problem, reporter, address, network, asn, reports15)
    values (1, ${minute}, ${id}::uuid, 'problem', ${disposition}::disposition, 'app', '\x01', '\x01', '\x01', 'AS1', 1)`;
}

const bucket = (minute: number, count: number, serviceId = 1) => ({
  serviceId,
  minute,
  reports: count,
  networks: count,
});

describe("partitions", () => {
  it("are made from yesterday to a week ahead, once", async () => {
    const { db } = await testDatabase();
    expect(await makePartitions(db, now, never)).toBe(9);
    expect(await readPartitionDays(db)).toEqual(Array.from({ length: 9 }, (_, i) => today - 1 + i));
    expect(await makePartitions(db, now, never)).toBe(0);
  });

  it("take over what the default partition has caught, and lose nothing", async () => {
    const { db } = await testDatabase();
    for (const minute of [now, now + 1440, now + 20 * 1440]) await insertReport(db, minute);
    await makePartitions(db, now, never);
    const rows = await db.$queryRaw<{ place: string; minute: number }[]>`
      select tableoid::regclass::text as place, minute from report order by minute`;
    expect(rows.map((row) => row.place)).toEqual([`report_d${today}`, `report_d${today + 1}`, "report_default"]);
  });

  it("refuse a day that is not an integer, because its name becomes part of a statement", async () => {
    const { db } = await testDatabase();
    const { createPartition } = await import("#lib/buckets/partitions.db.ts");
    await expect(createPartition(db, Number.NaN)).rejects.toThrow(RangeError);
    await expect(createPartition(db, 1.5)).rejects.toThrow(RangeError);
  });
});

describe("retention", () => {
  it("drops raw reports after their days, and leaves buckets alone", async () => {
    const { db } = await trustedDatabase();
    const old = now - 31 * 1440;
    await makePartitions(db, asMinute(old), never);
    await insertReport(db, old);
    await insertReport(db, old - 9 * 1440);
    await insertReport(db, now);
    await db.minuteBucket.create({ data: bucket(old, 1) });
    const removed = await retain(db, now, 30, never);
    expect(removed.partitions).toBe(2);
    expect(await db.report.count()).toBe(1);
    expect(await db.minuteBucket.count()).toBe(1);
    expect((await readPartitionDays(db)).at(0)).toBe(today - 30);
  });

  it("keeps stray reports for as many days as the others, deletes any number of them, and stops when it is told to", async () => {
    const { db } = await trustedDatabase();
    const first = (today - 30) * 1440;
    await insertReport(db, first);
    await db.$executeRaw`
      insert into report (service_id, minute, id, kind, disposition, problem, reporter, address, network, asn, reports15)
      select 1, ${first} - 1, gen_random_uuid(), 'problem', 'counted', 'app', '\x01', '\x01', '\x01', 'AS1', 1
      from generate_series(1, 10001)`;
    expect((await retain(db, now, 30, AbortSignal.abort())).rows).toBe(0);
    expect((await retain(db, now, 30, never)).rows).toBe(10_001);
    expect(await db.report.findMany({ select: { minute: true } })).toEqual([{ minute: first }]);
  });

  it("keeps raw reports that are old by a clock which was ahead for less than an hour, and drops them by one that stays there", async () => {
    const { db } = await trustedDatabase();
    await makePartitions(db, now, never);
    await insertReport(db, now);
    await insertReport(db, now - 3 * 1440);
    const ahead = asMinute(now + 40 * 1440);
    await beat(db, { from: asMinute(ahead - 58), to: asMinute(ahead + 1) });
    expect(await retain(db, ahead, 30, never)).toEqual({ partitions: 0, rows: 0 });
    expect(await retain(db, now, 30, never)).toEqual({ partitions: 0, rows: 0 });
    expect(await db.report.count()).toBe(2);
    const still = asMinute(ahead + 1);
    await beat(db, { from: still, to: asMinute(still + 1) });
    await retain(db, still, 30, never);
    expect(await db.report.count()).toBe(0);
  });

  it("gives way to a backup that reads the partition: reports go on, the rest is deleted, and a later run drops it", async () => {
    const { db } = await trustedDatabase();
    const old = asMinute(now - 31 * 1440);
    await makePartitions(db, old, never);
    await insertReport(db, old);
    await db.daySalt.create({ data: { day: today - 3, salt: Buffer.alloc(32) } });
    await db.$transaction(async (backup) => {
      await backup.$executeRaw`lock table report in access share mode`;
      const startedAt = performance.now();
      const retained = retain(db, now, 30, never);
      await expect(retained).rejects.toThrow(/lock timeout/);
      await insertReport(db, now);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    });
    expect([await db.daySalt.count(), await db.report.count()]).toEqual([0, 2]);
    expect((await retain(db, now, 30, never)).partitions).toBe(2);
    expect(await db.report.count()).toBe(1);
  });

  it.each([
    ["keys after 48 hours", 2 * 1440 + 1, 2 * 1440, "idempotency_key"],
    ["address blocks after their hour", 62, 61, "block_window"],
  ])("forgets %s, not a minute earlier", async (_, goneAge, keptAge, table) => {
    const { db } = await trustedDatabase();
    for (const age of [goneAge, keptAge]) {
      const minute = now - age;
      const uuid = `00000000-0000-4000-8000-${String(minute).padStart(12, "0")}`;
      const bytes = Buffer.from(String(age));
      if (table === "idempotency_key") {
        await db.idempotencyKey.create({ data: { key: uuid, bodyHash: bytes, serviceId: 1, minute, reportId: uuid } });
      } else {
        const minutes = { sinceMinute: minute, lastMinute: minute };
        await db.blockWindow.create({ data: { serviceId: 1, network: uuid, counted: [], ...minutes } });
      }
    }
    const forget = async () => (await retain(db, now, 30, never)).rows + (await forgetKeys(db, now, never));
    expect(await forget()).toBe(1);
    expect(await forget()).toBe(0);
  });

  it.each(["block_window", "report_default"])("goes on when %s cannot be read, and tells the error", async (table) => {
    const { db } = await trustedDatabase();
    const old = asMinute(now - 31 * 1440);
    await makePartitions(db, old, never);
    await db.daySalt.create({ data: { day: today - 3, salt: Buffer.alloc(32) } });
    const before = (await readPartitionDays(db)).length;
    if (table === "block_window") await db.$executeRaw`alter table block_window rename to elsewhere`;
    else await db.$executeRaw`alter table report_default rename to elsewhere`;
    await expect(retain(db, now, 30, never)).rejects.toThrow(table);
    expect(await db.daySalt.count()).toBe(0);
    expect((await readPartitionDays(db)).length).toBeLessThan(before);
  });

  it("keeps the ingest's minutes, without which an old chart could not tell silence from a gap of ours", async () => {
    const { db } = await trustedDatabase();
    await db.ingestMinute.create({ data: { minute: now - 4 * 365 * 1_440 } });
    await retain(db, now, 30, never);
    expect(await db.ingestMinute.count()).toBe(61);
  });

  it("and its rewriting leave a deleted salt nowhere in the table's file once nobody reads what was there before, where PostgreSQL itself would keep it for weeks", async () => {
    const { db } = await trustedDatabase();
    const [old, kept] = [Buffer.alloc(32, "an old salt "), Buffer.alloc(32, "one still needed ")];
    await db.daySalt.createMany({
      data: [
        { day: today - 2, salt: old },
        { day: today, salt: kept },
      ],
    });
    const holds = async (salt: Buffer) => {
      await db.$executeRaw`checkpoint`;
      const [row] = await db.$queryRaw<{ held: boolean }[]>`
        select position(${salt} in pg_read_binary_file(pg_relation_filepath('day_salt'))) > 0 as held`;
      return row?.held;
    };
    expect(await holds(old)).toBe(true);
    // As a backup does, or PostgreSQL itself in the background at any time: what was there before stays until the next rewriting after it.
    await db.$transaction(
      async (reader) => {
        await reader.service.count();
        await retain(db, now, 30, never);
        expect(await holds(old)).toBe(true);
        await rewriteSalts(db);
        expect(await holds(old)).toBe(true);
      },
      // Prisma's five seconds would judge the machine.
      { isolationLevel: "RepeatableRead", timeout: 60_000 },
    );
    const heldAfterRewriting = async () => {
      await rewriteSalts(db);
      return [await holds(old), await holds(kept)];
    };
    await expect.poll(heldAfterRewriting).toEqual([false, true]);
  });

  it("does not wait with the rewriting of salts for who reads them", async () => {
    const { db } = await testDatabase();
    await db.$transaction(async (reader) => {
      await reader.daySalt.count();
      await rewriteSalts(db);
    });
  });

  it("keeps the salts of today and yesterday only", async () => {
    const { db } = await trustedDatabase();
    const salt = Buffer.alloc(32);
    await db.daySalt.createMany({ data: [0, 1, 2, 3].map((ago) => ({ day: today - ago, salt })) });
    await retain(db, now, 30, never);
    const days = await db.daySalt.findMany({ orderBy: { day: "asc" } });
    expect(days.map(({ day }) => day)).toEqual([today - 1, today]);
  });
});

describe("the counts by network", () => {
  const NETWORK_FACETS = { dimension: "network" as const };

  async function withFacets(ages: readonly number[], networks = 1) {
    const { db } = await trustedDatabase();
    for (const age of ages) {
      const minute = now - age;
      await db.minuteBucket.create({ data: bucket(minute, networks) });
      const keys = Array.from({ length: networks }, (_, i) => `AS${i}`);
      const facets = keys.map((key) => ({ ...NETWORK_FACETS, key }));
      const all = [
        ...facets,
        { dimension: "problem" as const, key: "app" },
        { dimension: "country" as const, key: "DE" },
      ];
      await db.minuteFacet.createMany({ data: all.map((facet) => ({ serviceId: 1, minute, ...facet, reports: 1 })) });
    }
    return db;
  }

  const agesLeft = async (db: PrismaClient) =>
    (await db.minuteFacet.findMany({ where: NETWORK_FACETS, orderBy: { minute: "asc" } })).map(
      (row) => now - row.minute,
    );

  it("are forgotten after 48 hours, not a minute earlier, and the other counts stay", async () => {
    const db = await withFacets([400 * 1_440, 2_881, 2_880, 5]);
    expect(await forgetNetworks(db, now, null, never)).toEqual({ next: now - 2_880, rows: 2 });
    expect(await agesLeft(db)).toEqual([2_880, 5]);
    expect(await db.minuteFacet.count({ where: { NOT: NETWORK_FACETS } })).toBe(8);
    expect(await db.minuteBucket.count()).toBe(4);
  });

  it("are kept for as long as a watch that was away may ask for them", () => {
    const asked = 1_440 + limits.diversityWindow;
    expect(NETWORK_MINUTES).toBeGreaterThanOrEqual(asked + 60);
  });

  it("are looked for from where the last run ended, and from today when a clock that was ahead has left its mark", async () => {
    const db = await withFacets([5_000, 3_000]);
    const from = (age: number) => forgetNetworks(db, now, asMinute(now - age), never);
    expect(await from(4_000)).toEqual({ next: now - 2_880, rows: 1 });
    expect(await from(-9_000)).toEqual({ next: now - 2_880, rows: 0 });
    expect(await agesLeft(db)).toEqual([5_000]);
  });

  it("of more networks than one statement deletes are all forgotten", async () => {
    const db = await withFacets([3_000, 2_990], 7_000);
    expect(await forgetNetworks(db, now, null, never)).toEqual({ next: now - 2_880, rows: 14_000 });
    expect(await agesLeft(db)).toEqual([]);
  });

  it("wait where there is nothing yet, and when the worker is told to stop", async () => {
    const { db: empty } = await testDatabase();
    expect(await forgetNetworks(empty, now, null, never)).toEqual({ next: null, rows: 0 });
    const db = await withFacets([3_000]);
    expect((await forgetNetworks(db, now, null, AbortSignal.abort())).rows).toBe(0);
    expect(await agesLeft(db)).toEqual([3_000]);
  });
});

describe("consistency", () => {
  async function books(facets: number) {
    const { db } = await testDatabase();
    const start = new Date((now - 300) * 60_000);
    await db.instance.create({ data: { mode: "live", clockAnchor: start, clockStart: start, clockSpeed: 1 } });
    await insertReport(db, now - 5);
    await insertReport(db, now - 5);
    await insertReport(db, now - 5, "repeat");
    await db.minuteBucket.create({ data: bucket(now - 5, 2) });
    const facet = { serviceId: 1, minute: now - 5, dimension: "problem" as const, key: "app" };
    await db.minuteFacet.create({ data: { ...facet, reports: facets } });
    return db;
  }

  it("is well when buckets, counted reports and problem facets agree", async () => {
    expect(await checkConsistency(await books(2), now)).toEqual({
      ok: true,
      minute: now,
      buckets: 2,
      reports: 2,
      facets: 2,
    });
  });

  it("is not when one of them differs", async () => {
    const db = await books(1);
    expect(await checkConsistency(db, now)).toMatchObject({ ok: false, buckets: 2, reports: 2, facets: 1 });
    await db.minuteBucket.updateMany({ data: { reports: 3 } });
    await db.minuteFacet.updateMany({ data: { reports: 2 } });
    expect(await checkConsistency(db, now)).toMatchObject({ ok: false, buckets: 3, reports: 2, facets: 2 });
  });

  it("leaves out the running minute and what was imported before the instance began", async () => {
    const db = await books(2);
    await db.minuteBucket.createMany({ data: [bucket(now, 7), bucket(now - 170, 7)] });
    const start = new Date((now - 60) * 60_000);
    await db.instance.updateMany({ data: { clockStart: start } });
    expect((await checkConsistency(db, now)).ok).toBe(true);
  });
});
