import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readScenario } from "#bench/read-scenario.ts";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import { SERIES_STEPS } from "#lib/buckets/series.ts";
import { expectedForStep } from "#lib/detection/range.ts";
import { buildReceived, worksPercent } from "#lib/live/build-answers.ts";
import { buildHome } from "#lib/live/build-home.ts";
import { buildPlaces, countryName } from "#lib/live/build-places.ts";
import { buildPoint, buildSparkline, expected15, sparklineSpan } from "#lib/live/build-series.ts";
import { buildShares } from "#lib/live/build-shares.ts";
import { buildSummaries, byUrgency } from "#lib/live/build-summaries.ts";
import { expectedOf } from "#lib/live/expected-of.ts";
import { asRangeKey, RANGE_KEYS, RANGES, rangeSpan } from "#lib/live/range.ts";
import { bucketAt, STAMP, serviceSummary } from "#lib/live/testing/live-fixtures.ts";
import { flatBaseline, NOW } from "#lib/live/testing/world.ts";

describe("shares", () => {
  const rows = fc.uniqueArray(
    fc.record({ key: fc.string({ minLength: 1 }), reports: fc.integer({ min: 1, max: 100_000 }) }),
    {
      selector: (row) => row.key,
      minLength: 1,
      maxLength: 12,
    },
  );

  it("sum to 100, and each is within one of its exact value", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const total = given.reduce((sum, row) => sum + row.reports, 0);
        const shares = buildShares(given);
        expect(shares.reduce((sum, share) => sum + share.percent, 0)).toBe(100);
        for (const share of shares) expect(Math.abs(share.percent - (share.reports * 100) / total)).toBeLessThan(1);
      }),
    );
  });

  it("of AT&T on 22 February 2024, which the press printed as 57, 35 and 9, sum to 100", () => {
    const att = readScenario("att-2024-02-22").services.find(({ slug }) => slug === "att");
    const rows = Object.entries(att?.problems ?? {}).map(([key, part]) => ({
      key,
      reports: Math.round(part * 74_000),
    }));
    const shares = buildShares(rows);
    expect(shares).toHaveLength(3);
    expect(shares.map(({ percent }) => percent).toSorted((one, other) => other - one)[0]).toBe(56);
    expect(shares.reduce((sum, { percent }) => sum + percent, 0)).toBe(100);
    const printed = [57, 35, 9].map((reports, index) => ({ key: `p${index}`, reports }));
    expect(buildShares(printed).reduce((sum, { percent }) => sum + percent, 0)).toBe(100);
  });

  it("stand largest first, with the reporter's words", () => {
    const shares = buildShares([
      { key: "app", reports: 1 },
      { key: "login", reports: 2 },
    ]);
    expect(shares).toEqual([
      { key: "login", label: "Log in", reports: 2, percent: 67 },
      { key: "app", label: "App", reports: 1, percent: 33 },
    ]);
  });

  it("of nothing are none", () => {
    expect(buildShares([])).toEqual([]);
    expect(buildShares([{ key: "app", reports: 0 }])).toEqual([]);
  });
});

describe("places", () => {
  it("below 5 are published without their count, and in an order that does not tell it", () => {
    const places = buildPlaces([
      { key: "SE", reports: 4 },
      { key: "DE", reports: 1 },
      { key: "US", reports: 5 },
      { key: "FR", reports: 50 },
    ]);
    expect(places.map(({ key, reports }) => [key, reports])).toEqual([
      ["FR", 50],
      ["US", 5],
      ["DE", null],
      ["SE", null],
    ]);
  });

  it.each([
    ["DE", "Germany"],
    ["XK", "Kosovo"],
    ["us", "us"],
    ["", ""],
    ["<b>", "<b>"],
  ])("%s is called %s", (key, name) => {
    expect(countryName(key)).toBe(name);
  });
});

describe("answers", () => {
  it.each([
    [{ reports: 19, works: 0 }, null],
    [{ reports: 20, works: 0 }, 0],
    [{ reports: 13, works: 7 }, 35],
    [{ reports: 0, works: 20 }, 100],
  ])("%o: %s percent say that it works", (sums, percent) => {
    expect(worksPercent(sums)).toBe(percent);
  });

  it("every received report is counted, repeat or set aside", () => {
    const sums = { reports: 10, works: 5, back: 1, repeats: 3, setAside: 2, networks: 8 };
    expect(buildReceived(sums)).toEqual({ counted: 16, repeats: 3, setAside: 2, received: 21 });
  });
});

describe("expectations", () => {
  it("are null without a baseline, and nothing else is", () => {
    const step = bucketAt(NOW, 3);
    expect(buildPoint(step, 1, null)).toMatchObject({ reports: 3, expected: null, low: null, high: null });
    expect(expected15(NOW, null)).toBeNull();
  });

  it("are published with two decimals, the range in whole reports", () => {
    const point = buildPoint(bucketAt(NOW, 3), 1, () => ({ expected: 1.23456, low: 0, high: 5 }));
    expect(point).toMatchObject({ expected: 1.23, low: 0, high: 5 });
  });

  it("are the detector's, asked once or again, for days that begin on another day there too", () => {
    const shape = Array.from({ length: 144 }, (_, i) => 0.5 + i / 144);
    const days = { dayTypes: [1, 0.7, 0.6] as [number, number, number], clock: [{ from: asMinute(0), offset: -300 }] };
    const baseline = { ...flatBaseline(3), ...days, shape, phi: 0.1 };
    const expected = expectedOf(baseline);
    for (const day of [0, 1, 2, 3, 4, 5, 6]) {
      for (const step of SERIES_STEPS) {
        const minute = addMinutes(NOW, day * 1_440);
        expect(expected(minute, step)).toEqual(expectedForStep(baseline, minute, step));
        expect(expected(minute, step)).toEqual(expectedForStep(baseline, minute, step));
      }
    }
  });
});

describe("a sparkline", () => {
  it("has 72 steps of 5 minutes that end with the one under way", () => {
    const span = sparklineSpan(NOW);
    expect(span.to - span.from).toBe(360);
    expect(span.to).toBeGreaterThan(NOW);
    const values = buildSparkline(
      new Map([
        [span.from, 1],
        [addMinutes(span.to, -5), 9],
        [span.to, 100],
      ]),
      span,
      [],
    );
    expect(values).toHaveLength(72);
    expect([values[0], values[70], values[71]]).toEqual([1, 0, 9]);
  });

  it("knows nothing of a step of which half or more lies in a gap of ours", () => {
    const span = sparklineSpan(NOW);
    const gap = { from: addMinutes(span.from, 8), to: addMinutes(span.from, 17) };
    const values = buildSparkline(new Map([[addMinutes(span.from, 10), 3]]), span, [gap]);
    expect(values.slice(0, 5)).toEqual([0, 0, null, 0, 0]);
    expect(buildSparkline(new Map(), span, [{ ...gap, from: addMinutes(span.from, 7) }])[1]).toBeNull();
  });
});

describe("ranges", () => {
  it.each(RANGE_KEYS)("%s is drawn whole, in at most 500 points, up to the step under way", (range) => {
    const { span, step } = rangeSpan(range, NOW);
    expect(span.to - span.from).toBe(RANGES[range]);
    expect((span.to - span.from) / step).toBeLessThanOrEqual(500);
    expect(span.to).toBeGreaterThan(NOW);
    expect(span.to - step).toBeLessThanOrEqual(NOW);
  });

  it.each(["", "2h", "24H", "__proto__", "24h "])("%j is none", (text) => {
    expect(asRangeKey(text)).toBeNull();
  });
});

describe("lists of services", () => {
  it("stand by state, then by reports, then by name", () => {
    const rows = [
      serviceSummary({ slug: "n", state: "normal", reports15: 500 }),
      serviceSummary({ slug: "u", state: "unconfirmed", reports15: 100 }),
      serviceSummary({ slug: "b", reports15: 5 }),
      serviceSummary({ slug: "a", reports15: 5 }),
      serviceSummary({ slug: "p", state: "possible", reports15: 50 }),
      serviceSummary({ slug: "o", reports15: 9 }),
    ];
    expect(rows.sort(byUrgency).map((row) => row.slug)).toEqual(["o", "a", "b", "p", "u", "n"]);
  });

  it("carry sparkline, expectation and top problem of each", () => {
    const row = {
      id: 1,
      slug: "a",
      name: "A",
      category: "ai",
      state: "outage",
      since: NOW,
      incidentId: null,
      reports15: 9,
    } as const;
    const [summary, other] = buildSummaries(
      {
        rows: [row, { ...row, id: 2, slug: "b" }],
        sparklines: new Map([[1, [1, 2, 3]]]),
        problems: [
          { serviceId: 1, key: "app", reports: 1 },
          { serviceId: 1, key: "login", reports: 3 },
        ],
        expected: new Map([[1, expectedOf(flatBaseline(2))]]),
      },
      NOW,
    );
    expect(summary).toMatchObject({ sparkline: [1, 2, 3], expected15: 30, topProblem: { key: "login", percent: 75 } });
    expect(other).toMatchObject({ sparkline: [], expected15: null, topProblem: null });
  });
});

describe("the home page", () => {
  it("sorts services by state, and names every category", () => {
    const home = buildHome({
      causes: [],
      stamp: STAMP,
      services: [
        serviceSummary(),
        serviceSummary({ slug: "p", state: "possible" }),
        serviceSummary({ slug: "u", state: "unconfirmed" }),
      ],
      notNormal: [
        { slug: "chatgpt", state: "outage" },
        { slug: "p", state: "possible" },
        { slug: "u", state: "unconfirmed" },
        { slug: "w", state: "unconfirmed" },
      ],
      categories: [{ key: "ai", services: 40, notNormal: 3 }],
      incidents: [],
      reports24h: 7,
    });
    expect([home.failing, home.possible, home.unconfirmed].map((list) => list.length)).toEqual([1, 1, 1]);
    expect(home).toMatchObject({ counts: { outage: 1, possible: 1, unconfirmed: 2 }, unlisted: ["w"] });
    expect(home.categories.find((category) => category.key === "ai")).toEqual({
      key: "ai",
      name: "AI",
      services: 40,
      notNormal: 3,
    });
    expect(home.categories.find((category) => category.key === "games")?.services).toBe(0);
    expect(home).toMatchObject({ services: 40, reports24h: 7, asOf: STAMP.asOf, mode: "live" });
  });
});
