import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import { expectedNetworks, SLOTS_PER_DAY } from "#lib/detection/baseline.ts";
import { judgedCountries, mayRise, usualSums } from "#lib/detection/countries.ts";
import { expectation } from "#lib/detection/expectation.ts";
import { judge } from "#lib/detection/judge.ts";
import { NO_MEMORY } from "#lib/detection/memory.ts";
import { RECENT_MINUTES, recentSums } from "#lib/detection/recent.ts";
import { scan } from "#lib/detection/scan.ts";
import type { Sources } from "#lib/detection/sources.ts";
import { flatBaseline, inputAt, judgeAll, minutesOf, NOON, runsOf, type Told } from "#lib/detection/testing/minutes.ts";
import { evenSources, sourcesOf } from "#lib/detection/testing/sources.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** So many countries whose codes begin with a letter, each with as many networks. */
const times = (letter: string, count: number, networks: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [letter + String.fromCharCode(65 + i), networks]));

describe("countries that are judged by their own counts", () => {
  it.each([
    ["those with enough networks", { DE: 500, FR: 400, NL: limits.countryNetworks - 1 }, ["DE", "FR"]],
    ["none that is nearly the whole", { US: 9_500, CA: 500 }, ["CA"]],
    ["none of a service that nobody reports", {}, []],
    ["those with just enough, and nine of ten at most", { US: 360, CA: limits.countryNetworks }, ["CA", "US"]],
    ["the largest twelve", { ...times("A", 8, 100), ...times("B", 12, 101) }, Object.keys(times("B", 12, 101))],
    [
      "of equals the first by their codes",
      { ...times("B", 10, 100), ...times("A", 10, 100) },
      [...Object.keys(times("A", 10, 100)), "BA", "BB"],
    ],
  ])("are %s", (_, networks, countries) => {
    expect(judgedCountries(networks)).toEqual(countries);
  });

  it("are told in the order of their codes, however they came", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.nat(1_000)), (networks) => {
        const judged = judgedCountries(networks);
        expect(judged).toEqual([...judged].sort());
        expect(judgedCountries(Object.fromEntries(Object.entries(networks).reverse()))).toEqual(judged);
      }),
    );
  });
});

/** A service with 20 networks a minute in all, one of them in Germany, which fails at `from` for `minutes`. */
function germanOutage(minutes: number, after: number, height = 8): Told {
  const own = [...minutesOf(10, 1), ...minutesOf(minutes, height), ...minutesOf(after, 1)];
  const whole = own.map((count) => count + 19);
  const past = minutesOf(RECENT_MINUTES, 1);
  return {
    networks: whole,
    before: () => 20,
    baseline: flatBaseline(20),
    countries: [{ country: "DE", own: [...past, ...own] }],
  };
}

describe("the look before the forecast", () => {
  it("passes over nothing that a scan would find", () => {
    const counts = fc.array(fc.oneof(fc.nat(3), fc.nat(60)), { minLength: 30, maxLength: 60 });
    fc.assert(
      fc.property(counts, fc.double({ min: 0.01, max: 20, noNaN: true }), fc.boolean(), (networks, level, shared) => {
        const input = inputAt({ networks, baseline: flatBaseline(level) }, networks.length - 1, NO_MEMORY);
        const sums = recentSums(input);
        const expected = expectation(input, sums, input.baseline, NO_MEMORY, 1);
        const options = {
          maxMinutes: RECENT_MINUTES,
          sharedCause: shared,
          extraEvidence: limits.countryExtra,
          few: true,
        };
        const found = scan(sums, sums.networks, expected, options).level !== "none";
        const usual = usualSums({ baseline: flatBaseline(level) }, input.minute, input.known);
        expect(mayRise(sums.networks, usual) || !found).toBe(true);
      }),
    );
  });

  it("believes four networks where next to nothing is usual, and adds up the minutes that end with the judged one", () => {
    const known = Array.from({ length: RECENT_MINUTES }, () => true);
    expect(
      [3, 4].map((networks) =>
        mayRise(
          () => networks,
          () => 0.001,
        ),
      ),
    ).toEqual([false, true]);
    const baseline = flatBaseline(1, { shape: Array.from({ length: SLOTS_PER_DAY }, (_, slot) => slot / 72) });
    const usual = usualSums({ baseline }, NOON, known);
    expect(usual(1)).toBeCloseTo(expectedNetworks(baseline, NOON), 9);
    expect(usual(2)).toBeCloseTo(usual(1) + expectedNetworks(baseline, addMinutes(NOON, -1)), 9);
  });

  it("passes over a country that is as busy as usual", () => {
    const known = Array.from({ length: RECENT_MINUTES }, () => true);
    const usual = usualSums({ baseline: flatBaseline(1) }, NOON, known);
    const as = (level: number) => mayRise((minutes) => level * minutes, usual);
    expect([as(0.5), as(1), as(8)]).toEqual([false, false, true]);
  });
});

describe("an outage of one country", () => {
  it("is seen where the whole drowns it, and says where", () => {
    const { verdicts } = judgeAll(germanOutage(20, 0));
    const outage = verdicts.find((verdict) => verdict.state === "outage");
    expect(outage).toMatchObject({ country: "DE", episode: { country: "DE" } });
    expect(outage?.reason).toMatch(/^\d+ reports from Germany in /);
    expect(judgeAll({ ...germanOutage(20, 0), countries: [] }).verdicts.some(({ state }) => state === "outage")).toBe(
      false,
    );
  });

  it("is followed there to its end, once", () => {
    expect(runsOf(germanOutage(30, 60))).toMatch(/^normal \d+, (possible \d+, )?outage \d+, normal \d+$/);
  });

  it("becomes one of the whole when the whole is seen to fail, and stays one outage", () => {
    const local = germanOutage(15, 0);
    const everywhere = [...local.networks, ...minutesOf(15, 200)];
    const own = local.countries?.map((one) => ({ ...one, own: [...one.own, ...minutesOf(15, 10)] }));
    const { verdicts } = judgeAll({ ...local, networks: everywhere, ...(own === undefined ? {} : { countries: own }) });
    const flagged = verdicts.filter(({ episode }) => episode !== null);
    expect(new Set(flagged.map(({ episode }) => episode?.start)).size).toBe(1);
    expect(flagged.at(0)?.country).toBe("DE");
    expect(verdicts.at(-1)).toMatchObject({ country: null, episode: { country: null } });
  });

  it("is judged the same from the deciding country's counts alone", () => {
    const told = germanOutage(20, 0);
    const { memory } = judgeAll({ ...told, networks: told.networks.slice(0, -1) });
    const input = inputAt(told, told.networks.length - 1, memory);
    const calm = {
      country: "FR",
      name: "France",
      reports: input.reports.map(() => 1),
      networks: input.reports.map(() => 1),
      baseline: flatBaseline(1),
    };
    const both = judge({ ...input, countries: [...input.countries, calm] });
    expect(both).toEqual(judge(input));
  });

  it("is not continued by another country's, which has a start of its own; its own country's return is", () => {
    const german = [...minutesOf(10, 1), ...minutesOf(30, 9), ...minutesOf(80, 1)];
    const calm = minutesOf(german.length, 1);
    const failing = minutesOf(10, 9);
    const back = (de: readonly number[], fr: readonly number[]) => {
      const own = [
        { country: "DE", own: [...minutesOf(RECENT_MINUTES, 1), ...german, ...de] },
        { country: "FR", own: [...minutesOf(RECENT_MINUTES, 1), ...calm, ...fr] },
      ];
      const networks = [...german, ...de].map((count, i) => 18 + count + ([...calm, ...fr][i] ?? 0));
      return judgeAll({ networks, before: () => 20, baseline: flatBaseline(20), countries: own });
    };
    const flagged = (told: ReturnType<typeof back>) => {
      const opened = told.verdicts.findLast(
        ({ episode }, i) => episode !== null && told.verdicts[i - 1]?.episode === null,
      );
      return { country: opened?.country, start: opened?.episode?.start, continues: opened?.continues };
    };
    const abroad = back(minutesOf(10, 1), failing);
    expect(flagged(abroad)).toEqual({ country: "FR", start: NOON + german.length, continues: false });
    expect(abroad.memory.closed?.country).toBe("DE");
    expect(flagged(back(failing, minutesOf(10, 1)))).toEqual({ country: "DE", start: NOON + 10, continues: true });
  });

  it("is over for another country that failed with it, and opens no second time there", () => {
    const own = (height: number) => [...minutesOf(RECENT_MINUTES, 1), ...minutesOf(10, 1), ...minutesOf(100, height)];
    const both = [
      { country: "DE", own: [...own(9), ...minutesOf(60, 1)] },
      { country: "FR", own: [...own(6), ...minutesOf(60, 1)] },
    ];
    const networks = [...minutesOf(10, 40), ...minutesOf(100, 53), ...minutesOf(60, 40)];
    const { verdicts } = judgeAll({ networks, before: () => 40, baseline: flatBaseline(40), countries: both });
    const opened = verdicts.filter(({ episode }, i) => episode !== null && (verdicts[i - 1]?.episode ?? null) === null);
    expect(opened.map(({ country }) => country)).toEqual(["DE"]);
    expect(verdicts.filter(({ end }) => end !== null).map(({ country }) => country)).toEqual(["DE"]);
  });

  it("goes on in another country that still fails when it is calm where it was seen first, as the same outage", () => {
    const usual = minutesOf(RECENT_MINUTES + 10, 1);
    const both = [
      { country: "DE", own: [...usual, ...minutesOf(60, 9), ...minutesOf(150, 1)] },
      { country: "FR", own: [...usual, ...minutesOf(10, 1), ...minutesOf(110, 6), ...minutesOf(90, 1)] },
    ];
    const networks = both[0]?.own
      .slice(RECENT_MINUTES)
      .map((de, i) => 38 + de + (both[1]?.own[RECENT_MINUTES + i] ?? 0));
    const { verdicts } = judgeAll({
      networks: networks ?? [],
      before: () => 40,
      baseline: flatBaseline(40),
      countries: both,
    });
    const ends = verdicts.flatMap(({ end, country }) => (end === null ? [] : [{ country, ...end }]));
    const [calmed, over] = [NOON + 70, NOON + 130];
    expect(new Set(verdicts.flatMap(({ episode }) => (episode === null ? [] : [episode.start])))).toEqual(
      new Set([NOON + 10]),
    );
    expect(verdicts.find(({ minute }) => minute === calmed - 1)?.episode?.country).toBe("DE");
    expect(verdicts.find(({ minute }) => minute === over - 1)?.episode?.country).toBe("FR");
    expect(ends).toHaveLength(1);
    expect(ends[0]?.from).toBeGreaterThanOrEqual(over - 15);
    expect(ends[0]?.to).toBeLessThanOrEqual(over + 20);
  });

  it("comes from several providers of that country: one can claim it as often as it likes", () => {
    const told = germanOutage(20, 0);
    const states = (sources: Sources) => new Set(judgeAll({ ...told, sources }).verdicts.map(({ state }) => state));
    const elsewhere = evenSources(60, 20);
    const crowd = Object.fromEntries(Object.entries(evenSources(12, 12)).map(([key, counts]) => [`${key} DE`, counts]));
    expect(states({ ...elsewhere, ...crowd })).toContain("outage");
    const one = states({ ...elsewhere, ...sourcesOf({ "AS666 DE": 144 }) });
    expect(one).not.toContain("outage");
  });

  it("needs a country that is known for days", () => {
    const input = inputAt(germanOutage(20, 0), 29, NO_MEMORY);
    const young = input.countries.map((one) => ({ ...one, baseline: flatBaseline(1, { days: 1 }) }));
    expect(judge({ ...input, countries: young }).verdict).toMatchObject({ minute: NOON + 29, country: null });
  });
});

describe("a country after an outage of the whole", () => {
  const late = (minutes: number) => (minutes < 0 ? 0 : 6 * Math.exp(-minutes / limits.tailDecay));
  const [from, fell] = [10, 90];
  /** A fortieth of all reports comes from Germany, which rises by itself to so many a minute some time after the outage of all. */
  const riseAfter = (minutes: number, height: number): Told => {
    const begins = fell + 20 + minutes;
    const outage = (i: number) => (i >= from && i < fell ? 150 : 0) + late(i - fell);
    const german = (i: number) => (i >= begins ? height - 1 : 0);
    const index = Array.from({ length: begins + 30 }, (_, i) => i);
    const all = index.map((i) => 40 + outage(i) + german(i));
    const before = Array.from({ length: RECENT_MINUTES - 1 }, () => 1);
    const own = [...before, ...index.map((i) => 1 + outage(i) / 40 + german(i))];
    return { networks: all, before: () => 40, baseline: flatBaseline(40), countries: [{ country: "DE", own }] };
  };

  it.each([
    [60, 12, 2],
    [130, 12, 2],
    [60, 6, 6],
    [130, 6, 6],
    [180, 6, 6],
  ])(
    "is seen to fail by itself %i minutes later, at %i times its usual within %i minutes",
    (minutes, height, within) => {
      const told = riseAfter(minutes, height);
      const begins = fell + 20 + minutes;
      const { verdicts } = judgeAll(told);
      expect(verdicts.findIndex(({ end }) => end !== null)).toBeLessThan(begins);
      const flagged = verdicts.findIndex(({ episode }, i) => i >= begins && episode?.country === "DE");
      expect(flagged).toBeGreaterThanOrEqual(begins);
      expect(flagged - begins + 1).toBeLessThanOrEqual(within);
    },
  );

  it("leaves what is remembered of the outage of the whole as it was", () => {
    const told = riseAfter(60, 12);
    const { memory } = judgeAll({ ...told, networks: told.networks.slice(0, fell + 50) });
    const closed = memory.closed;
    expect(closed).toMatchObject({ country: null });
    expect(judgeAll({ ...told, networks: told.networks.slice(0, fell + 78) }).memory.closed).toEqual(closed);
    expect(judgeAll({ ...told, networks: told.networks.slice(0, fell + 84) }).memory.closed).toEqual(closed);
  });
});
