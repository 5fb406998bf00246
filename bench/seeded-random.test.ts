import { describe, expect, it } from "vitest";
import { seededRandom } from "#bench/seeded-random.ts";

function moments(draws: readonly number[]): { mean: number; variance: number } {
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  return { mean, variance: draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (draws.length - 1) };
}

const many = (count: number, draw: () => number) => Array.from({ length: count }, draw);

describe("seededRandom", () => {
  it("gives the same draws for the same seed and others for another", () => {
    const [a, b, c] = [seededRandom(7), seededRandom(7), seededRandom(8)].map((random) => many(20, random.next));
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });

  it.each([0.05, 0.7, 4, 9.9, 10, 35, 400, 36_667])("draws a Poisson of mean %d whose variance is its mean", (mean) => {
    const random = seededRandom(1);
    const got = moments(many(40_000, () => random.poisson(mean)));
    expect(Math.abs(got.mean - mean)).toBeLessThan(5 * Math.sqrt(mean / 40_000));
    expect(got.variance / mean).toBeGreaterThan(0.95);
    expect(got.variance / mean).toBeLessThan(1.05);
  });

  it.each([
    [5, 0.2],
    [200, 0.05],
  ])("draws a negative binomial of mean %d and dispersion %d", (mean, phi) => {
    const random = seededRandom(2);
    const got = moments(many(40_000, () => random.negativeBinomial(mean, phi)));
    const variance = mean + phi * mean * mean;
    expect(Math.abs(got.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / 40_000));
    expect(got.variance / variance).toBeGreaterThan(0.93);
    expect(got.variance / variance).toBeLessThan(1.07);
  });

  it("draws zero for a mean of zero", () => {
    expect(seededRandom(3).poisson(0)).toBe(0);
    expect(seededRandom(3).negativeBinomial(0, 0.1)).toBe(0);
  });

  it("picks keys in proportion to their weights and never one without weight", () => {
    const random = seededRandom(4);
    const picked = Array.from({ length: 10_000 }, () => random.pick({ app: 3, website: 1, login: 0 }));
    expect(picked.filter((key) => key === "app").length / 10_000).toBeCloseTo(0.75, 1);
    expect(picked).not.toContain("login");
    expect(() => random.pick({ app: 0 })).toThrow(RangeError);
  });

  it("draws integers below the bound", () => {
    const random = seededRandom(5);
    const drawn = new Set(many(1_000, () => random.integer(6)));
    expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
