import { describe, expect, it } from "vitest";
import { printExpected, printPercent, printShare, printTimes, printUsual } from "#lib/publish/print-numbers.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

describe("numbers to print", () => {
  it.each([
    ["en-GB", "62\u00a0%"],
    ["de-DE", "62\u00a0%"],
    ["pt-BR", "62%"],
    ["ja-JP", "62%"],
  ])("in %s set a percent as %s", (locale, text) => {
    expect(printPercent(62, locale)).toBe(text);
  });

  it.each([
    ["en", "<1\u00a0%", "0\u00a0%"],
    ["de", "<\u00a01\u00a0%", "0\u00a0%"],
    ["es", "<\u00a01\u00a0%", "0\u00a0%"],
    ["fr", "<\u00a01\u00a0%", "0\u00a0%"],
    ["pt", "<\u00a01%", "0%"],
    ["ja", "1%未満", "0%"],
  ] as const)("in %s say of a share of some reports that rounds to none that it is %s", (language, some, none) => {
    const words = wordsOf(language);
    const share = (reports: number | null) => printShare({ percent: 0, reports }, words).replaceAll("\u202f", "\u00a0");
    expect([share(3), share(0), share(null)]).toEqual([some, none, some]);
    expect(printShare({ percent: 62, reports: 3 }, words)).toBe(printPercent(62, words.locale));
  });

  it("round a ratio to two figures below ten and to whole numbers above", () => {
    expect([2.44, 9.96, 300.4].map((ratio) => printTimes(ratio, "de-DE"))).toEqual(["2,4", "10", "300"]);
  });

  it("keep a decimal of a small expectation", () => {
    expect([1.26, 63.4].map((expected) => printExpected(expected, "fr-FR"))).toEqual(["1,3", "63"]);
    expect([0.44, 1.26, 7.3, 7_263.4].map((usual) => printUsual(usual, "de-DE"))).toEqual(["0,4", "1", "7", "7.263"]);
  });
});
