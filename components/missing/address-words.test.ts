import { describe, expect, it } from "vitest";
import { addressWords } from "#components/missing/address-words.ts";

describe("an unknown address as words", () => {
  it.each([
    ["chat-gtp", "chat gtp"],
    ["caf%C3%A9-nero", "café nero"],
    ["100%", "100%"],
  ])("%s is %j", (named, words) => {
    expect(addressWords(named)).toBe(words);
  });

  it("are never cut within a letter", () => {
    const words = addressWords(`x${encodeURIComponent("😀".repeat(100))}`);
    expect(words).toBe(`x${"😀".repeat(79)}`);
  });
});
