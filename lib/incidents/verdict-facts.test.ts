import { describe, expect, it } from "vitest";
import { flagged } from "#lib/incidents/testing/facts.ts";
import { verdictFacts } from "#lib/incidents/verdict-facts.ts";

describe("the numbers of a stored verdict", () => {
  it("are read from what later builds store too", () => {
    const stored = { ...flagged(), reason: "312 reports", country: "DE", gates: { ...flagged().gates, lasting: true } };
    expect(verdictFacts(JSON.parse(JSON.stringify(stored)))).toEqual(flagged());
  });

  it.each([[null], [undefined], [{}], [{ reason: "Because." }], [{ ...flagged(), gates: {} }]])(
    "of %j are none",
    (stored) => {
      expect(verdictFacts(stored)).toBeNull();
    },
  );
});
