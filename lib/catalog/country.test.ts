import { describe, expect, it } from "vitest";
import { countryInSentence, isCountry } from "#lib/catalog/country.ts";

describe("isCountry", () => {
  it.each(["US", "GB", "DE", "KR", "TW", "PS", "XK"])("%s is one", (code) => {
    expect(isCountry(code)).toBe(true);
  });

  it.each(["UK", "us", "USA", "EU", "ZZ", "QQ", "SU", "AN", "AC", "", "U1"])("%j is none", (code) => {
    expect(isCountry(code)).toBe(false);
  });

  it("knows the 249 assigned codes and XK", () => {
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCountry);
    expect(codes).toHaveLength(250);
  });
});

describe("a country in a sentence", () => {
  it.each([
    ["DE", "Germany"],
    ["US", "the United States"],
    ["GB", "the United Kingdom"],
    ["NL", "the Netherlands"],
    ["PH", "the Philippines"],
    ["AE", "the United Arab Emirates"],
    ["GS", "South Georgia & South Sandwich Islands"],
    ["ZZ", "ZZ"],
  ])("%s is %s", (code, name) => {
    expect(countryInSentence(code)).toBe(name);
  });
});
