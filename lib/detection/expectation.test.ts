import { describe, expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import { expectation } from "#lib/detection/expectation.ts";
import { type Memory, NO_MEMORY } from "#lib/detection/memory.ts";
import { recentSums } from "#lib/detection/recent.ts";
import { closedAgo, episodeOf } from "#lib/detection/testing/episode.ts";
import { flatBaseline, inputAt, minutesOf, NOON, type Told } from "#lib/detection/testing/minutes.ts";

function expected(told: Partial<Told>, memory: Memory = NO_MEMORY, commonFactor = 1) {
  const whole = { networks: [0], ...told };
  const input = inputAt(whole, whole.networks.length - 1, memory);
  return expectation(input, recentSums(input), input.baseline, memory, commonFactor);
}
const meanOf = (given: ReturnType<typeof expected>, minutes: number) => given.window(minutes)?.mean;

const episode = episodeOf({
  start: addMinutes(NOON, -60),
  flagged: addMinutes(NOON, -58),
  peak15: 500,
  peakMinute: addMinutes(NOON, -30),
  peakRatio: 9,
  phase: "rising",
  correction: 1.5,
});

describe("what is expected with a baseline", () => {
  const baseline = flatBaseline(4);

  it.each([
    ["the baseline, on a day like it", { before: () => 4 }, 1],
    ["more on a busier day", { before: () => 6 }, 1.45],
    ["less on a quieter day", { before: () => 2 }, 0.55],
    ["no more than 3 times, however busy", { before: () => 100 }, 2.8],
    ["no less than 0.4 times, however quiet", { before: () => 0 }, 0.4],
  ])("is %s", (_, told, factor) => {
    const given = expected({ ...told, baseline });
    expect((meanOf(given, 15) ?? 0) / (15 * 4)).toBeCloseTo(factor, 1);
  });

  it("is not taught by the last half hour, which may be the outage", () => {
    const before = (ago: number) => (ago < 30 ? 100 : 4);
    expect(expected({ before, baseline }).correction).toBeCloseTo(1, 2);
  });

  it("is not taught by the outage that ended", () => {
    const before = (ago: number) => (ago >= 60 && ago <= 120 ? 100 : 4);
    expect(expected({ before, baseline }, { ...NO_MEMORY, closed: closedAgo(60, { tail: 0 }) }).correction).toBeCloseTo(
      1,
      1,
    );
  });

  it("keeps the correction that held when the outage began", () => {
    const given = expected({ before: () => 90, baseline }, { ...NO_MEMORY, state: "outage", episode });
    expect(given.correction).toBe(1.5);
  });

  it("rises with everything else, in the last half hour", () => {
    const [alone, together] = [1, 2].map((factor) => expected({ before: () => 4, baseline }, NO_MEMORY, factor));
    expect(meanOf(together ?? expected({}), 15)).toBeCloseTo(2 * (alone?.window(15)?.mean ?? 0), 6);
    expect(meanOf(together ?? expected({}), 60)).toBeCloseTo(1.5 * (alone?.window(60)?.mean ?? 0), 6);
  });

  it("holds the late reports of an outage for a while", () => {
    const late = (minutes: number) => (minutes > 0 ? 2 * Math.exp(-minutes / 150) : 0);
    const fading = (ago: number) =>
      expected(
        { before: (minutes) => 4 + late(ago - minutes), baseline },
        { ...NO_MEMORY, closed: closedAgo(ago, { tail: 2 }) },
      ).minuteAgo(0);
    expect(fading(1)).toBeCloseTo(6, 1);
    expect(fading(150)).toBeCloseTo(4 + 2 / Math.E, 1);
  });

  it("is nothing in a gap", () => {
    const gaps = [-1, -2, -3, -4, -5];
    const given = expected({ before: () => 4, baseline, gaps });
    expect(meanOf(given, 15)).toBeCloseTo(10 * 4 * given.correction, 6);
    expect(given.minuteAgo(3)).toBe(0);
  });

  it("spreads more over a minute than over an hour", () => {
    const given = expected({ baseline: flatBaseline(4, { phi: 0.02, phiMinute: 0.3 }) });
    expect(given.window(1)?.phi).toBeCloseTo(0.32, 9);
    expect(given.window(60)?.phi).toBeCloseTo(0.025, 9);
  });
});

describe("what is expected without a baseline", () => {
  const cold = { baseline: null, networks: minutesOf(5, 9) };
  const since = (minutes: number) => Array.from({ length: 240 - minutes }, (_, i) => -240 + i);

  it("is the rate of the minutes before the window, and never of the window itself", () => {
    const given = expected({ ...cold, before: () => 2, gaps: since(60) });
    expect(given).toMatchObject({ basis: "trailing", cold: true });
    expect(meanOf(given, 5)).toBeCloseTo((5 * (2 * 60 + 1)) / 70, 6);
  });

  it("spreads the more the less has been seen", () => {
    const phiAfter = (before: number) =>
      expected({ ...cold, before: () => before, gaps: since(60) }).window(5)?.phi ?? 0;
    expect(phiAfter(0)).toBeGreaterThan(1);
    expect(phiAfter(2)).toBeLessThan(0.07);
  });

  it("is nothing within the first ten minutes", () => {
    expect(expected({ ...cold, before: () => 2, gaps: since(9) }).window(5)).toBeNull();
    expect(expected({ ...cold, before: () => 2, gaps: since(10) }).window(5)).not.toBeNull();
  });

  const silentFor = (heard: number, window: number, gaps: readonly number[] = []) =>
    expected({ ...cold, networks: minutesOf(heard, 1), gaps, firstHeard: true }).window(window)?.silent;

  it.each([
    ["in the first minute after hours of silence", 1, 1, [], true],
    ["as long as the time that tells the rate reaches into that silence", 119, 30, [], true],
    ["not once the whole of it was heard", 120, 30, [], false],
    ["not after a silence shorter than an hour and a half", 1, 1, since(80), false],
  ])("is mere silence %s", (_, heard, window, gaps, silent) => {
    expect(silentFor(heard, window, gaps)).toBe(silent);
  });

  it("is no mere silence where the service was reported before", () => {
    expect(expected({ ...cold, networks: minutesOf(1, 1) }).window(1)?.silent).toBe(false);
  });

  it("is the rate before an outage while it lasts", () => {
    const memory: Memory = { ...NO_MEMORY, state: "outage", episode: { ...episode, coldRate: 0.5 } };
    const given = expected({ ...cold, before: () => 30 }, memory);
    expect(given.basis).toBe("frozen");
    expect(meanOf(given, 15)).toBeCloseTo(7.5, 9);
  });
});
