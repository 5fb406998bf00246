import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMinute, formatMinute, minuteToMs, parseMinute } from "#lib/buckets/minute.ts";

const LAST = 253_402_300_740_000 / 60_000;

describe("a minute", () => {
  it.each([0, 1, LAST])("can be %d", (value) => {
    expect(asMinute(value)).toBe(value);
  });

  it.each([-1, 0.5, Number.NaN, Infinity, LAST + 1])("cannot be %d", (value) => {
    expect(() => asMinute(value)).toThrow(RangeError);
  });
});

describe("a UTC minute as text", () => {
  it("is read as it is written, with or without seconds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LAST }).map(asMinute), (minute) => {
        const whole = new Date(minuteToMs(minute) + 59_999).toISOString();
        expect([parseMinute(formatMinute(minute)), parseMinute(whole)]).toEqual([minute, minute]);
      }),
    );
  });

  it.each([
    ["a day that its month does not have", "2026-02-30T12:00Z"],
    ["the 29th of February of a common year", "2026-02-29T12:00Z"],
    ["the 31st of November", "2026-11-31T12:00:00Z"],
    ["hour 24, which is another day's midnight", "2026-11-10T24:00Z"],
    ["a leap second", "2016-12-31T23:59:60Z"],
    ["a month 13", "2026-13-01T00:00Z"],
    ["a local time with its offset", "2026-11-10T12:00+01:00"],
    ["a time of no zone", "2026-11-10T12:00"],
    ["a date alone", "2026-11-10"],
    ["a year of six digits", "+275760-09-13T00:00Z"],
    ["a moment before 1970", "1969-12-31T23:59Z"],
    ["digits of another script", "２０２６-11-10T12:00Z"],
    ["spaces around it", " 2026-11-10T12:00Z"],
    ["nothing", ""],
  ])("is not %s", (_, text) => {
    expect(parseMinute(text)).toBeNull();
  });
});
