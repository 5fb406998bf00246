import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sharedTop, sparkline } from "#lib/publish/sparkline.ts";

function pointsOf(path: string): { x: number; y: number }[] {
  return [...path.matchAll(/[ML]?(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
}

describe("a sparkline", () => {
  it("draws 200 reports small beside 75,000, because a list has one scale", () => {
    const [large, small] = [
      [0, 75_000, 0],
      [0, 200, 0],
    ];
    const top = sharedTop([large, small]);
    const height = (values: number[]) =>
      40 - Math.min(...pointsOf(sparkline(values, top, 100, 40).line).map(({ y }) => y));
    expect(height(large)).toBe(39);
    expect(height(small)).toBeLessThan(1.2);
  });

  it("of a calm list is not blown up", () => {
    expect(
      sharedTop([
        [0, 1],
        [1, 0],
      ]),
    ).toBe(5);
    expect(sharedTop([])).toBe(5);
  });

  it("stays in its box, whatever it is given", () => {
    const values = fc.array(fc.nat(2_000_000), { maxLength: 72 });
    fc.assert(
      fc.property(values, fc.nat(2_000_000), (counts, top) => {
        const { line, area } = sparkline(counts, top, 120, 32);
        expect(line + area).not.toMatch(/NaN|Infinity/);
        for (const { x, y } of pointsOf(line)) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(120);
          expect(y).toBeGreaterThanOrEqual(1);
          expect(y).toBeLessThanOrEqual(31);
        }
      }),
    );
  });

  it("is broken where nobody could report: it does not fall to zero there, nor goes across", () => {
    const { line, area } = sparkline([8, 9, null, null, 7, 8], 10, 50, 32);
    expect(line.match(/M/g)).toHaveLength(2);
    expect(area.match(/Z/g)).toHaveLength(2);
    expect(pointsOf(line).map(({ x }) => x)).toEqual([0, 10, 40, 50]);
    expect(sharedTop([[null, 3, 9]])).toBe(9);
  });

  it.each([
    ["at the end, as of an outage that begins after a gap", [2, 3, null, 9], [20, 30]],
    ["at the beginning", [9, null, 2, 3], [0, 10]],
    ["between two gaps", [2, null, 9, null, 3], [11.25, 18.75]],
    ["of nothing else", [9], [0, 30]],
  ])("shows a step without neighbours as wide as a step: %s", (_, values, ends) => {
    const { line } = sparkline(values, 10, 30, 32);
    const high = Math.min(...pointsOf(line).map(({ y }) => y));
    expect(
      pointsOf(line)
        .filter(({ y }) => y === high)
        .map(({ x }) => x),
    ).toEqual(ends.map((x) => Math.round(x * 10) / 10));
  });

  it("of nothing is nothing", () => {
    expect(sparkline([], 5, 120, 32)).toMatchObject({ line: "", area: "" });
  });
});
