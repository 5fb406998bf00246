import { describe, expect, it } from "vitest";
import type { Minute } from "#lib/buckets/minute.ts";
import { type Calming, calmSince, endOf, evidenceOfEnd } from "#lib/detection/ending.ts";
import { expectation } from "#lib/detection/expectation.ts";
import { type Episode, NO_MEMORY } from "#lib/detection/memory.ts";
import { recentSums } from "#lib/detection/recent.ts";
import { episodeOf } from "#lib/detection/testing/episode.ts";
import { afterNoon, flatBaseline, inputAt, minutesOf, NOON } from "#lib/detection/testing/minutes.ts";
import { limits } from "#lib/detection/thresholds.ts";

interface Reports {
  /** By minute from the start of the outage on. */
  readonly networks: readonly number[];
  /** What is usual in a minute. */
  readonly usual?: number;
  readonly gaps?: readonly number[];
  readonly reportsPerNetwork?: number;
}

/** An outage in the last of these minutes. */
function calmingOf(
  { networks, usual = 2, gaps = [], reportsPerNetwork = 1 }: Reports,
  rest: Partial<Episode>,
): Calming {
  const episode = episodeOf(rest);
  const baseline = flatBaseline(usual, { reportsPerNetwork });
  const input = inputAt({ networks, baseline, gaps }, networks.length - 1, NO_MEMORY);
  const memory = { ...NO_MEMORY, state: "outage" as const, episode };
  const sums = recentSums(input);
  const expected = expectation(input, sums, input.baseline, memory, 1);
  return { sums, expected, episode, minute: input.minute };
}

/** Minutes after the start of the outage in which the last one of the first calm quarter lies; null while nothing is calm. */
function calmFrom(reports: Reports, rest: Partial<Episode> = {}): number | null {
  const since = calmSince(calmingOf(reports, rest));
  return since === null ? null : since - NOON;
}

/** Whether the last 15 minutes of these reports are calm; 30 in 15 minutes are usual. */
const calm = (networks: readonly number[], rest: Partial<Episode> = {}, gaps: readonly number[] = []) =>
  calmFrom({ networks, gaps }, rest) !== null;

/** `count` minutes with a report in every `every`th of them, the last one first. */
const rarely = (count: number, every: number) => Array.from({ length: count }, (_, i) => (i % every === 0 ? 1 : 0));

describe("calm", () => {
  it.each([
    ["as many as usual", minutesOf(75, 2), true],
    ["three in two minutes where two are usual", minutesOf(75, 3), false],
    ["a small rest of the peak after a sharp fall", [...minutesOf(40, 900), ...minutesOf(20, 25)], true],
    ["the same rest after a slow fade", [...minutesOf(60, 60), ...minutesOf(20, 25)], false],
    ["a large rest after a sharp fall", [...minutesOf(40, 900), ...minutesOf(20, 80)], false],
  ])("%s: %#", (_, networks, expected) => {
    expect(calm(networks)).toBe(expected);
  });

  // A quarter of 375 reports, and one of five times as many: 125 a minute.
  it.each([
    ["three quarters before", [125, 60, 60], true],
    ["two quarters before", [60, 125, 60], true],
    ["in no quarter of the hour", [124, 124, 124], false],
  ])("is a rest that held five times as many %s", (_, [first = 0, second = 0, third = 0], expected) => {
    const hour = [...minutesOf(15, first), ...minutesOf(15, second), ...minutesOf(15, third), ...minutesOf(15, 25)];
    expect(calm([...minutesOf(30, 60), ...hour])).toBe(expected);
  });

  it("is not broken by a little more while it is being held", () => {
    const networks = [...minutesOf(40, 900), ...minutesOf(20, 50)];
    expect(calm(networks)).toBe(false);
    expect(calm(networks, { calmSince: afterNoon(50) })).toBe(true);
  });

  // 30 are usual, with a standard deviation of sqrt(30 + 0.045 * 30 * 30) = 8.4: 1.5 of it are 12.6, and half as much again 18.9.
  it.each([
    [42, true, true],
    [43, false, true],
    [48, false, true],
    [49, false, false],
  ])("of %i reports in a quarter is as usual: %s, and goes on: %s", (reports, begins, goesOn) => {
    const quarter = Array.from(
      { length: 15 },
      (_, i) => Math.floor(((i + 1) * reports) / 15) - Math.floor((i * reports) / 15),
    );
    const networks = [...minutesOf(60, 20), ...quarter];
    expect(calm(networks, { peak15: 300 })).toBe(begins);
    expect(calm(networks, { peak15: 300, calmSince: afterNoon(61) })).toBe(goesOn);
  });

  it("goes on as it was where nothing is expected", () => {
    const input = inputAt({ networks: minutesOf(75, 2) }, 74, NO_MEMORY);
    const sums = recentSums(input);
    const expected = { ...expectation(input, sums, input.baseline, NO_MEMORY, 1), window: () => null };
    const since = (before: Minute | null) =>
      calmSince({ sums, expected, episode: episodeOf({ calmSince: before }), minute: input.minute });
    expect([null, afterNoon(60)].map(since)).toEqual([null, afterNoon(60)]);
  });

  it("cannot be told from a few known minutes", () => {
    const gaps = Array.from({ length: 10 }, (_, i) => 65 + i);
    expect(calm(minutesOf(75, 0), {}, gaps)).toBe(false);
  });
});

describe("the calm of an outage of few reports", () => {
  const few = { peak15: 4, peakRatio: 20 };
  const usual = 0.005;

  it("is not told from a quarter of an hour without a report: six an hour leave such quarters", () => {
    const networks = [...rarely(121, 10), ...minutesOf(24, 0)];
    expect(calmFrom({ networks, usual }, few)).toBeNull();
  });

  it.each([
    ["of an outage of forty minutes", minutesOf(40, 1), 54],
    ["of one of a quarter of an hour", minutesOf(15, 1), 29],
    ["of a shorter one, of all of which it is a half", minutesOf(14, 2), 28],
    ["of a short one of few reports", rarely(14, 5), null],
    ["of hours whose last two held a report in ten minutes", [...minutesOf(100, 10), ...rarely(200, 10)], null],
    ["of one that has been silent for longer", [...minutesOf(60, 2), ...minutesOf(5, 0)], 79],
  ])("is told from a silent quarter by what came before it: %s", (_, networks, since) => {
    expect(calmFrom({ networks: [...networks, ...minutesOf(15, 0)], usual }, { peak15: 30 })).toBe(since);
  });

  // Half of the excess is 0.18 a minute; a report is worth ln(1.6) = 0.5 nats where 0.3 a minute are usual.
  it.each([
    [0.3, 1],
    [0.15, 2],
  ])("began before a report that is usual: %d networks a minute with %i reports each", (usual, reportsPerNetwork) => {
    const networks = [
      ...minutesOf(121, 1).map((one, i) => (i % 3 === 1 ? 0 : one)),
      ...minutesOf(5, 0),
      1,
      ...minutesOf(24, 0),
    ];
    expect(calmFrom({ networks, usual, reportsPerNetwork }, { peak15: 12 })).toBe(120 + 15);
  });

  it("began after the minutes that nobody has seen", () => {
    const networks = [...rarely(121, 5), ...minutesOf(70, 0)];
    const gaps = Array.from({ length: 10 }, (_, i) => 121 + i);
    expect(calmFrom({ networks, usual, gaps }, few)).toBe(130 + 15);
  });

  it("is told as soon as so long a silence would not be while the outage goes on, and begins with it", () => {
    const silent = (minutes: number) =>
      calmFrom({ networks: [...rarely(121, 10), ...minutesOf(minutes, 0)], usual }, few);
    const first = Array.from({ length: 130 }, (_, i) => i + 1).find((minutes) => silent(minutes) !== null) ?? 0;
    expect(first).toBeGreaterThanOrEqual(45);
    expect(first).toBeLessThanOrEqual(120);
    expect(silent(first)).toBe(120 + 15);
  });

  it.each([
    [2, 15, 0, 0.075, 15],
    [0.1, 15, 0, 0.075, 0.75],
    [0.1, 120, 0, 0.6, 6],
    [0.1, 120, 0, 0, 6],
    [2, 15, 3, 3, 9.625],
  ])(
    "%d a minute above the usual before, in %d minutes %d reports where %d are usual: %d nats for an end",
    (before, minutes, observed, mean, nats) => {
      expect(evidenceOfEnd({ observed, mean }, minutes * before * limits.endGoesOn)).toBeCloseTo(nats, 2);
    },
  );

  // A report in two minutes, of which 0.15 a minute are usual: half of the other 0.35 would be 5.25 in half an hour, and 5 nats are asked.
  it("is told sooner where less is usual: what is usual says nothing of the outage", () => {
    const silent = (minutes: number, usual: number) =>
      calmFrom({ networks: [...rarely(121, 2), ...minutesOf(minutes, 0)], usual }, { peak15: 8 });
    expect(silent(29, 0.15)).toBeNull();
    expect(silent(30, 0.15)).not.toBeNull();
    expect(silent(30, 0.2)).toBeNull();
  });

  it("is told after two hours at the latest", () => {
    expect(calmFrom({ networks: [...rarely(61, 30), ...minutesOf(120, 0)], usual }, few)).not.toBeNull();
  });

  it("is not told from minutes that nobody has seen", () => {
    const networks = [...rarely(121, 5), ...minutesOf(60, 0)];
    expect(calmFrom({ networks, usual }, few)).toBe(120 + 15);
    const gaps = Array.from({ length: 20 }, (_, i) => 135 + i);
    expect(calmFrom({ networks, usual, gaps }, few)).toBeNull();
  });

  it("is told from a quarter where a quarter without the outage's reports says enough", () => {
    expect(calmFrom({ networks: [...minutesOf(60, 2), ...minutesOf(15, 0)], usual }, { peak15: 30 })).toBe(74);
  });

  it("holds while a report comes now and then", () => {
    const networks = [...rarely(121, 10), ...minutesOf(70, 0), 1, ...minutesOf(5, 0)];
    expect(calmFrom({ networks, usual }, { ...few, calmSince: afterNoon(135) })).toBe(135);
  });
});

describe("the end", () => {
  /** Of an outage with these reports, and two a minute after them, as of so many minutes after its start. */
  const endAt = (
    minute: number,
    rest: Partial<Episode>,
    networks: readonly number[] = [],
    gaps: readonly number[] = [],
  ) => endOf(calmingOf({ networks: [...networks, ...minutesOf(minute + 1 - networks.length, 2)], gaps }, rest));

  it.each([
    ["is not certain while nothing is calm", null, 100, null],
    ["is not certain before a quarter of an hour of calm", 90, 104, null],
    ["lies in the first calm quarter of an hour", 90, 105, { from: afterNoon(76), to: afterNoon(91) }],
    ["does not lie before the start", 5, 20, { from: NOON, to: afterNoon(6) }],
  ])("%s", (_, calmSince, minute, end) => {
    expect(endAt(minute, { calmSince: calmSince === null ? null : afterNoon(calmSince) })).toEqual(end);
  });

  // The quarter begins at minute 76. A twenty-fifth of a minute of these peaks are 4, 0.12 and 50 reports; a standard deviation and a half are 2.1.
  it.each([
    ["not in its first minutes while the outage goes on in them", 1_500, [...minutesOf(80, 100), 9], 81],
    ["in a first minute that holds what chance may bring", 45, [...minutesOf(76, 5), 4], 76],
    ["not in one that holds more", 45, [...minutesOf(76, 5), 5], 77],
    ["in one that holds a small rest of a large peak", 18_750, [...minutesOf(76, 900), 51], 76],
    ["not in one that holds a larger rest", 18_750, [...minutesOf(76, 900), 53], 77],
    ["in a calm first minute, whatever comes after it", 1_500, [...minutesOf(76, 100), 2, 9], 76],
    ["in the last minute, where all are loud", 1_500, minutesOf(100, 100), 90],
  ])("lies %s", (_, peak15, networks, from) => {
    const end = endAt(105, { calmSince: afterNoon(90), peak15 }, networks);
    expect(end).toEqual({ from: afterNoon(from), to: afterNoon(91) });
  });

  it("asks for a quarter of an hour that was seen", () => {
    const unseen = Array.from({ length: 60 }, (_, i) => 2 * i + 1);
    expect(endAt(119, { calmSince: afterNoon(90) }, [], unseen)).toBeNull();
    expect(endAt(120, { calmSince: afterNoon(90) }, [], unseen)).toEqual({ from: afterNoon(76), to: afterNoon(91) });
  });

  it.each([
    ["lies in the minutes before the calm quarter that nobody saw", [20, 75], 20],
    ["lies in those that its first minutes are of, too", [20, 80], 20],
    ["not in those after which the outage was seen to go on", [20, 70], 76],
    ["not in those that begin within the calm", [77, 80], 76],
  ] as const)("%s", (_, [first, last], from) => {
    const unseen = { from: afterNoon(first), to: afterNoon(last) };
    const end = endAt(105, { calmSince: afterNoon(90), unseen });
    expect(end).toEqual({ from: afterNoon(from), to: afterNoon(91) });
  });
});
