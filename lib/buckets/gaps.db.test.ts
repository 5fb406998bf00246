import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { missedOfQuarter, readGaps, storeGaps } from "#lib/buckets/gaps.db.ts";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import { ROLL_UP_JOB } from "#lib/buckets/rolled-up.db.ts";
import { missedMinutes } from "#lib/buckets/series.ts";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";
import { addBucket } from "#lib/live/testing/world.ts";
import { testDatabase } from "#server/testing/test-database.ts";

async function write(db: PrismaClient, ...minutes: number[]): Promise<void> {
  await db.ingestMinute.createMany({ data: minutes.map((minute) => ({ minute })) });
}

const span = { from: asMinute(100), to: asMinute(200) };

describe("gaps", () => {
  it("lie between minutes that were written down, within the span and across its ends", async () => {
    const { db } = await testDatabase();
    await write(db, 50, 120, 121, 130, 131, 250);
    expect(await readGaps(db, span)).toEqual([
      { from: 51, to: 120 },
      { from: 122, to: 130 },
      { from: 132, to: 250 },
    ]);
  });

  it("are none after the last minute that was written down", async () => {
    const { db } = await testDatabase();
    await write(db, 99, 100, 101);
    expect(await readGaps(db, span)).toEqual([]);
  });

  it("reach to the beginning: the first minute written down, or the first bucket when it was imported", async () => {
    const { db } = await testDatabase();
    await write(db, 150);
    expect(await readGaps(db, span)).toEqual([{ from: 0, to: 150 }]);
    await addBucket(db, 1, 120, { reports: 1 });
    expect(await readGaps(db, span)).toEqual([{ from: 0, to: 120 }]);
    await addBucket(db, 1, 90, { reports: 1 });
    expect(await readGaps(db, span)).toEqual([]);
  });

  it("are unknown in an empty database", async () => {
    const { db } = await testDatabase();
    expect(await readGaps(db, span)).toEqual([]);
  });

  it("are the same wherever the roll-up stands, in whatever pieces it stored them, once or again", async () => {
    const { db } = await testDatabase();
    await db.job.create({ data: { name: ROLL_UP_JOB } });
    const minutes = fc.uniqueArray(fc.integer({ min: 80, max: 220 }), { minLength: 1, maxLength: 30 });
    const rolls = fc.array(fc.integer({ min: 60, max: 240 }), { maxLength: 4 });
    const ends = fc.tuple(fc.integer({ min: 70, max: 230 }), fc.integer({ min: 1, max: 90 }));
    await fc.assert(
      fc.asyncProperty(minutes, rolls, ends, async (written, stops, [from, length]) => {
        await db.$executeRaw`truncate ingest_minute, ingest_gap`;
        await write(db, ...written);
        const asked = { from: asMinute(from), to: asMinute(from + length) };
        await db.job.updateMany({ data: { cursor: null } });
        const gaps = await readGaps(db, asked);
        let stands = asMinute(60);
        for (const stop of stops.toSorted((left, right) => left - right)) {
          await storeGaps(db, { from: stands, to: asMinute(stop) });
          await storeGaps(db, { from: stands, to: asMinute(stop) });
          stands = asMinute(stop);
        }
        await db.job.updateMany({ data: { cursor: stands } });
        const touching = ({ from: start, to }: { from: number; to: number }) => to >= asked.from && start <= asked.to;
        expect(await readGaps(db, asked)).toEqual(gaps.filter(touching));
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it("hold as many minutes of a quarter of an hour in a list's statement as when they are read", async () => {
    const { db } = await testDatabase();
    const minutes = fc.uniqueArray(fc.integer({ min: 90, max: 130 }), { maxLength: 25 });
    const bucket = fc.option(fc.integer({ min: 90, max: 130 }));
    await fc.assert(
      fc.asyncProperty(minutes, bucket, fc.integer({ min: 80, max: 125 }), async (written, imported, start) => {
        await db.$executeRaw`truncate ingest_minute, minute_bucket`;
        await write(db, ...written);
        if (imported !== null) await addBucket(db, 1, imported, { reports: 1 });
        const first = asMinute(start);
        const quarter = { from: first, to: addMinutes(first, 15) };
        const missed = missedMinutes(quarter, await readGaps(db, quarter));
        expect(await db.$queryRaw`select ${missedOfQuarter(Prisma.sql`${first}::int`)} as missed`).toEqual([
          { missed },
        ]);
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it("are forgotten when their minutes were written down after all", async () => {
    const { db } = await testDatabase();
    await db.job.create({ data: { name: ROLL_UP_JOB, cursor: 200 } });
    await write(db, 100, 110, 120);
    const day = { from: asMinute(0), to: asMinute(200) };
    expect(await storeGaps(db, day)).toBe(2);
    await write(db, 104, ...Array.from({ length: 9 }, (_, i) => 111 + i));
    expect(await storeGaps(db, day)).toBe(2);
    expect(await storeGaps(db, day)).toBe(0);
    expect(await readGaps(db, { from: asMinute(100), to: asMinute(130) })).toEqual([
      { from: 101, to: 104 },
      { from: 105, to: 110 },
    ]);
  });
});
