import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countReports, formatCount, formatExpected, formatPercent, formatRatio } from "#lib/publish/number-words.ts";

describe("a number in words", () => {
  it.each([
    [0, "0 reports"],
    [1, "1 report"],
    [2, "2 reports"],
    [19_043, "19,043 reports"],
    [1_500_000, "1,500,000 reports"],
  ])("counts %d as %s", (count, words) => {
    expect(countReports(count)).toBe(words);
  });

  it.each([
    [0, "none"],
    [0.2, "fewer than 1"],
    [1, "about 1"],
    [3.6, "about 4"],
    [1_234.5, "about 1,235"],
  ])("says of %d expected reports: %s", (expected, words) => {
    expect(formatExpected(expected)).toBe(words);
  });

  it.each([
    [2.44, "about 2.4 times"],
    [9.99, "about 10 times"],
    [312.4, "about 312 times"],
  ])("says of the ratio %d: %s", (ratio, words) => {
    expect(formatRatio(ratio)).toBe(words);
  });

  it("sets percent apart by a space that does not break", () => {
    expect(formatPercent(62)).toBe("62\u00a0%");
  });

  it("writes numbers as the reader's language does", () => {
    expect(formatCount(19_043, "de")).toBe("19.043");
  });

  it("keeps every digit of a count", () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), (count) => {
        expect(Number(formatCount(count).replaceAll(",", ""))).toBe(count);
      }),
    );
  });
});
