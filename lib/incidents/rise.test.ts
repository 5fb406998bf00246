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

  it("takes half a report in a quarter for usual where next to none is expected", () => {
    expect(riseIn(steps([2, 2, 2], 0.01, 0), START)).toBeNull();
    expect(riseIn(steps([3, 2, 2], 0.01, 0), START)).not.toBeNull();
  });

  it("that was before the asked time is none", () => {
    const counts = steps([2, 2, 2, 2], 2).map((step) => (step.minute < START - 20 ? { ...step, reports: 90 } : step));
    expect(riseIn(counts, START)).toBeNull();
  });

  it("is told by the quarters of the asked time, however many reports there were before", () => {
    const before = [90, 90, 90, ...new Array<number>(9).fill(2)];
    const counts = steps([2, 2, 40, 60, 50, 20, 2], 2).map((step, i) => ({
      ...step,
      reports: before[i] ?? step.reports,
    }));
    expect(riseIn(counts, START)).toMatchObject({ began: START + 10, peak15: 130 });
  });

  it("of two that are as high is the first", () => {
    const peak = [50, 50, 50];
    const counts = steps([...peak, ...new Array<number>(21).fill(2), ...peak], 2);
    const expected = counts.map((step) => ({ ...step, expected: step.minute < START + 60 ? 2 : 3 }));
    expect(riseIn(expected, START)).toEqual({ began: START, peak15: 150, expected15: 6 });
  });

  // Three steps of 40 are 20 times the usual 6: a step before them with k reports is of the rise when k ln 20 > 19 * 2.
  it.each([
    [12, START + 5],
    [13, START],
  ])("that follows on a step with %i reports began where that is likeliest", (reports, began) => {
    expect(riseIn(steps([reports, 40, 40, 40], 2), START)?.began).toBe(began);
  });

  it("must be clearer where nothing but the hour before says what is usual", () => {
    expect(riseIn(steps([12, 12, 12], 2), START)).not.toBeNull();
    expect(riseIn(steps([12, 12, 12], null), START)).toBeNull();
    expect(riseIn(steps([13, 13, 13], null), START)).not.toBeNull();
  });

  it("of too few steps is none", () => {
    expect(riseIn([], START)).toBeNull();
    expect(riseIn(steps([], 2), START)).toBeNull();
    expect(
      riseIn(steps([], null).with(-1, { minute: addMinutes(START, -5), reports: 99, expected: null }), START),
    ).toBeNull();
    const [, ...after] = steps([60, 60, 60], 2).slice(HOUR - 1);
    expect(riseIn(after, START)).toBeNull();
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
