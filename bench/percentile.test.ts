import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentile } from "#bench/percentile.ts";

describe("percentile", () => {
  it.each([
    [[5], 0.5, 5],
    [[4, 1, 3, 2], 0.5, 2],
    [[1, 2, 3, 4], 0.99, 4],
    [[10, 9, 100], 1, 100],
    [[3, 1, 2], 0, 1],
  ])("of %j at %d is %d", (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  it("is not a number where there is nothing", () => {
    expect(percentile([], 0.5)).toBeNaN();
  });

  it("is one of the values, and at least that share does not exceed it", () => {
    const values = fc.array(fc.integer(), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const found = percentile(list, share);
        expect(list).toContain(found);
        expect(list.filter((value) => value <= found).length / list.length).toBeGreaterThanOrEqual(share - 1e-12);
      }),
    );
  });
});
