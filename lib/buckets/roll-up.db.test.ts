import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readSeries, readSums } from "#lib/buckets/buckets.db.ts";
import { readFacetSeries, readFacets } from "#lib/buckets/facets.db.ts";
import { asMinute, floorToStep, type Minute, parseMinute } from "#lib/buckets/minute.ts";
import { rollUpAgainFrom } from "#lib/buckets/roll-up.db.ts";
import { checkRollUp, OPEN_MINUTES, rollUp } from "#lib/buckets/roll-up.job.ts";
import { ROLL_UP_JOB } from "#lib/buckets/rolled-up.db.ts";
import { addSums, alignSpan, gatherSteps, MAX_SERIES_POINTS, SERIES_STEPS } from "#lib/buckets/series.ts";
import type { Span } from "#lib/buckets/window.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

const never = new AbortController().signal;
const DAY = 1_440;
/** A midnight, three days after the first bucket of the drawn worlds. */
const MIDNIGHT = parseMinute("2026-11-22T00:00Z") ?? asMinute(0);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(clear);

async function clear(): Promise<void> {
  await database.db.$executeRaw`
    truncate minute_bucket, minute_facet, five_minute_bucket, hour_bucket, day_bucket, hour_facet, ingest_minute, ingest_gap, job`;
  await database.db.job.create({ data: { name: ROLL_UP_JOB } });
}

interface Written {
  readonly serviceId: number;
  readonly minute: number;
  readonly reports: number;
}

/** Adds to buckets and facets as the ingest does: one report in three by each problem, all from one country. */
async function write({ db }: TestDatabase, rows: readonly Written[]): Promise<void> {
  for (const { serviceId, minute, reports } of rows) {
    await db.$executeRaw`
      insert into minute_bucket (service_id, minute, reports, works, back, repeats, set_aside, networks)
      values (${serviceId}, ${minute}, ${reports}, ${reports + 1}, 1, 2, 3, ${reports})
      on conflict (service_id, minute) do update
      set reports = minute_bucket.reports + excluded.reports,
        works = minute_bucket.works + excluded.works,
        back = minute_bucket.back + 1,
        repeats = minute_bucket.repeats + 2,
        set_aside = minute_bucket.set_aside + 3`;
    for (const [dimension, key] of [
      ["problem", minute % 3 === 0 ? "app" : "login"],
      ["country", "DE"],
      ["network", "AS1"],
    ] as const) {
      await db.$executeRaw`
        insert into minute_facet (service_id, minute, dimension, key, reports)
        values (${serviceId}, ${minute}, ${dimension}::facet_dimension, ${key}, ${reports})
        on conflict (service_id, minute, dimension, key) do update set reports = minute_facet.reports + excluded.reports`;
    }
  }
}

const cursorOf = async () => (await database.db.job.findUniqueOrThrow({ where: { name: ROLL_UP_JOB } })).cursor;

/** A run of the job; `crashed`: it did its work, and died before it could note how far it had come. */
async function run(now: number, crashed = false): Promise<Minute | null> {
  const cursor = await cursorOf();
  const next = await rollUp(database.db, asMinute(now), cursor === null ? null : asMinute(cursor), never);
  if (!crashed) await database.db.job.update({ where: { name: ROLL_UP_JOB }, data: { cursor: next } });
  return next;
}

/** What the minutes of a service say by themselves. */
async function minutesOf(serviceId: number, span: Span) {
  const rows = await database.db.minuteBucket.findMany({
    where: { serviceId, minute: { gte: span.from, lt: span.to } },
    orderBy: { minute: "asc" },
  });
  return rows.map(({ minute, reports, works, back, repeats, setAside, networks }) => {
    return { minute: asMinute(minute), reports, works, back, repeats, setAside, networks };
  });
}

async function facetsOf(serviceId: number, dimension: "problem" | "country", span: Span) {
  const rows = await database.db.minuteFacet.groupBy({
    by: ["key"],
    where: { serviceId, dimension, minute: { gte: span.from, lt: span.to } },
    _sum: { reports: true },
  });
  return new Map(rows.map((row) => [row.key, row._sum.reports]));
}

/** Everything that is read of a span must be what its minutes say. */
async function expectMinutes(serviceId: number, span: Span): Promise<void> {
  const { db } = database;
  expect(await readSums(db, serviceId, span)).toEqual(addSums(await minutesOf(serviceId, span)));
  const { problems, countries } = await readFacets(db, serviceId, span);
  for (const [dimension, rows] of [["problem", problems] as const, ["country", countries] as const]) {
    expect(new Map(rows.map((row) => [row.key, row.reports]))).toEqual(await facetsOf(serviceId, dimension, span));
  }
  for (const step of SERIES_STEPS) {
    const aligned = alignSpan(span, step);
    const gathered = gatherSteps(await minutesOf(serviceId, aligned), step);
    expect(await readSeries(db, serviceId, aligned, step)).toEqual(gathered);
    const byProblem = await readFacetSeries(db, serviceId, "problem", aligned, step, MAX_SERIES_POINTS);
    const sums = Map.groupBy(byProblem, (row) => row.minute);
    expect([...sums].map(([minute, rows]) => [minute, rows.reduce((sum, row) => sum + row.reports, 0)])).toEqual(
      gathered.map((row) => [row.minute, row.reports]),
    );
  }
}

const offset = fc.integer({ min: -3 * DAY, max: DAY - 1 });
const report = fc.record({
  serviceId: fc.constantFrom(1, 2),
  ago: fc.integer({ min: 0, max: OPEN_MINUTES - 6 }),
  reports: fc.integer({ min: 1, max: 9 }),
});
const turn = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("time" as const), minutes: fc.integer({ min: 0, max: 2_000 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("late" as const), report }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("run" as const), crashed: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("check" as const) }) },
);

describe("what is read", () => {
  it("is what the minutes say, whatever was rolled up, again, in part, or late", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(1, 2), offset, fc.integer({ min: 0, max: 99 })), { maxLength: 12 }),
        fc.array(turn, { maxLength: 10 }),
        fc.array(fc.tuple(offset, fc.integer({ min: 1, max: 5_000 })), { minLength: 2, maxLength: 2 }),
        async (history, turns, spans) => {
          await clear();
          let now = MIDNIGHT - 2 * DAY;
          const past = history.map(([serviceId, at, reports]) => ({ serviceId, minute: MIDNIGHT + at, reports }));
          await write(database, past);
          let checked: number | null = null;
          for (const each of turns) {
            if (each.kind === "time") now += each.minutes;
            if (each.kind === "run") await run(now, each.crashed);
            if (each.kind === "check") checked = (await checkRollUp(database.db, checked)).nextDay;
            if (each.kind === "late") await write(database, [{ ...each.report, minute: now - each.report.ago }]);
          }
          for (const [from, length] of spans) {
            const span = { from: asMinute(MIDNIGHT + from), to: asMinute(MIDNIGHT + from + length) };
            await expectMinutes(1, span);
            await expectMinutes(2, span);
          }
        },
      ),
      { numRuns: 25, endOnFailure: true },
    );
  }, 60_000);

  it("has every minute of any span once, where each has reports and some are summed", async () => {
    const { db } = database;
    await db.minuteBucket.createMany({
      data: Array.from({ length: 12 * 60 }, (_, i) => ({ serviceId: 1, minute: MIDNIGHT + i, reports: 1, works: i })),
    });
    await db.minuteFacet.createMany({
      data: Array.from({ length: 12 * 60 }, (_, i) => {
        return { serviceId: 1, minute: MIDNIGHT + i, dimension: "problem" as const, key: "app", reports: 1 };
      }),
    });
    await run(MIDNIGHT + 7 * 60 + 25 + OPEN_MINUTES);
    const edges = fc.constantFrom(0, 1, 59, 60, 61, 180, 419, 420, 421, 445, 446, 480, 540, 719, 720);
    await fc.assert(
      fc.asyncProperty(edges, edges, async (one, other) => {
        const [from, to] = [asMinute(MIDNIGHT + Math.min(one, other)), asMinute(MIDNIGHT + Math.max(one, other))];
        expect((await readSums(db, 1, { from, to })).reports).toBe(to - from);
        const { problems } = await readFacets(db, 1, { from, to });
        expect(problems[0]?.reports ?? 0).toBe(to - from);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  it("comes from the coarser table where there is one: a chart goes on when its minutes are not touched", async () => {
    const first = MIDNIGHT - 3 * DAY;
    await write(database, [
      { serviceId: 1, minute: first + 7, reports: 5 },
      { serviceId: 1, minute: MIDNIGHT + 300, reports: 3 },
    ]);
    await run(MIDNIGHT + 400);
    await database.db.$executeRaw`update minute_bucket set reports = 100 where minute < ${MIDNIGHT}`;
    const span = { from: asMinute(first), to: asMinute(MIDNIGHT + DAY) };
    for (const step of SERIES_STEPS.slice(1)) {
      const [old, recent] = await readSeries(database.db, 1, span, step);
      expect([old?.reports, recent?.reports]).toEqual([5, 3]);
    }
    expect((await readSeries(database.db, 1, span, 1))[0]?.reports).toBe(100);
  });
});

describe("the roll-up", () => {
  const first = MIDNIGHT - 2 * DAY - 60;
  const old = { serviceId: 1, minute: first, reports: 4 };

  it("sums what is closed for three hours, each level from the finer one, once", async () => {
    const { db } = database;
    await write(database, [old, { ...old, minute: first + 4 }, { ...old, minute: first + 59 }]);
    await write(database, [{ ...old, minute: MIDNIGHT + 30 }]);
    const now = MIDNIGHT + 30 + OPEN_MINUTES;
    expect(await run(now)).toBe(MIDNIGHT + 30);
    const rows = async () => ({
      five: (await db.fiveMinuteBucket.findMany()).map((row) => [row.minute, row.reports, row.works, row.networks]),
      hours: (await db.hourBucket.findMany()).map((row) => [row.minute, row.reports, row.setAside]),
      days: (await db.dayBucket.findMany()).map((row) => [row.minute, row.reports]),
    });
    const start = floorToStep(asMinute(first), 5);
    expect(await rows()).toEqual({
      five: [
        [start, 8, 10, 8],
        [start + 55, 4, 5, 4],
      ],
      hours: [[start, 12, 9]],
      days: [[floorToStep(start, DAY), 12]],
    });
    expect(await run(now)).toBe(MIDNIGHT + 30);
    expect(await run(now + 5)).toBe(MIDNIGHT + 35);
    expect((await rows()).five).toHaveLength(3);
  });

  it("keeps facets per hour, without networks", async () => {
    await write(database, [old, { ...old, minute: first + 1 }]);
    await run(MIDNIGHT + DAY);
    const rows = await database.db.hourFacet.findMany({ orderBy: [{ dimension: "asc" }, { key: "asc" }] });
    expect(rows.map((row) => [row.minute, row.dimension, row.key, row.reports])).toEqual([
      [first, "problem", "app", 4],
      [first, "problem", "login", 4],
      [first, "country", "DE", 8],
    ]);
  });

  it("stores the gaps between the minutes that the ingest wrote down, those before the first bucket too", async () => {
    const minutes = [first - 30, first - 10, first, MIDNIGHT - 5, MIDNIGHT + 3 * DAY];
    await database.db.ingestMinute.createMany({ data: minutes.map((minute) => ({ minute })) });
    await run(MIDNIGHT + DAY);
    const gaps = await database.db.ingestGap.findMany({ orderBy: { fromMinute: "asc" } });
    expect(gaps.map((gap) => [gap.fromMinute, gap.toMinute])).toEqual([
      [first - 29, first - 10],
      [first - 9, first],
      [first + 1, MIDNIGHT - 5],
    ]);
  });

  it("has nothing to do in an empty database", async () => {
    expect(await run(MIDNIGHT)).toBeNull();
  });

  it("takes a long past in pieces of a month, and stands where it was told to stop", async () => {
    await write(database, [{ ...old, minute: MIDNIGHT - 40 * DAY }, old]);
    expect(await run(MIDNIGHT)).toBe(MIDNIGHT - 9 * DAY);
    await expectMinutes(1, { from: asMinute(MIDNIGHT - 41 * DAY), to: MIDNIGHT });
    expect(await rollUp(database.db, MIDNIGHT, asMinute(MIDNIGHT - 9 * DAY), AbortSignal.abort())).toBe(
      MIDNIGHT - 9 * DAY,
    );
    expect(await run(MIDNIGHT)).toBe(MIDNIGHT - OPEN_MINUTES);
    await expectMinutes(1, { from: asMinute(MIDNIGHT - 41 * DAY), to: MIDNIGHT });
  });

  it("goes back behind a clock that ran ahead, so that what counts again is read", async () => {
    await write(database, [old]);
    await run(MIDNIGHT + 2 * DAY);
    await write(database, [{ ...old, minute: MIDNIGHT + 3 }]);
    expect(await run(MIDNIGHT + 4)).toBe(floorToStep(asMinute(MIDNIGHT + 4 - OPEN_MINUTES), 5));
    await expectMinutes(1, { from: asMinute(first), to: asMinute(MIDNIGHT + DAY) });
  });
});

describe("a past that was changed after it was summed", () => {
  const days = [0, 1, 2].map((ago) => MIDNIGHT - 3 * DAY + ago * DAY + 100);
  const whole = { from: asMinute(MIDNIGHT - 3 * DAY), to: asMinute(MIDNIGHT + DAY) };
  const rows = days.map((minute) => ({ serviceId: 1, minute, reports: 2 }));

  it("is mended by the check, which takes the days in turn, and tells how many rows were wrong", async () => {
    await write(database, rows);
    await run(MIDNIGHT + DAY);
    await write(database, [{ serviceId: 1, minute: (days[1] ?? 0) + 1, reports: 7 }]);
    const mended: number[] = [];
    let day: number | null = null;
    for (let turns = 0; turns < 4; turns += 1) {
      const checked = await checkRollUp(database.db, day);
      mended.push(checked.mended);
      day = checked.nextDay;
    }
    // Of the second day: its five minutes, hour and day, and of the hour's facets one by problem and one by country.
    expect(mended).toEqual([0, 5, 0, 0]);
    await expectMinutes(1, whole);
    expect(await checkRollUp(database.db, 9_999_999)).toEqual({ nextDay: MIDNIGHT / DAY - 2, mended: 0 });
  });

  it("is read as minutes at once when its writer sends the roll-up back", async () => {
    await write(database, rows);
    await run(MIDNIGHT + DAY);
    await write(database, rows);
    await rollUpAgainFrom(database.db, asMinute(days[0] ?? 0));
    await expectMinutes(1, whole);
    await run(MIDNIGHT + DAY);
    await expectMinutes(1, whole);
    expect((await database.db.dayBucket.findMany()).map((row) => row.reports)).toEqual([4, 4, 4]);
  });

  it("does not move a roll-up that has not begun, or has not come so far", async () => {
    await rollUpAgainFrom(database.db, MIDNIGHT);
    expect(await cursorOf()).toBeNull();
    await write(database, rows);
    await run(MIDNIGHT - DAY);
    await rollUpAgainFrom(database.db, MIDNIGHT);
    expect(await cursorOf()).toBe(MIDNIGHT - DAY - OPEN_MINUTES);
  });

  it("needs no check before anything was summed", async () => {
    expect(await checkRollUp(database.db, null)).toEqual({ nextDay: null, mended: 0 });
    await write(database, rows);
    expect(await checkRollUp(database.db, 3)).toEqual({ nextDay: null, mended: 0 });
  });
});
