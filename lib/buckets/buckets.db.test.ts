import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readManySeries, readSeries, readSums, readTotals } from "#lib/buckets/buckets.db.ts";
import { readFacetSeries, readFacets, readManyProblems } from "#lib/buckets/facets.db.ts";
import { asMinute } from "#lib/buckets/minute.ts";
import { addSums } from "#lib/buckets/series.ts";
import { addBucket, addFacet } from "#lib/live/testing/world.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;
const span = { from: asMinute(900), to: asMinute(960) };

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await addBucket(db, 1, 899, { reports: 1_000 });
  await addBucket(db, 1, 900, { reports: 1, works: 2, back: 3, repeats: 4, setAside: 5, networks: 1 });
  await addBucket(db, 1, 904, { reports: 10, networks: 6 });
  await addBucket(db, 1, 905, { reports: 100 });
  await addBucket(db, 1, 960, { reports: 1_000 });
  await addBucket(db, 2, 959, { reports: 7 });
  for (const [minute, key, reports] of [
    [899, "app", 1_000],
    [900, "app", 1],
    [904, "app", 4],
    [904, "login", 6],
    [905, "login", 100],
  ] as const) {
    await addFacet(db, 1, minute, ["problem", key, reports]);
  }
  await addFacet(db, 1, 904, ["country", "DE", 9]);
  await addFacet(db, 1, 904, ["network", "64500", 9]);
  await addFacet(db, 2, 959, ["problem", "app", 7]);
});
afterAll(() => database.close());

describe("buckets", () => {
  it("are summed per UTC-aligned step, from the first minute to before the last", async () => {
    const rows = await readSeries(database.db, 1, span, 5);
    expect(rows).toEqual([
      { minute: 900, reports: 11, works: 2, back: 3, repeats: 4, setAside: 5, networks: 7 },
      { minute: 905, reports: 100, works: 0, back: 0, repeats: 0, setAside: 0, networks: 0 },
    ]);
  });

  it.each([
    [1, [900, 904, 905]],
    [15, [900]],
    [60, [900]],
  ] as const)("in steps of %i begin at %j", async (step, minutes) => {
    expect((await readSeries(database.db, 1, span, step)).map((row) => row.minute)).toEqual(minutes);
  });

  it("are summed over a span, to zeros where there are none", async () => {
    expect((await readSums(database.db, 1, span)).reports).toBe(111);
    expect(await readSums(database.db, 3, span)).toEqual(addSums([]));
  });

  it("of several services are read at once, each over its own span", async () => {
    const asked = [
      { serviceId: 1, span: { from: asMinute(905), to: asMinute(961) } },
      { serviceId: 2, span },
      { serviceId: 3, span },
    ];
    const rows = await readManySeries(database.db, asked, 5);
    expect(rows.toSorted((left, right) => left.minute - right.minute)).toEqual([
      { serviceId: 1, minute: 905, reports: 100 },
      { serviceId: 2, minute: 955, reports: 7 },
      { serviceId: 1, minute: 960, reports: 1_000 },
    ]);
  });

  it("of all services are summed per minute", async () => {
    expect(await readTotals(database.db, { from: asMinute(905), to: asMinute(960) })).toEqual([
      { minute: 905, reports: 100 },
      { minute: 959, reports: 7 },
    ]);
  });
});

describe("facets", () => {
  it("by problem and country come in one reading, largest first, networks never", async () => {
    expect(await readFacets(database.db, 1, span)).toEqual({
      problems: [
        { dimension: "problem", key: "login", reports: 106 },
        { dimension: "problem", key: "app", reports: 5 },
      ],
      countries: [{ dimension: "country", key: "DE", reports: 9 }],
    });
  });

  it("are read per step, oldest first, then largest", async () => {
    const points = [
      { minute: 900, key: "login", reports: 6 },
      { minute: 900, key: "app", reports: 5 },
      { minute: 905, key: "login", reports: 100 },
    ];
    expect(await readFacetSeries(database.db, 1, "problem", span, 5, 4)).toEqual(points);
    expect(await readFacetSeries(database.db, 1, "problem", span, 5, 2)).toEqual(points.slice(0, 2));
  });

  it("by problem of several services are read at once", async () => {
    expect(await readManyProblems(database.db, [1, 2], span)).toEqual([
      { serviceId: 1, key: "login", reports: 106 },
      { serviceId: 1, key: "app", reports: 5 },
      { serviceId: 2, key: "app", reports: 7 },
    ]);
  });
});
