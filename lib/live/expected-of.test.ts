import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import { SLOTS_PER_DAY } from "#lib/detection/baseline.ts";
import { expectedForStep } from "#lib/detection/range.ts";
import { flatBaseline, NOON } from "#lib/detection/testing/minutes.ts";
import { expectedOf } from "#lib/live/expected-of.ts";

/** No two slots and no two kinds of day expect the same; the clock goes forward within the drawn time. */
const baseline = flatBaseline(3, {
  shape: Array.from({ length: SLOTS_PER_DAY }, (_, slot) => 0.5 + slot / SLOTS_PER_DAY),
  dayTypes: [1, 0.7, 0.4],
  clock: [
    { from: asMinute(0), offset: 60 },
    { from: addMinutes(NOON, 20_030), offset: 120 },
  ],
});

describe("what is expected in the steps of a chart", () => {
  it("is for each what detection expects there, whatever was asked before", () => {
    const hour = fc.integer({ min: 0, max: 28 * 24 }).map((hours) => hours * 60);
    const asked = fc.tuple(hour, fc.constantFrom(5, 60, 180, 1_440));
    fc.assert(
      fc.property(fc.array(asked, { minLength: 1, maxLength: 200, size: "max" }), (steps) => {
        const expected = expectedOf(baseline);
        for (const [after, step] of steps) {
          const minute = addMinutes(NOON, after);
          expect(expected(minute, step)).toEqual(expectedForStep(baseline, minute, step));
        }
      }),
      { numRuns: 30 },
    );
  });
});
