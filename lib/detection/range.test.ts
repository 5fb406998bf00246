import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "#bench/seeded-random.ts";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import { type Baseline, dayTypeOf, expectedNetworks, SLOTS_PER_DAY, shapeAt } from "#lib/detection/baseline.ts";
import { expectedForStep, normalRange } from "#lib/detection/range.ts";

/** Monday 2024-11-04T00:00Z. */
const monday = asMinute(Date.UTC(2024, 10, 4) / 60_000);
const flat: Baseline = {
  version: 2,
  minute: monday,
  days: 28,
  clock: [{ from: monday, offset: 0 }],
  level: 4,
  shape: Array.from({ length: SLOTS_PER_DAY }, () => 1),
  dayTypes: [1, 0.5, 0.25],
  phi: 0.045,
  phiMinute: 0,
  reportsPerNetwork: 1.25,
  tail: 0,
};

describe("the baseline", () => {
  it("knows weekdays, Saturdays and Sundays by the UTC calendar", () => {
    expect(Array.from({ length: 8 }, (_, day) => dayTypeOf(addMinutes(monday, day * 1440)))).toEqual([
      0, 0, 0, 0, 0, 1, 2, 0,
    ]);
    expect(dayTypeOf(addMinutes(monday, 5 * 1440 - 1))).toBe(0);
  });

  it("draws straight lines between the middles of the slots, across midnight too", () => {
    const shape = Array.from({ length: SLOTS_PER_DAY }, (_, slot) => (slot === 0 ? 3 : 1));
    const inSlots = (minutes: readonly number[]) => minutes.map((i) => shapeAt(shape, addMinutes(monday, i)));
    expect(inSlots([4, 5, 9, 10, 14, 15])).toEqual([2.9, 2.9, 2.1, 1.9, 1.1, 1].map((x) => expect.closeTo(x, 9)));
    expect(shapeAt(shape, addMinutes(monday, 1439))).toBeCloseTo(1.9, 9);
  });

  it("expects level x shape x day type", () => {
    expect(expectedNetworks(flat, addMinutes(monday, 5 * 1440 + 600))).toBeCloseTo(4 * 0.5, 12);
  });
});

describe("expectedForStep", () => {
  it("sums the minutes of the step and speaks of reports, not networks", () => {
    expect(expectedForStep(flat, monday, 15).expected).toBeCloseTo(15 * 4 * 1.25, 9);
  });

  it("crosses from a weekday into Saturday within one step", () => {
    expect(expectedForStep(flat, addMinutes(monday, 5 * 1440 - 5), 10).expected).toBeCloseTo(1.25 * (5 * 4 + 5 * 2), 9);
  });

  it("has no surprise where next to nothing is expected: one report is within the range", () => {
    expect(normalRange(0.02, 0.045)).toEqual({ expected: 0.02, low: 0, high: 1 });
  });

  it.each([0.3, 4, 75, 99, 101, 5_000])("holds at least 97 of 100 normal counts of mean %d", (mean) => {
    const random = seededRandom(11);
    const { low, high } = normalRange(mean, 0.045);
    const inside = Array.from({ length: 20_000 }, () => random.negativeBinomial(mean, 0.045)).filter(
      (y) => y >= low && y <= high,
    );
    expect(inside.length / 20_000).toBeGreaterThan(0.972);
    expect(inside.length / 20_000).toBeLessThanOrEqual(1);
  });

  /** Smallest count whose probability, summed from the law itself, reaches `share`. */
  function summedQuantile(mean: number, phi: number, share: number): number {
    let [count, mass] = [0, (1 + mean * phi) ** (-1 / phi)];
    for (let sum = mass; sum < share; sum += mass) {
      mass *= ((mean * phi) / (1 + mean * phi)) * ((1 / phi + count) / (count + 1));
      count += 1;
    }
    return count;
  }

  it.each([100, 101, 150, 200])("is right to a report around the mean from which on it is not summed: %i", (mean) => {
    const { low, high } = normalRange(mean, 0.045);
    expect(Math.abs(low - summedQuantile(mean, 0.045, 0.01))).toBeLessThanOrEqual(1);
    expect(Math.abs(high - summedQuantile(mean, 0.045, 0.99))).toBeLessThanOrEqual(1);
  });

  it("never has low above expected or high below it, and grows with the mean", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1e5, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (mean, phi) => {
          const range = normalRange(mean, phi);
          expect(range.low).toBeGreaterThanOrEqual(0);
          expect(range.low).toBeLessThanOrEqual(mean + 1);
          expect(range.high).toBeGreaterThanOrEqual(Math.floor(mean));
          expect(normalRange(mean * 1.5, phi).high).toBeGreaterThanOrEqual(range.high);
        },
      ),
    );
  });
});
