import { describe, expect, it, vi } from "vitest";
import { asMinute, type Minute, parseMinute } from "#lib/buckets/minute.ts";
import { makePartitions } from "#lib/buckets/partitions.job.ts";
import { forgetKeys, forgetNetworks, retain } from "#lib/buckets/retention.job.ts";
import { log } from "#lib/log.ts";
import { beat } from "#server/testing/fed.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const never = new AbortController().signal;
const now = parseMinute("2026-11-22T12:34Z") ?? asMinute(0);
const today = Math.floor(now / 1440);

/** A database whose fronts have run for the last hour. */
async function databaseOfAnHour() {
  const made = await testDatabase();
  await beat(made.db, { from: asMinute(now - 59), to: asMinute(now + 1) });
  return made;
}

describe("the retention", () => {
  it("deletes nothing by a clock that was ahead for less than an hour: salts, address blocks, keys, counts by network; it does when the clock stays there", async () => {
    const { db } = await databaseOfAnHour();
    const uuid = "00000000-0000-4000-8000-000000000000";
    await db.daySalt.create({ data: { day: today, salt: Buffer.alloc(32) } });
    const minutes = { sinceMinute: now, lastMinute: now };
    await db.blockWindow.create({ data: { serviceId: 1, network: uuid, counted: [], ...minutes } });
    await db.idempotencyKey.create({
      data: { key: uuid, bodyHash: Buffer.alloc(1), serviceId: 1, minute: now, reportId: uuid },
    });
    await db.minuteBucket.create({ data: { serviceId: 1, minute: now, reports: 1, networks: 1 } });
    const facet = { serviceId: 1, minute: now, dimension: "network" as const, key: "AS1", reports: 1 };
    await db.minuteFacet.create({ data: facet });
    const ahead = asMinute(now + 3 * 1440);
    await beat(db, { from: asMinute(ahead - 58), to: asMinute(ahead + 1) });
    const left = async () => [
      await db.daySalt.count(),
      await db.blockWindow.count(),
      await db.idempotencyKey.count(),
      await db.minuteFacet.count(),
    ];
    const forget = async (at: Minute) => {
      await retain(db, at, 30, never);
      await forgetKeys(db, at, never);
      return forgetNetworks(db, at, now, never);
    };
    expect(await forget(ahead)).toEqual({ next: now, rows: 0 });
    expect(await left()).toEqual([1, 1, 1, 1]);
    const still = asMinute(ahead + 1);
    await beat(db, { from: still, to: asMinute(still + 1) });
    await forget(still);
    expect(await left()).toEqual([0, 0, 0, 0]);
  });

  it("says once an hour that raw reports are old by a clock that it does not trust, not with each run", async () => {
    const { db } = await databaseOfAnHour();
    const written = vi.spyOn(log, "warn").mockReturnValue();
    await makePartitions(db, now, never);
    const ahead = asMinute(now + 40 * 1440);
    const monotonic = vi.spyOn(performance, "now");
    for (let run = 0; run <= 60; run += 1) {
      monotonic.mockReturnValue(1e9 + run * 60_000);
      await retain(db, ahead, 30, never);
    }
    expect(written.mock.calls).toEqual(Array(2).fill([{ days: expect.any(Number) }, expect.stringContaining("old")]));
  });

  it("deletes the salts of days to come, which a clock that was ahead has made, but not tomorrow's", async () => {
    const { db } = await databaseOfAnHour();
    const salt = Buffer.alloc(32);
    await db.daySalt.createMany({ data: [0, 1, 2, 400].map((ahead) => ({ day: today + ahead, salt })) });
    await retain(db, now, 30, never);
    const days = await db.daySalt.findMany({ orderBy: { day: "asc" } });
    expect(days.map(({ day }) => day)).toEqual([today, today + 1]);
  });
});
