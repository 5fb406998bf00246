import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import { RISE_STEP, riseIn, type StepCount } from "#lib/incidents/rise.ts";

/** A full quarter of an hour. */
const START = asMinute(28_850_010);
const HOUR = 60 / RISE_STEP;

/** An hour before START and what comes after, in steps; the expected count of each is the same. */
function steps(after: readonly number[], expected: number | null, before = expected ?? 2): StepCount[] {
  const counts = [...new Array<number>(HOUR).fill(before), ...after];
  return counts.map((reports, i) => ({ minute: addMinutes(START, (i - HOUR) * RISE_STEP), reports, expected }));
}

describe("a rise in steps of five minutes", () => {
  it("has its highest UTC-aligned quarter of an hour, as records have it, and the step in which it began", () => {
    const rise = riseIn(steps([2, 2, 40, 60, 50, 20, 2], 2), START);
    expect(rise).toEqual({ began: START + 10, peak15: 130, expected15: 6 });
  });

  it("compares a quarter that is still counting with what is expected of the whole", () => {
    const rise = riseIn(steps([2, 2, 20, 40], 2), START);
    expect(rise).toMatchObject({ peak15: 40, expected15: 6 });
  });

  it("without a baseline is measured against the hour before", () => {
    expect(riseIn(steps([2, 40, 40, 40], null), START)).toEqual({ began: START + 5, peak15: 82, expected15: null });
    expect(riseIn(steps([60, 60, 60], null, 50), START)).toBeNull();
  });

  it.each([
    ["nothing", [2, 2, 2, 2], 2],
    ["a busy hour", [4, 4, 4, 4], 2],
    ["a few reports where none are usual", [1, 2, 1], 0],
    ["a few percent of a large service", [520, 530, 520], 400],
  ])("is none of %s", (_, after, expected) => {
    expect(riseIn(steps(after, expected), START)).toBeNull();
  });

  it("that was before the asked time is none", () => {
    const counts = steps([2, 2, 2, 2], 2).map((step) => (step.minute < START - 20 ? { ...step, reports: 90 } : step));
    expect(riseIn(counts, START)).toBeNull();
  });

  it("of too few steps is none", () => {
    expect(riseIn([], START)).toBeNull();
    expect(riseIn(steps([], 2), START)).toBeNull();
  });

  it("begins within the asked time and before its peak ends, whatever the counts", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 3, maxLength: 40 }), (after) => {
        const rise = riseIn(steps(after, 2), START);
        if (rise === null) return;
        expect(rise.began).toBeGreaterThanOrEqual(START);
        expect(rise.began).toBeLessThan(START + after.length * RISE_STEP);
        expect(rise.peak15).toBeLessThanOrEqual(after.reduce((sum, count) => sum + count, 0) + 4);
      }),
    );
  });
});
