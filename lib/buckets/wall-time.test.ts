import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { comesTwice, localDay, offsetMinutes, parseTimeZone, wallTime } from "#lib/buckets/wall-time.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";

describe("a time zone", () => {
  it.each([
    ["UTC", "UTC"],
    ["utc", "UTC"],
    ["america/new_york", "America/New_York"],
    ["America/Argentina/Buenos_Aires", "America/Buenos_Aires"],
  ])("%s is %s", (text, name) => {
    expect(parseTimeZone(text)).toBe(name);
  });

  it.each(["", "Mars/Phobos", "+05:00", "<script>", "UTC'", "a".repeat(9_000), "../etc", "Europe/Berlin "])(
    "%s is none",
    (text) => {
      expect(parseTimeZone(text)).toBeNull();
    },
  );
});

describe("the time on the wall", () => {
  it.each([
    ["2024-11-09T00:15Z", "America/New_York", [2024, 11, 8, 19, 15], -300],
    ["2024-07-01T12:00Z", "Europe/Berlin", [2024, 7, 1, 14, 0], 120],
    ["2024-03-31T01:00Z", "Europe/Berlin", [2024, 3, 31, 3, 0], 120],
    ["2024-03-31T00:59Z", "Europe/Berlin", [2024, 3, 31, 1, 59], 60],
    ["2024-01-01T00:00Z", "Asia/Kathmandu", [2024, 1, 1, 5, 45], 345],
    ["2024-01-01T00:00Z", "UTC", [2024, 1, 1, 0, 0], 0],
  ] as const)("at %s in %s", (text, zone, [year, month, day, hour, minute], offset) => {
    expect(wallTime(at(text), zone)).toEqual({ year, month, day, hour, minute });
    expect(offsetMinutes(at(text), zone)).toBe(offset);
  });

  it("throws for a zone that does not exist", () => {
    expect(() => wallTime(at("2024-01-01T00:00Z"), "Mars/Phobos")).toThrow(RangeError);
  });

  it("has an offset of whole quarters of an hour, between -12 and +14 hours", () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
    const since1990 = fc.integer({ min: Date.UTC(1990) / 60_000, max: Date.UTC(2037) / 60_000 });
    fc.assert(
      fc.property(zones, since1990, (zone, minute) => {
        const offset = offsetMinutes(asMinute(minute), zone);
        expect(Math.abs(offset % 15)).toBe(0);
        expect(Math.abs(offset)).toBeLessThanOrEqual(14 * 60);
      }),
    );
  });

  it("counts days since 1970-01-01, over the ends of months and years", () => {
    const days = [
      "1970-01-01T12:00Z",
      "1970-01-31T12:00Z",
      "1970-02-01T12:00Z",
      "1970-03-01T12:00Z",
      "1971-01-01T12:00Z",
    ];
    expect(days.map((text) => localDay(at(text), "UTC"))).toEqual([0, 30, 31, 59, 365]);
  });

  it("counts days by the zone's own midnight", () => {
    const [before, after] = [at("2024-11-09T04:59Z"), at("2024-11-09T05:00Z")];
    expect(localDay(after, "America/New_York") - localDay(before, "America/New_York")).toBe(1);
    expect(localDay(after, "UTC")).toBe(localDay(before, "UTC"));
  });
});

describe("a time that comes twice", () => {
  it.each([
    ["Europe/Berlin", "2024-10-27T00:00Z", "2024-10-27T02:00Z"],
    ["America/New_York", "2024-11-03T05:00Z", "2024-11-03T07:00Z"],
    ["Australia/Lord_Howe", "2024-04-06T14:30Z", "2024-04-06T15:30Z"],
    ["Antarctica/Troll", "2024-10-26T23:00Z", "2024-10-27T03:00Z"],
  ])("in %s does so from %s to %s and at no other minute of that week", (zone, from, to) => {
    const around = Array.from({ length: 1_000 }, (_, index) => asMinute(at(from) - 4_320 + index * 10 - (index % 2)));
    const twice = around.filter((minute) => comesTwice(minute, zone));
    expect(twice).toEqual(around.filter((minute) => minute >= at(from) && minute < at(to)));
    expect(twice.length).toBeGreaterThan(4);
  });

  it("never does where clocks go forward, nor where they stay, nor when time began", () => {
    for (const [minute, zone] of [
      ["2024-03-31T01:00Z", "Europe/Berlin"],
      ["2024-03-31T00:59Z", "Europe/Berlin"],
      ["2024-10-27T00:30Z", "UTC"],
      ["1970-01-01T00:00Z", "Europe/Berlin"],
    ] as const)
      expect(comesTwice(at(minute), zone)).toBe(false);
  });
});
