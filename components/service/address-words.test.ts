import { describe, expect, it } from "vitest";
import { addressWords } from "#components/service/address-words.ts";

describe("an unknown address as words", () => {
  it.each([
    ["/status/chat-gtp", "chat gtp"],
    ["/status/caf%C3%A9-nero", "café nero"],
    ["/status/100%", "100%"],
    ["/", ""],
  ])("%s is %j", (path, words) => {
    expect(addressWords(path)).toBe(words);
  });

  it("are never cut within a letter: what is left can be asked for", () => {
    const words = addressWords(`/status/x${encodeURIComponent("😀".repeat(100))}`);
    expect(words).toBe(`x${"😀".repeat(79)}`);
    expect(() => encodeURIComponent(words)).not.toThrow();
  });
});
