import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMinute, formatMinute } from "#lib/buckets/minute.ts";
import { wallTime } from "#lib/buckets/wall-time.ts";
import { clockTicks, dayStarts, timeStep, valueTicks } from "#lib/publish/chart-ticks.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";

describe("ticks of values", () => {
  it.each([
    [0, [0, 2, 4, 6]],
    [5, [0, 2, 4, 6]],
    [38, [0, 10, 20, 30, 40]],
    [19_043, [0, 5_000, 10_000, 15_000, 20_000]],
    [1_500_000, [0, 500_000, 1_000_000, 1_500_000]],
  ])("up to %d are %j", (largest, ticks) => {
    expect(valueTicks(largest, 3)).toEqual(ticks);
  });

  it("are 1, 2 or 5 times a power of ten apart, few, and reach the largest", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constantFrom(3, 4), (largest, count) => {
        const ticks = valueTicks(largest, count);
        const step = (ticks[1] ?? 0) - (ticks[0] ?? 0);
        const lead = step / 10 ** Math.floor(Math.log10(step));
        expect([1, 2, 5]).toContain(Math.round(lead * 1e6) / 1e6);
        expect(ticks.every(Number.isInteger)).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest);
      }),
    );
  });
});

describe("the step of a time axis", () => {
  it.each([
    ["an hour on a phone", 300 / 60, { unit: "clock", minutes: 15 }],
    ["a day on a phone", 300 / 1_440, { unit: "clock", minutes: 360 }],
    ["a day in a column", 820 / 1_440, { unit: "clock", minutes: 120 }],
    ["a week in a column", 820 / 10_080, { unit: "clock", minutes: 720 }],
    ["a week on a phone", 300 / 10_080, { unit: "day", days: 2 }],
    ["a month on a phone", 300 / 44_640, { unit: "day", days: 7 }],
    ["ten years", 300 / 5_256_000, { unit: "day", days: 28 }],
  ])("of %s", (_, pixelsPerMinute, step) => {
    expect(timeStep(pixelsPerMinute, 58, 60)).toEqual(step);
  });
});

describe("ticks of time", () => {
  const ticks = (from: string, to: string, zone: string, minutes: number) =>
    clockTicks(at(from), at(to), zone, minutes).map((minute) => formatMinute(minute).slice(5));

  it("stand at round times of the zone's own clocks", () => {
    expect(ticks("2024-11-08T06:00Z", "2024-11-08T18:00Z", "Asia/Kathmandu", 180)).toEqual([
      "11-08T06:15Z",
      "11-08T09:15Z",
      "11-08T12:15Z",
      "11-08T15:15Z",
    ]);
  });

  it("stand at tens of minutes where clocks are three quarters of an hour off UTC", () => {
    expect(ticks("2024-11-08T06:03Z", "2024-11-08T06:40Z", "Asia/Kathmandu", 10)).toEqual([
      "11-08T06:05Z",
      "11-08T06:15Z",
      "11-08T06:25Z",
      "11-08T06:35Z",
    ]);
  });

  it("are an hour farther apart where clocks go back, and keep the wall's round hours", () => {
    expect(ticks("2024-11-03T02:00Z", "2024-11-03T09:00Z", "America/New_York", 120)).toEqual([
      "11-03T02:00Z",
      "11-03T04:00Z",
      "11-03T07:00Z",
      "11-03T09:00Z",
    ]);
  });

  it("are an hour nearer where clocks go forward, and none is missed", () => {
    expect(ticks("2024-03-30T23:00Z", "2024-03-31T22:00Z", "Europe/Berlin", 360)).toEqual([
      "03-30T23:00Z",
      "03-31T04:00Z",
      "03-31T10:00Z",
      "03-31T16:00Z",
      "03-31T22:00Z",
    ]);
  });

  it("show an hour that comes twice twice, and one that is skipped not at all", () => {
    const walls = (from: string, to: string) =>
      clockTicks(at(from), at(to), "Europe/Berlin", 60).map((minute) => wallTime(minute, "Europe/Berlin").hour);
    expect(walls("2024-10-26T22:00Z", "2024-10-27T02:00Z")).toEqual([0, 1, 2, 2, 3]);
    expect(walls("2024-03-30T23:00Z", "2024-03-31T02:00Z")).toEqual([0, 1, 3, 4]);
  });

  it("lie within the span, in order, on whole steps, in every zone", () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
    const start = fc.integer({ min: Date.UTC(1990) / 60_000, max: Date.UTC(2036) / 60_000 });
    fc.assert(
      fc.property(zones, start, fc.constantFrom(15, 60, 180, 360), (zone, from, minutes) => {
        const found = clockTicks(asMinute(from), asMinute(from + 2_880), zone, minutes);
        expect(found.length).toBeGreaterThanOrEqual(2_880 / minutes - 2);
        for (const [index, minute] of found.entries()) {
          const wall = wallTime(minute, zone);
          expect((wall.hour * 60 + wall.minute) % minutes).toBe(0);
          expect(minute).toBeGreaterThan(found[index - 1] ?? from - 1);
          expect(minute).toBeLessThanOrEqual(from + 2_880);
        }
      }),
    );
  });
});

describe("the starts of days", () => {
  it("are the zone's midnights", () => {
    const starts = dayStarts(at("2024-11-02T12:00Z"), at("2024-11-05T12:00Z"), "America/New_York").map(formatMinute);
    expect(starts).toEqual(["2024-11-03T04:00Z", "2024-11-04T05:00Z", "2024-11-05T05:00Z"]);
  });

  it("are at 01:00 where clocks skip midnight", () => {
    const [start] = dayStarts(at("2024-04-25T12:00Z"), at("2024-04-26T12:00Z"), "Africa/Cairo");
    expect(start && formatMinute(start)).toBe("2024-04-25T22:00Z");
    expect(start && wallTime(start, "Africa/Cairo").hour).toBe(1);
  });

  it("come one for every day of a year", () => {
    expect(dayStarts(at("2024-01-01T00:00Z"), at("2025-01-01T00:00Z"), "Europe/Berlin")).toHaveLength(366);
  });
});
