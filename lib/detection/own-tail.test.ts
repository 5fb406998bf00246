import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "#bench/seeded-random.ts";
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
        expect(tailOf(mean, undefined, 8, seed)).toBeLessThan(limits.outageEvidence);
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

  it("is 0 while no whole day is known", () => {
    expect(ownTail({ seen: totals([3, 4]), hoped: totals([3, 3]) }, 0.05)).toBe(0);
    const gap = totals(new Array(2 * DAY).fill(0));
    expect(ownTail({ seen: gap, hoped: gap }, 0.05)).toBe(0);
  });
});
