import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DriftBlock, foretellDrift } from "#lib/detection/drift.ts";
import { limits } from "#lib/detection/thresholds.ts";

const VARIANCE = 0.3;
/** Four hours of blocks that hold `ratio` times the baseline of `hoped` networks each. */
const steady = (ratio: number, hoped = 40): DriftBlock[] =>
  Array.from({ length: 24 }, () => ({ seen: ratio * hoped, hoped }));
const foretold = (blocks: readonly DriftBlock[]) => foretellDrift(blocks, VARIANCE, 0);

describe("the drift around a baseline", () => {
  it.each([
    ["a usual day", 1, 1],
    ["a day that is a third busier", 1.33, 1.3],
    ["a quiet day", 0.7, 0.72],
  ])("goes on as it was, on %s", (_, ratio, factor) => {
    expect(foretold(steady(ratio))(5).factor).toBeCloseTo(factor, 1);
  });

  it("is foretold the less, the further ahead", () => {
    const ahead = [5, 15, 60, 240].map(foretold(steady(1.4)));
    const factors = ahead.map(({ factor }) => factor);
    expect(factors).toEqual([...factors].sort((a, b) => b - a));
    expect(ahead[3]?.factor).toBe(1);
    expect(ahead[1]?.spread).toBeGreaterThan(ahead[0]?.spread ?? 1);
  });

  it("of a window does not know the window itself, nor the minutes just before it", () => {
    const usual = foretold(steady(1));
    const rising = foretold([...steady(1).slice(0, 22), { seen: 400, hoped: 40 }, { seen: 400, hoped: 40 }]);
    expect(rising(15)).toEqual(usual(15));
    expect(rising(10)).not.toEqual(usual(5));
  });

  it("is not carried away by one outage, which counts as a large residual and no more", () => {
    const after = foretold([...steady(1).slice(0, 23), { seen: 4_000, hoped: 40 }, { seen: 40, hoped: 40 }].slice(1));
    expect(after(5).factor).toBeLessThan(1.6);
  });

  it("of a tiny service is hardly moved by one report", () => {
    const blocks = steady(1, 0.02).map((block, i) => ({ ...block, seen: i === 20 ? 1 : 0 }));
    expect(foretold(blocks)(5).factor).toBeCloseTo(1, 1);
  });

  it("of unknown minutes is the usual, with all its spread", () => {
    const nothing = foretellDrift(
      Array.from({ length: 24 }, () => ({ seen: 0, hoped: 0 })),
      VARIANCE,
      0.1,
    )(5);
    expect(nothing.factor).toBe(1);
    expect(nothing.spread).toBeGreaterThan(VARIANCE * 0.9);
  });

  it("stays within its bounds whatever was seen", () => {
    const block = fc.record({ seen: fc.nat(10_000), hoped: fc.double({ min: 0, max: 1_000, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 24 }), fc.constantFrom(1, 5, 15, 60, 240), (blocks, minutes) => {
        const { factor, spread } = foretellDrift(blocks, VARIANCE, 0.05)(minutes);
        expect(factor).toBeGreaterThanOrEqual(limits.correctionMin);
        expect(factor).toBeLessThanOrEqual(limits.correctionMax);
        expect(spread).toBeGreaterThanOrEqual(limits.driftFloor);
        expect(spread).toBeLessThanOrEqual(VARIANCE * 1.001);
      }),
    );
  });
});
