import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "#bench/seeded-random.ts";
import { evidence } from "#lib/detection/evidence.ts";
import { ownTail } from "#lib/detection/own-tail.ts";
import { limits } from "#lib/detection/thresholds.ts";

const DAY = 144;

function totals(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (const [i, value] of values.entries()) sums[i + 1] = (sums[i] ?? 0) + value;
  return sums;
}

/** Four weeks of Poisson counts around `mean` in ten minutes, with bursts of `height` times that on the days that `bursts` names. */
function tailOf(mean: number, bursts: (day: number) => boolean = () => false, height = 8, seed = 5): number {
  const random = seededRandom(seed);
  const seen = Array.from({ length: 28 * DAY }, (_, i) => {
    const burst = bursts(Math.floor(i / DAY)) && i % DAY === 70;
    return random.poisson(burst ? mean * height : mean);
  });
  return ownTail({ seen: totals(seen), hoped: totals(seen.map(() => mean)) }, 0.05);
}

describe("the evidence that a service reaches by itself", () => {
  it("lies below what an outage asks for anyway where counts have no bursts", () => {
    fc.assert(
      fc.property(fc.constantFrom(0.02, 0.3, 2, 20, 200), fc.integer({ min: 1, max: 50 }), (mean, seed) => {
        const tail = tailOf(mean, undefined, 8, seed);
        expect(tail).toBeGreaterThanOrEqual(0);
        expect(tail).toBeLessThan(limits.outageEvidence);
      }),
      { numRuns: 60 },
    );
  });

  it("is far above it where every day has a burst of its own", () => {
    const every = (day: number) => day >= 0;
    expect(tailOf(20, (day) => every(day) && day % 3 !== 0)).toBeGreaterThan(1.5 * limits.outageEvidence);
  });

  it("does not rise for outages and memes on few of the days", () => {
    const few = tailOf(20, (day) => day % 7 === 3);
    expect(few).toBeLessThan(limits.outageEvidence);
  });

  // A usual ten minutes hold 10 networks, of which the scan allows 12.5; the median of a Gumbel law lies 0.3665 scales above its mode.
  const ownTailOf = (slots: readonly number[]) =>
    ownTail({ seen: totals(slots), hoped: totals(slots.map(() => 10)) }, 0.05);
  const days = (count: number) => new Array<number>(count * DAY).fill(10);
  const rare = (scale: number) => scale * (Math.log(limits.tailDays) + Math.log(Math.log(2)));

  it.each([
    [1, 0],
    [1, 70],
    [1, 143],
    [3, 0],
    [3, 143],
  ])("of bursts that are alike on %i days, in slot %i of each, is a little more than their evidence", (count, slot) => {
    const seen = days(count).map((usual, i) => (i % DAY === slot ? 100 : usual));
    expect(ownTailOf(seen)).toBeCloseTo(evidence(100, 12.5, 0.05) + rare(10 / (count + 10)), 9);
  });

  it.each([
    [10, 1],
    [20, (18 * 20 + 15) / (18 * 10 + 15)],
    [90, limits.correctionMax],
    [0, limits.correctionMin],
  ])(
    "is measured against the three hours before a burst: of %i in ten minutes they expect %d times the usual",
    (before, factor) => {
      const seen = days(1).map((usual, i) => (i === 70 ? 2_000 : i >= 52 && i < 70 ? before : usual));
      expect(ownTailOf(seen)).toBeCloseTo(evidence(2_000, 12.5 * factor, 0.05) + rare(10 / 11), 9);
    },
  );

  it("lies on the Gumbel law through median and quartiles of the days, whose scale is shrunk to 1", () => {
    const heights = [200, 60, 400, 100];
    const seen = days(4).map((usual, i) => (i % DAY === 70 ? (heights[Math.floor(i / DAY)] ?? 0) : usual));
    const [a, b, c, d] = [60, 100, 200, 400].map((height) => evidence(height, 12.5, 0.05)) as [
      number,
      number,
      number,
      number,
    ];
    const quartiles = c + (d - c) / 4 - (a + 0.75 * (b - a));
    const scale = (4 * (quartiles / 1.5725) + 10) / 14;
    expect(ownTailOf(seen)).toBeCloseTo((b + c) / 2 + rare(scale), 2);
  });

  it("is 0 while no whole day is known", () => {
    expect(ownTail({ seen: totals([3, 4]), hoped: totals([3, 3]) }, 0.05)).toBe(0);
    const gap = totals(new Array(2 * DAY).fill(0));
    expect(ownTail({ seen: gap, hoped: gap }, 0.05)).toBe(0);
  });
});
