import { describe, expect, it } from "vitest";
import { seededRandom } from "#bench/seeded-random.ts";
import { type Baseline, dayTypeOf } from "#lib/detection/baseline.ts";
import type { History } from "#lib/detection/clip.ts";
import { learnBaseline } from "#lib/detection/learn.ts";
import { DAY, daysOf, slotsOf } from "#lib/detection/testing/history.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";
import { limits } from "#lib/detection/thresholds.ts";

function learned(networks: readonly number[], rest: Partial<History> = {}): Baseline {
  const baseline = learnBaseline(slotsOf(networks, rest), NOON);
  if (baseline === null) throw new Error("nothing learned");
  return baseline;
}

/** Four weeks of `usual` networks in each slot, but for an hour a day, each day another one, which has `other`. */
function withHours(usual: number, other: number): number[] {
  const random = seededRandom(3);
  const begins = Array.from({ length: 28 }, () => Math.floor(random.next() * (DAY - 6)));
  return daysOf(new Array(28).fill(usual)).map((count, i) => {
    const into = (i % DAY) - (begins[Math.floor(i / DAY)] ?? 0);
    return into >= 0 && into < 6 ? other : count;
  });
}

/** Four weeks of hours of which a share is busy by chance, with so many networks in each slot. */
function hoursOf(busy: number, quiet: number, share = 0.5): number[] {
  const random = seededRandom(5);
  return Array.from({ length: 28 * 24 }, () => (random.next() < share ? busy : quiet)).flatMap((count) =>
    new Array<number>(6).fill(count),
  );
}

describe("the spread of hours", () => {
  it("is that by which they wander", () => {
    const { phi } = learned(hoursOf(140, 60));
    expect(phi).toBeGreaterThan(0.08);
    expect(phi).toBeLessThan(0.16);
  });

  it("is not the shape of the day", () => {
    const days = daysOf(new Array(28).fill(0)).map((_, i) => Math.round(100 + 60 * Math.cos((2 * Math.PI * i) / DAY)));
    expect(learned(days).phi).toBe(limits.phiMin);
  });

  it.each([
    ["twice as busy", 200],
    ["silent", 0],
  ])("is hardly that of an hour a day that is %s: it counts as a large residual and no more", (_, other) => {
    const { phi } = learned(withHours(100, other));
    expect(phi).toBeGreaterThan(limits.phiMin);
    expect(phi).toBeLessThan(0.02);
  });

  it("stays within its bound however wild the hours are", () => {
    expect(learned(hoursOf(5, 0, 0.3)).phi).toBe(limits.phiMax);
  });
});

describe("the spread of minutes", () => {
  const steady = daysOf([10, 10, 10]);
  const inOneMinute = (networks: readonly number[]) => ({ squares: networks.map((count) => count ** 2) });

  it("is not below nothing where they are more regular than chance", () => {
    const { phiMinute } = learned(steady);
    expect(phiMinute).toBeGreaterThan(0);
    expect(phiMinute).toBeLessThan(limits.phiMinute);
  });

  it("stays within its bound where all of a slot come in one minute", () => {
    expect(learned(steady, inOneMinute(steady)).phiMinute).toBe(limits.phiMax);
  });

  it("is not told by slots that teach less than they held, nor by those that are known in part", () => {
    const usual = { squares: steady.map((count) => count ** 2 / 4) };
    const told = (slot: number, count: number, squares: number, minutes: number) =>
      learned(steady.with(slot, count), {
        squares: usual.squares.with(slot, squares),
        known: steady.map(() => 10).with(slot, minutes),
      }).phiMinute;
    expect(told(200, 1_000, 1_000_000, 10)).toBe(told(200, 1_000, 100_000, 10));
    expect(told(200, 9, 81, 9)).toBe(told(200, 9, 9, 9));
    expect(told(200, 10, 100, 10)).toBeGreaterThan(told(200, 10, 10, 10));
  });
});

describe("the reports of a network", () => {
  /** Days of so many networks in each slot that sent so many reports each. */
  const sent = (networks: readonly number[], times: readonly number[]) =>
    learned(networks, { reports: networks.map((count, i) => count * (times[Math.floor(i / DAY)] ?? 0)) })
      .reportsPerNetwork;
  const shrunk = (times: number, weight: number) => (times * weight + 10) / (weight + 10);

  it.each([
    ["those of the middle one of three days", [3, 1, 2], 2],
    ["those of the lower one of two", [4, 2], 2],
    ["one for each while nobody sent any", [0, 0], 1],
  ])("are %s", (_, times, expected) => {
    const networks = daysOf(times.map(() => 10));
    expect(sent(networks, times)).toBeCloseTo(expected === 1 ? 1 : shrunk(expected, networks.length * 10), 9);
  });

  it("are those of the day that teaches most, the last one too, of which a part is over", () => {
    const networks = daysOf([5, 16]).slice(0, DAY + 108);
    expect(sent(networks, [2, 4])).toBeCloseTo(shrunk(4, DAY * 5 + 108 * 16), 9);
  });

  it("are one of a service without any network", () => {
    expect(sent(daysOf([0, 0]), [1, 1])).toBe(1);
  });
});

describe("a day's shape", () => {
  it("is smoothed as far before a peak as after it", () => {
    const { shape } = learned(daysOf([10, 10, 10]).map((count, i) => (i % DAY === 30 ? 30 : count)));
    // The history begins at noon: slot 30 of it is slot 102 of the day.
    for (let away = 1; away <= 12; away += 1) expect(shape[102 - away]).toBeCloseTo(shape[102 + away] ?? 0, 2);
    expect(shape[100]).toBeGreaterThan(shape[99] ?? 0);
  });
});

describe("a baseline", () => {
  it("is learned from exactly a day on", () => {
    expect(learnBaseline(slotsOf(daysOf([10])), NOON)).not.toBeNull();
    expect(learnBaseline(slotsOf(daysOf([10]), { known: daysOf([10]).with(7, 9) }), NOON)).toBeNull();
  });

  it("expects of a type of day that is known by half as much as of the others", () => {
    const isSaturday = (i: number) => dayTypeOf(NOON - 10 * (28 * DAY - i)) === 1;
    const known = daysOf(new Array(28).fill(10)).map((minutes, i) => (isSaturday(i) ? minutes / 2 : minutes));
    expect(learned(known, { known }).dayTypes.map((factor) => factor.toFixed(2))).toEqual(["1.00", "1.00", "1.00"]);
  });

  it("learns nothing of slots that are not known, whatever stands in them", () => {
    const known = daysOf([0, 0, 10, 10, 10, 10, 10]);
    const [silent, loud] = [
      learned(daysOf([0, 0, 5, 5, 5, 5, 5]), { known }),
      learned(daysOf([90, 90, 5, 5, 5, 5, 5]), { known }),
    ];
    expect(loud).toMatchObject({ level: silent.level, shape: silent.shape, phi: silent.phi, tail: silent.tail });
  });

  it("knows the bursts of its own that a service has, up to a bound", () => {
    const tail = (burst: number) =>
      learned(
        daysOf(new Array(14).fill(20)).map((count, i) =>
          i % DAY === (31 * Math.floor(i / DAY)) % 140 ? burst : count,
        ),
      ).tail;
    expect(tail(20)).toBeLessThan(limits.outageEvidence);
    expect(tail(70)).toBeGreaterThan(limits.outageEvidence);
    expect(tail(70)).toBeLessThan(limits.tailMax);
    expect(tail(2_000)).toBe(limits.tailMax);
  });
});
