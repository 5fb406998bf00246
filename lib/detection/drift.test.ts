import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DriftBlock, foretellDrift } from "#lib/detection/drift.ts";
import { limits } from "#lib/detection/thresholds.ts";

const VARIANCE = 0.3;
/** Four hours of blocks that hold `ratio` times the baseline of `hoped` networks each. */
const steady = (ratio: number, hoped = 40): DriftBlock[] =>
  Array.from({ length: 24 }, () => ({ seen: ratio * hoped, hoped }));
const foretold = (blocks: readonly DriftBlock[]) => foretellDrift(blocks, VARIANCE, 0);

const between = (low: number, value: number, high: number) => Math.min(high, Math.max(low, value));

/** Predict and update with the matrices written out, and the window's mean by summing over its tenths of a minute. */
function textbookDrift(blocks: readonly DriftBlock[], variance: number, phiMinute: number, minutes: number) {
  const times = [limits.driftFastMinutes, limits.driftSlowMinutes];
  const variances = [variance * limits.driftFastShare, variance * (1 - limits.driftFastShare)];
  const kept = times.map((time) => Math.exp(-10 / time));
  const [each, at] = [[0, 1], (values: readonly number[], i: number) => values[i] ?? 0];
  let state = [0, 0];
  let spread = each.map((i) => each.map((j) => (i === j ? at(variances, i) : 0)));
  const ended = Math.ceil((minutes + limits.driftGuard) / 10);
  for (const { seen, hoped } of blocks.slice(0, blocks.length - ended)) {
    state = state.map((part, i) => part * at(kept, i));
    spread = spread.map((row, i) =>
      row.map(
        (value, j) => at(kept, i) * at(kept, j) * value + (i === j ? at(variances, i) * (1 - at(kept, i) ** 2) : 0),
      ),
    );
    if (hoped === 0) continue;
    const drift = at(state, 0) + at(state, 1);
    const level = Math.max(limits.correctionMin, 1 + drift);
    const rows = spread.map((row) => at(row, 0) + at(row, 1));
    const total = at(rows, 0) + at(rows, 1) + level / hoped + (phiMinute / 10) * level ** 2;
    const residual = between(-2.5 * Math.sqrt(total), seen / hoped - 1 - drift, 2.5 * Math.sqrt(total));
    state = state.map((part, i) => part + (at(rows, i) / total) * residual);
    spread = spread.map((row, i) => row.map((value, j) => value - (at(rows, i) * at(rows, j)) / total));
  }
  const ticks = Array.from({ length: minutes * 10 }, (_, i) => (i + 0.5) / 10);
  const mean = (of: (tick: number) => number) => ticks.reduce((sum, tick) => sum + of(tick), 0) / ticks.length;
  const gap = 10 * ended - minutes;
  const weights = times.map((time) => mean((tick) => Math.exp(-(gap + tick) / time)));
  const wandered = each.map(
    (i) =>
      at(variances, i) * (mean((a) => mean((b) => Math.exp(-Math.abs(a - b) / at(times, i)))) - at(weights, i) ** 2),
  );
  const known = each.flatMap((i) => each.map((j) => at(weights, i) * at(weights, j) * at(spread[i] ?? [], j)));
  return {
    factor: between(
      limits.correctionMin,
      1 + at(weights, 0) * at(state, 0) + at(weights, 1) * at(state, 1),
      limits.correctionMax,
    ),
    spread: Math.max(
      limits.driftFloor,
      [...known, ...wandered].reduce((sum, value) => sum + value, 0),
    ),
  };
}

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

  it.each([
    ["more than three times", steady(20), limits.correctionMax],
    ["less than two fifths", steady(0), limits.correctionMin],
  ])("is never %s the baseline", (_, blocks, factor) => {
    expect(foretold(blocks)(5).factor).toBe(factor);
  });

  it("is what a Kalman filter in its textbook form foretells", () => {
    const block = fc.record({ seen: fc.nat(120), hoped: fc.constantFrom(0, 0.5, 5, 40) });
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 4, maxLength: 24 }),
        fc.constantFrom(0.02, 0.3),
        fc.constantFrom(0, 0.05, 0.5),
        fc.constantFrom(5, 12, 15),
        (blocks, variance, phiMinute, minutes) => {
          const foretold = foretellDrift(blocks, variance, phiMinute)(minutes);
          const textbook = textbookDrift(blocks, variance, phiMinute, minutes);
          expect(foretold.factor).toBeCloseTo(textbook.factor, 3);
          expect(foretold.spread).toBeCloseTo(textbook.spread, 3);
        },
      ),
      { numRuns: 60 },
    );
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
