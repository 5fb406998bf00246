import { describe, expect, it } from "vitest";
import { readGaps } from "#lib/buckets/gaps.db.ts";
import { asMinute } from "#lib/buckets/minute.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
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
});
