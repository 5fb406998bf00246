import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evidence } from "#lib/detection/evidence.ts";

describe("evidence G", () => {
  it.each([
    // The worked examples of README.md.
    ["a Poisson count twice its mean", 20, 10, 0, 3.863],
    ["the same with the common dispersion", 20, 10, 0.045, 2.451],
    ["six networks where 0.2 are allowed", 6, 0.2, 0.045, 13.914],
    ["312 networks where 5 are allowed", 312, 5, 0.045, 451.519],
    ["as many as expected", 10, 10, 0.045, 0],
    ["fewer than expected", 3, 10, 0.045, 0],
    ["nothing where nothing is expected", 0, 0, 0.045, 0],
  ])("of %s", (_, y, m, phi, g) => {
    expect(evidence(y, m, phi)).toBeCloseTo(g, 3);
  });

  const count = fc.integer({ min: 1, max: 100_000 });
  const mean = fc.double({ min: 0.001, max: 1e5, noNaN: true });
  const phi = fc.double({ min: 0.001, max: 0.5, noNaN: true });

  it("grows with the count, and shrinks with the mean and with the dispersion", () => {
    fc.assert(
      fc.property(count, mean, phi, (y, m, p) => {
        const g = evidence(y, m, p);
        const slack = 1e-9 * (1 + Math.abs(g) + y * Math.abs(Math.log(y / m)));
        expect(evidence(y + 1, m, p)).toBeGreaterThanOrEqual(g - slack);
        expect(evidence(y, m * 1.1, p)).toBeLessThanOrEqual(g + slack);
        expect(evidence(y, m, p * 1.1)).toBeLessThanOrEqual(g + slack);
      }),
    );
  });

  it("comes to the Poisson's as the dispersion vanishes", () => {
    expect(evidence(50, 20, 1e-7)).toBeCloseTo(evidence(50, 20, 0), 3);
  });
});
