import { describe, expect, it } from "vitest";
import { type Explained, explainingDb } from "#bench/explaining-db.ts";
import { readSums } from "#lib/buckets/buckets.db.ts";
import { asMinute } from "#lib/buckets/minute.ts";
import { addBucket } from "#lib/live/testing/world.ts";
import { testDatabase } from "#server/testing/test-database.ts";

describe("a database that explains", () => {
  it("answers as without, and tells each statement's name, time and pages", async () => {
    const { db } = await testDatabase();
    await addBucket(db, 1, 900, { reports: 4 });
    const explained: Explained[] = [];
    const telling = explainingDb(db, explained);
    const span = { from: asMinute(880), to: asMinute(960) };
    expect(await readSums(telling, 1, span)).toEqual(await readSums(db, 1, span));
    expect(await readSums(telling, 1, span)).toMatchObject({ reports: 4 });
    expect(explained.map(({ name }) => name)).toEqual(["buckets.read_sums", "buckets.read_sums"]);
    for (const { ms, pages, readPages } of explained) {
      expect(ms).toBeGreaterThan(0);
      expect(pages).toBeGreaterThan(0);
      expect(readPages).toBeLessThanOrEqual(pages);
    }
  });

  it("leaves everything else to the database", async () => {
    const { db } = await testDatabase();
    const explained: Explained[] = [];
    expect(await explainingDb(db, explained).minuteBucket.count()).toBe(0);
    expect(explained).toEqual([]);
  });
});
