import { describe, expect, it } from "vitest";
import { z } from "zod";
import { errorWords } from "#bench/error-words.ts";

describe("what a command says when it fails", () => {
  it("names the option that cannot be read, and what is expected", () => {
    const { error } = z.object({ port: z.coerce.number().max(65_535) }).safeParse({ port: "abc" });
    expect(errorWords(error)).toMatch(/^--port: .*expected number/);
  });

  it.each([
    [new Error("the disk is full"), "the disk is full"],
    ["a word", "a word"],
  ])("is the message of an error: %#", (error, words) => {
    expect(errorWords(error)).toBe(words);
  });
});
