import { describe, expect, it } from "vitest";
import { saltDay, stillNeeded } from "#lib/reports/held-salts.ts";
import { hmacKey } from "#lib/reports/hmac.ts";

const MIDNIGHT = 20_000 * 1_440;
const keyOf = (byte: number) => hmacKey(new Uint8Array(32).fill(byte));
const held = { day: 20_000, today: keyOf(1), yesterday: keyOf(2) };

describe("salts at hand", () => {
  it.each([
    ["in the day's first hour, both", 0, held],
    ["to the hour's last minute", 59, held],
    ["after it, the day's own", 60, { ...held, yesterday: null }],
    ["to the day's last minute", 1_439, { ...held, yesterday: null }],
    ["on the next day, none", 1_440, null],
    ["days later, none", 5 * 1_440 + 30, null],
    ["on the day before, when a clock was put back, none", -1, null],
  ])("are needed: %s", (_, minute, needed) => {
    expect(stillNeeded(held, MIDNIGHT + minute)).toEqual(needed);
  });

  it("are none where none are", () => {
    expect(stillNeeded(null, MIDNIGHT)).toBeNull();
  });

  it("are the same object while nothing of them goes, for a report takes a hundred microseconds", () => {
    const later = stillNeeded(held, MIDNIGHT + 60);
    expect(stillNeeded(held, MIDNIGHT)).toBe(held);
    expect(stillNeeded(later, MIDNIGHT + 61)).toBe(later);
  });

  it("are called by the day that a minute lies in", () => {
    expect([MIDNIGHT - 1, MIDNIGHT, MIDNIGHT + 1_439].map(saltDay)).toEqual([19_999, 20_000, 20_000]);
  });
});
