import { describe, expect, it } from "vitest";
import { eventWords, revisionWords } from "#components/incidents/incident-words.ts";

const kindsOf = <Kind extends string>(...kinds: Kind[]) => kinds.map((kind) => ({ kind }));

describe("a record whose problems come back after its end", () => {
  it("is called opened again, and not raised to problems, which it may not be", () => {
    expect(eventWords(kindsOf("opened", "escalated", "resolved", "escalated", "escalated"))).toEqual([
      "Opened",
      "Raised to problems",
      "Ended",
      "Opened again",
      "Raised to problems",
    ]);
  });

  it("is so in its revisions too, also where the company spoke in between", () => {
    expect(revisionWords(kindsOf("opened", "resolved", "company", "escalated")).at(-1)).toBe("Opened again");
  });
});
