import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { endOf, isCalm } from "#lib/detection/ending.ts";
import { expectation } from "#lib/detection/expectation.ts";
import { type Episode, NO_MEMORY } from "#lib/detection/memory.ts";
import { recentSums } from "#lib/detection/recent.ts";
import { afterNoon, flatBaseline, inputAt, minutesOf, NOON } from "#lib/detection/testing/minutes.ts";

const episodeOf = (rest: Partial<Episode> = {}): Episode => ({
  level: "outage",
  start: NOON,
  flagged: afterNoon(2),
  peak15: 15_000,
  peakMinute: afterNoon(30),
  peakRatio: 500,
  phase: "peaked",
  calmSince: null,
  correction: 1,
  coldRate: null,
  country: null,
  ...rest,
});

/** Whether the last 15 minutes of these reports are calm; 30 in 15 minutes are usual. */
function calm(networks: readonly number[], rest: Partial<Episode> = {}, gaps: readonly number[] = []): boolean {
  const episode = episodeOf(rest);
  const input = inputAt({ networks, baseline: flatBaseline(2), gaps }, networks.length - 1, NO_MEMORY);
  const memory = { ...NO_MEMORY, state: "outage" as const, episode };
  const sums = recentSums(input);
  return isCalm(sums, expectation(input, sums, input.baseline, memory, 1), episode);
}

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

  it("is not broken by a little more while it is being held", () => {
    const networks = [...minutesOf(40, 900), ...minutesOf(20, 50)];
    expect(calm(networks)).toBe(false);
    expect(calm(networks, { calmSince: afterNoon(50) })).toBe(true);
  });

  it("cannot be told from a few known minutes", () => {
    const gaps = Array.from({ length: 10 }, (_, i) => 65 + i);
    expect(calm(minutesOf(75, 0), {}, gaps)).toBe(false);
  });
});

describe("the end", () => {
  it.each([
    ["is not certain while nothing is calm", null, 100, null],
    ["is not certain before a quarter of an hour of calm", 90, 104, null],
    ["lies in the first calm quarter of an hour", 90, 105, { from: afterNoon(76), to: afterNoon(91) }],
    ["does not lie before the start", 5, 20, { from: NOON, to: afterNoon(6) }],
  ])("%s", (_, calmSince, minute, end) => {
    const episode = episodeOf({ calmSince: calmSince === null ? null : afterNoon(calmSince) });
    expect(endOf(episode, asMinute(NOON + minute))).toEqual(end);
  });
});
