import { describe, expect, it } from "vitest";
import { wrongPlays } from "#lib/publish/accuracy-words.ts";

describe("what went wrong when outages were played", () => {
  it.each([
    [486, 481, "In the other 5 at least one of these was not"],
    [162, 161, "In the other one at least one of these was not"],
    [12_000, 10_000, "In the other 2,000 at least"],
    [162, 162, "In none was anything wrong."],
  ])("of %i plays, of which %i held, is %s", (plays, held, words) => {
    expect(wrongPlays({ outages: 9, plays, held })).toContain(words);
  });
});
