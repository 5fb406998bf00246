import pg from "pg";
import { describe, expect, it } from "vitest";
import { readSizes } from "#bench/queries-sizes.ts";
import { drawWorld, FACET_DAYS, firstMinute, steepness } from "#bench/queries-world.ts";
import { asMinute } from "#lib/buckets/minute.ts";
import { rollUpFacets } from "#lib/buckets/roll-up.db.ts";
import { checkRollUp } from "#lib/buckets/roll-up.job.ts";
import { addService, flatBaseline } from "#lib/live/testing/world.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const TO = 29_700_123;
const SIZE = { services: 300, days: 4, buckets: 20_000, to: TO };

describe("the steepness of a drawn world", () => {
  it.each([SIZE, { ...SIZE, services: 35_000, days: 365, buckets: 50_000_000 }])(
    "gives $services services in $days days $buckets buckets",
    (size) => {
      const scale = steepness(size);
      const shares = Array.from({ length: size.services }, (_, i) => Math.min(0.95, scale / (i + 1)));
      const drawn = shares.reduce((sum, share) => sum + share, 0) * (size.to - firstMinute(size));
      expect(Math.abs(drawn / size.buckets - 1)).toBeLessThan(0.001);
    },
  );
});

describe("a drawn world", () => {
  it("has its services and buckets, sums that the roll-up would have made, and its indexes back", async () => {
    const { db, url } = await testDatabase();
    await addService(db, { slug: "chatgpt" });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const indexes = async () => (await client.query("select indexdef from pg_indexes order by 1")).rows;
    const before = await indexes();
    try {
      await drawWorld(client, SIZE, JSON.stringify(flatBaseline(1)), () => {});
      expect(await indexes()).toEqual(before);
      expect(await db.service.count()).toBe(SIZE.services);
      const buckets = await db.minuteBucket.aggregate({ _count: true, _min: { minute: true }, _max: { minute: true } });
      expect(buckets._count).toBeGreaterThan(SIZE.buckets * 0.95);
      expect(buckets._count).toBeLessThan(SIZE.buckets * 1.05);
      expect(buckets._max.minute).toBe(TO - 1);
      const sizes = await readSizes(client);
      expect(sizes.find(({ name }) => name === "minute_bucket")).toMatchObject({ rows: buckets._count });
      const facets = {
        from: asMinute(Math.floor(TO / 60 - 24 * FACET_DAYS) * 60),
        to: asMinute(Math.floor(TO / 60 - 3) * 60),
      };
      expect(await rollUpFacets(db, facets)).toBeGreaterThan(0);
      for (const day of [0, 1, 2]) {
        const { mended } = await checkRollUp(db, Math.floor((buckets._min.minute ?? 0) / 1_440) + day);
        expect(mended).toBe(0);
      }
      expect(asMinute(buckets._min.minute ?? 0)).toBeGreaterThanOrEqual((Math.floor(TO / 1_440) - 3) * 1_440);
    } finally {
      await client.end();
    }
  });
});
