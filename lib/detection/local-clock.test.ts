import { describe, expect, it } from "vitest";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import { offsetMinutes } from "#lib/buckets/wall-time.ts";
import { clockBetween, clockFrom, offsetOf, UTC } from "#lib/detection/local-clock.ts";

const at = (iso: string) => asMinute(Date.parse(iso) / 60_000);

describe("a local clock", () => {
  it.each([
    ["Europe/Berlin", "2026-03-20T00:00Z", "2026-04-10T00:00Z", [60, 120], "2026-03-29T01:00Z"],
    ["America/New_York", "2026-10-20T00:00Z", "2026-11-10T00:00Z", [-240, -300], "2026-11-01T06:00Z"],
    ["Australia/Lord_Howe", "2026-03-20T00:00Z", "2026-04-10T00:00Z", [660, 630], "2026-04-04T15:00Z"],
  ])("of %s changes at the very minute", (zone, from, to, offsets, change) => {
    const clock = clockBetween(at(from), at(to), (minute) => offsetMinutes(minute, zone));
    expect(clock.map(({ offset }) => offset)).toEqual(offsets);
    expect(clock[1]?.from).toBe(at(change));
    expect([-1, 0].map((minutes) => offsetOf(clock, addMinutes(at(change), minutes)))).toEqual(offsets);
  });

  it.each([
    ["Asia/Tokyo", 540],
    ["Asia/Kolkata", 330],
    ["UTC", 0],
  ])("of %s never changes", (zone, offset) => {
    const clock = clockBetween(at("2026-01-01T00:00Z"), at("2027-01-01T00:00Z"), (minute) =>
      offsetMinutes(minute, zone),
    );
    expect(clock).toEqual([{ from: at("2026-01-01T00:00Z"), offset }]);
  });

  it("goes by its first offset before its first change, and UTC by none", () => {
    expect(offsetOf([{ from: at("2026-01-01T00:00Z"), offset: 60 }], 5)).toBe(60);
    expect(offsetOf(UTC, at("2026-01-01T00:00Z"))).toBe(0);
  });

  it("ends where it is asked to", () => {
    const clock = clockBetween(at("2026-03-20T00:00Z"), at("2026-03-29T00:00Z"), (minute) =>
      offsetMinutes(minute, "Europe/Berlin"),
    );
    expect(clock).toEqual([{ from: at("2026-03-20T00:00Z"), offset: 60 }]);
  });

  it("keeps what matters from a minute on", () => {
    const clock = [
      { from: asMinute(0), offset: 0 },
      { from: asMinute(100), offset: 60 },
      { from: asMinute(200), offset: 0 },
    ];
    expect(clockFrom(clock, asMinute(150))).toEqual([
      { from: 150, offset: 60 },
      { from: 200, offset: 0 },
    ]);
    expect(clockFrom(clock, asMinute(200))).toEqual([{ from: 200, offset: 0 }]);
  });
});
