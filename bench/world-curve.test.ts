import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "#bench/seeded-random.ts";
import { busyness, localWeek, utcOffset } from "#bench/world-activity.ts";
import { drawCourse, reportsOf, signalLength, signalToNoise } from "#bench/world-curve.ts";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";

const poisson = (minutes: number, expected: number) => ({
  expected: new Array<number>(minutes).fill(expected),
  phiSlow: 0,
  phiMinute: 0,
});

describe("the reports of an outage", () => {
  it("come 2.6 minutes after what is noticed, on average", () => {
    const steady = reportsOf(seededRandom(1), { fault: new Array(60).fill(1) }, () => 1);
    const missing = steady.slice(0, 60).reduce((sum, rate) => sum + 1 - rate, 0);
    expect(missing).toBeGreaterThan(2.1);
    expect(missing).toBeLessThan(3.1);
  });

  it("never fall below zero, and fade after the fault", () => {
    const shapes = fc.constantFrom("sudden", "blip", "double", "ramp", "long", "night", "slowburn", "regional");
    fc.assert(
      fc.property(fc.nat(), shapes, (seed, shape) => {
        const random = seededRandom(seed);
        const course = drawCourse(random, shape);
        const rates = reportsOf(random, course, () => 1);
        expect(Math.min(...rates)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...rates)).toBeLessThanOrEqual(1);
        expect(rates.at(-1)).toBeLessThan(0.05 * Math.max(...rates));
      }),
      { numRuns: 50 },
    );
  });

  it("follow the day of those who could send them", () => {
    const night = reportsOf(seededRandom(1), { fault: new Array(120).fill(1) }, (i) => (i < 60 ? 1 : 0.1));
    expect((night[110] ?? 1) / (night[50] ?? 1)).toBeCloseTo(0.1, 2);
  });
});

describe("signal-to-noise", () => {
  it("takes the window that shows an excess best", () => {
    const excess = new Array<number>(60).fill(0).fill(10, 0, 10);
    expect(signalToNoise(excess, poisson(60, 4))).toBeCloseTo(100 / Math.sqrt(40), 6);
  });

  it("grows with the excess, falls with what is expected, and takes one report as the least noise", () => {
    const excess = new Array<number>(30).fill(0.5);
    expect(signalToNoise(excess, poisson(30, 0))).toBeCloseTo(15, 6);
    const double = excess.map((value) => 2 * value);
    expect(signalToNoise(double, poisson(30, 3))).toBeCloseTo(2 * signalToNoise(excess, poisson(30, 3)), 6);
    const wide = { ...poisson(30, 3), phiSlow: 0.1 };
    expect(signalToNoise(excess, wide)).toBeLessThan(signalToNoise(excess, poisson(30, 3)));
  });

  it("ends with the last quarter of an hour that stands out, not before the fault", () => {
    const excess = new Array<number>(100).fill(0).fill(5, 0, 40);
    expect(signalLength(excess, poisson(100, 1), 30)).toBe(54);
    expect(signalLength(excess, poisson(100, 1), 80)).toBe(80);
  });
});

describe("local clocks", () => {
  const at = (text: string) => asMinute(Date.parse(text) / 60_000);
  it.each([
    ["DE", "2026-10-24T12:00Z", 120],
    ["DE", "2026-10-25T12:00Z", 60],
    ["US-E", "2026-10-31T12:00Z", -240],
    ["US-E", "2026-11-01T12:00Z", -300],
    ["IN", "2026-06-01T00:00Z", 330],
    ["AU", "2026-10-05T00:00Z", 660],
  ])("of %s at %s are %i minutes ahead", (place, minute, ahead) => {
    expect(utcOffset(place, at(minute))).toBe(ahead);
  });

  it("go through the hour of the change twice", () => {
    const night = localWeek("DE", at("2026-10-25T00:00Z"), at("2026-10-25T03:00Z"), []);
    expect([night[0], night[59], night[60], night[120]]).toEqual([120, 179, 120, 180]);
  });

  it("live a holiday as a Sunday", () => {
    const friday = at("2026-12-25T12:00Z");
    expect(localWeek("GB", friday, addMinutes(friday, 1), ["12-25"])[0]).toBe(720);
    expect(localWeek("GB", friday, addMinutes(friday, 1), [])[0]).toBe(5 * 1440 + 720);
  });

  it("tell how busy people are, 1 on average, and less at the weekend of a business", () => {
    const week = Array.from({ length: 1008 }, (_, slot) => busyness("business", slot * 10));
    expect(week.reduce((sum, value) => sum + value, 0) / 1008).toBeCloseTo(1, 9);
    expect(busyness("business", 720)).toBeLessThan(0.4 * busyness("business", 1440 + 720));
  });
});
