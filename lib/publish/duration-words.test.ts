import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { durationWords, rangeWords } from "#lib/publish/duration-words.ts";

describe("a length of time", () => {
  it.each([
    [0, "0 minutes"],
    [-5, "0 minutes"],
    [1, "1 minute"],
    [8.9, "8 minutes"],
    [60, "1 hour"],
    [65, "1 hour 5 minutes"],
    [1_440, "1 day"],
    [4_447, "3 days 2 hours"],
  ])("of %d minutes is %s", (minutes, words) => {
    expect(durationWords(minutes)).toBe(words);
  });

  it("has at most two units", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (minutes) => {
        expect(durationWords(minutes)).toMatch(/^\d+ (day|hour|minute)s?( \d+ (hour|minute)s?)?$/);
      }),
    );
  });

  it.each([
    [60, "hour"],
    [360, "6 hours"],
    [1_440, "24 hours"],
    [10_080, "7 days"],
  ])("of a chart of %d minutes reads: the last %s", (minutes, words) => {
    expect(rangeWords(minutes)).toBe(words);
  });
});
