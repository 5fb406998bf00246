import { describe, expect, it } from "vitest";
import { shortName } from "#lib/publish/short-name.ts";
import { POISONED_NAMES } from "#lib/publish/testing/poisoned-names.ts";

describe("a short name", () => {
  it.each([
    ["ChatGPT", "ChatGPT"],
    ["  AT&T \n Wireless ", "AT&T Wireless"],
    ["a\u0301\u0302\u0303\u0304\u0305b", "a\u0301\u0302\u0303b"],
    ["\u202egnp.exe", "gnp.exe"],
  ])("of %j is %j", (name, short) => {
    expect(shortName(name)).toBe(short);
  });

  it.each(POISONED_NAMES)("made of %s is one line of at most 80 letters", (_, name) => {
    const short = shortName(name);
    expect([...short].length).toBeLessThanOrEqual(80);
    expect(short).not.toMatch(/[\r\n\t\u202e]/);
    expect(short.isWellFormed()).toBe(true);
  });

  it("says by an ellipsis that it was cut, and never cuts a character in two", () => {
    expect(shortName("😀".repeat(100), 5)).toBe("😀😀😀😀…");
  });
});
