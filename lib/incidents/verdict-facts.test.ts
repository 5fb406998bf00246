import { describe, expect, it } from "vitest";
import { flagged } from "#lib/incidents/testing/facts.ts";
import { factsOfEvidence, verdictFacts } from "#lib/incidents/verdict-facts.ts";

describe("the numbers of a stored verdict", () => {
  it("are read from what later builds store too", () => {
    const stored = {
      ...flagged(),
      reason: "312 reports",
      phase: "rising",
      gates: { ...flagged().gates, weather: true },
    };
    expect(verdictFacts(JSON.parse(JSON.stringify(stored)))).toEqual(flagged());
  });

  it("are read from what earlier builds stored, too: there was no country, and no test of lasting", () => {
    const { country: _, gates, ...stored } = flagged();
    const { lasting: __, ...older } = gates;
    expect(verdictFacts({ ...stored, gates: older })).toEqual(flagged());
  });

  it("have what was expected for the usual where no build had told them apart yet", () => {
    const { usual: _, ...stored } = flagged();
    expect(verdictFacts({ ...stored, expected: 9 })).toEqual(flagged({ expected: 9, usual: 9 }));
    expect(verdictFacts(flagged({ expected: 9, usual: 6 }))).toEqual(flagged({ expected: 9, usual: 6 }));
  });

  it.each([[null], [undefined], [{}], [{ reason: "Because." }], [{ ...flagged(), gates: {} }]])(
    "of %j are none",
    (stored) => {
      expect(verdictFacts(stored)).toBeNull();
    },
  );
});

describe("the numbers of an event", () => {
  it("are read although its inputs are those of another build", () => {
    expect(factsOfEvidence({ thresholds: 7, input: { unheard: true }, verdict: flagged() })).toEqual(flagged());
  });

  it.each([[{}], [null], ["damaged"], [{ verdict: null }]])("of %j are none", (evidence) => {
    expect(factsOfEvidence(evidence)).toBeNull();
  });
});
