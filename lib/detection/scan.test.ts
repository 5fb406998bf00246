import { describe, expect, it } from "vitest";
import { expectation } from "#lib/detection/expectation.ts";
import { NO_MEMORY } from "#lib/detection/memory.ts";
import { recentSums } from "#lib/detection/recent.ts";
import { leastEvidence, scan } from "#lib/detection/scan.ts";
import { flatBaseline, inputAt, minutesOf, type Told } from "#lib/detection/testing/minutes.ts";
import { limits } from "#lib/detection/thresholds.ts";

function scanned(told: Told, maxMinutes = 240, few = false) {
  const input = inputAt(told, told.networks.length - 1, NO_MEMORY);
  const sums = recentSums(input);
  const options = { maxMinutes, sharedCause: input.sharedCause, extraEvidence: 0, few };
  return scan(sums, sums.networks, expectation(input, sums, input.baseline, NO_MEMORY, 1), options);
}

describe("the scan", () => {
  it.each([
    ["the last minute of a steep rise", [...minutesOf(60, 0), 40], 1],
    ["the five minutes of one that is five minutes old", [...minutesOf(60, 0), ...minutesOf(5, 4)], 5],
    ["the whole of a slow one", [...minutesOf(90, 0), ...minutesOf(15, 1), ...minutesOf(15, 1)], 30],
  ])("finds %s", (_, networks, minutes) => {
    const { level, best } = scanned({ networks });
    expect(level).toBe("outage");
    expect(best?.minutes).toBe(minutes);
  });

  it.each([
    ["fewer than six networks", { networks: [5], baseline: flatBaseline(0.001) }],
    ["less than five above the expected", { networks: minutesOf(240, 1), baseline: flatBaseline(0.98) }],
    ["less than 1.6 times the expected", { networks: minutesOf(240, 300), baseline: flatBaseline(200, { phi: 0 }) }],
    [
      "less than that in the last minutes alone",
      {
        networks: [...minutesOf(30, 200), ...minutesOf(5, 310)],
        baseline: flatBaseline(200, { phi: 0 }),
        before: () => 200,
      },
    ],
    ["what is over: nothing in the window's last third", { networks: [...minutesOf(3, 4), ...minutesOf(25, 0)] }],
  ])("does not take %s for large", (_, told) => {
    expect(scanned(told)).toMatchObject({ level: "none", best: { large: false } });
  });

  it("does not take nine networks for large where four and a half are expected: the excess is less than five", () => {
    const rise = (more: number) =>
      scanned({ networks: [...minutesOf(9, 1), more], baseline: flatBaseline(0.45), before: () => 0.45 }, 10).best;
    expect(rise(0)).toMatchObject({ minutes: 10, observed: 9, large: false });
    expect(rise(1)).toMatchObject({ minutes: 10, observed: 10, large: true });
  });

  it("holds what was seen of a last third against what these minutes were to hold", () => {
    const networks = [...minutesOf(30, 1), ...minutesOf(10, 4), 0, 0, 0, 0, 9];
    const gaps = [40, 41, 42, 43];
    const told = { networks, baseline: flatBaseline(1), before: () => 1 };
    expect(scanned({ ...told, gaps }, 15).best).toMatchObject({ minutes: 15, seen: 11, large: true });
    expect(scanned(told, 15).best?.large).toBe(false);
  });

  it("asks more of the windows below five minutes, which are looked at more often", () => {
    const short = scanned({ networks: [...minutesOf(60, 0), 40] });
    expect(short.best?.threshold).toBe(limits.outageEvidence + limits.shortWindowExtra);
    expect(scanned({ networks: [...minutesOf(60, 0), ...minutesOf(5, 4)] }).best?.threshold).toBe(
      limits.outageEvidence,
    );
  });

  it("asks most of windows of half an hour and more", () => {
    const slow = scanned({ networks: [...minutesOf(90, 0), ...minutesOf(30, 1)] });
    expect(slow.best).toMatchObject({ minutes: 30, threshold: limits.outageEvidence + limits.longWindowExtra });
  });

  it("does not take a rise for large whose last third holds hardly anything of it: it is dying", () => {
    const dying = [12, 9, 6, 4, 3, 2, 0, 1, 0, 0];
    expect(scanned({ networks: dying.slice(0, 3) }).level).toBe("outage");
    expect(scanned({ networks: [...minutesOf(20, 0), ...dying] }, 10)).toMatchObject({
      level: "none",
      best: { large: false },
    });
  });

  it.each([
    ["a rise of five minutes that was over after the first, which is too short to tell", [20, 0, 0, 0, 0], "outage"],
    ["the fourth minute from the end as part of the last third of ten", [15, 0, 0, 0, 0, 0, 5, 0, 0, 0], "outage"],
    ["but not the fifth", [15, 0, 0, 0, 0, 5, 0, 0, 0, 0], "none"],
  ])("takes %s", (_, rise, level) => {
    expect(scanned({ networks: [...minutesOf(60, 0), ...rise] }, 10).level).toBe(level);
  });

  it("believes a few networks in ten minutes, not in fewer, and only where they may be few", () => {
    const told = (rise: readonly number[]) => ({
      networks: [...minutesOf(60, 0), ...rise],
      baseline: flatBaseline(0.003),
    });
    const spread = told([1, 0, 0, 1, 0, 0, 1, 0, 0, 1]);
    expect(scanned(spread, 10, true).level).toBe("outage");
    expect(scanned(spread, 10, false).level).toBe("none");
    expect(scanned(told([1, 1, 0, 1, 1]), 5, true).level).toBe("none");
  });

  it("asks for ten reports while there is no baseline", () => {
    const told = (reports: number) => ({
      networks: [...minutesOf(60, 0), 8],
      reports: [...minutesOf(60, 0), reports],
      baseline: null,
    });
    expect(scanned(told(limits.coldReports)).best?.large).toBe(true);
    expect(scanned(told(limits.coldReports - 1)).best?.large).toBe(false);
  });

  it("asks for less evidence while services of several kinds fail together", () => {
    const rise = { networks: [...minutesOf(60, 0), ...minutesOf(5, 4)] };
    expect(scanned({ ...rise, sharedCause: true }).best?.threshold).toBe(limits.outageEvidence - limits.sharedEvidence);
    expect(leastEvidence(5)).toBe(limits.possibleEvidence + limits.countryExtra - limits.sharedEvidence);
  });

  it("believes four networks while services of several kinds fail together, and three never", () => {
    const four = { networks: [...minutesOf(60, 0), 0, 1, 1, 1, 1], baseline: flatBaseline(0.003) };
    expect(scanned(four).level).toBe("none");
    expect(scanned({ ...four, sharedCause: true }).level).toBe("outage");
    expect(scanned({ ...four, networks: [...minutesOf(61, 0), 1, 1, 1], sharedCause: true }).level).toBe("none");
  });

  it("calls weaker evidence possible", () => {
    const told = { networks: [...minutesOf(60, 2), ...minutesOf(5, 7)], baseline: flatBaseline(2), before: () => 2 };
    const { level, best } = scanned(told);
    expect(level).toBe("possible");
    expect(best?.evidence).toBeGreaterThan(8);
    expect(best?.evidence).toBeLessThan(limits.outageEvidence);
  });

  it("never reaches back further than it may", () => {
    const told = { networks: [...minutesOf(20, 3), ...minutesOf(4, 1)] };
    expect(scanned(told).level).toBe("outage");
    expect(scanned(told, 4).best?.minutes).toBeLessThanOrEqual(4);
  });

  it("has nothing to say before anything is expected", () => {
    const gaps = Array.from({ length: 239 }, (_, i) => -239 + i);
    expect(scanned({ networks: [50], baseline: null, gaps })).toEqual({ level: "none", best: null });
  });
});
