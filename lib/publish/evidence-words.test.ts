import { describe, expect, it } from "vitest";
import { flagged, gated } from "#lib/incidents/testing/facts.ts";
import {
  chanceWords,
  countryWords,
  evidenceFigures,
  formatEvidence,
  gateWords,
  hasRise,
  whyWords,
} from "#lib/publish/evidence-words.ts";

describe("why a verdict is what it is", () => {
  it.each([
    ["an outage", flagged(), /^Flagged: the count is far beyond chance/],
    ["a gap of ours", flagged({ state: "unknown" }), /could not take reports/],
    ["too few networks", gated({ diversity: false }, { state: "unconfirmed" }), /too few networks to be a crowd/],
    [
      "a rise beside a larger one",
      gated({ ownRise: false }, { state: "possible" }),
      /its parent, rose more at the same time/,
    ],
    ["too little evidence", gated({}, { state: "possible", evidence: 9.42 }), /evidence is 9\.4, and 10\.5 is asked/],
    ["a state that is being held", gated({ evidence: false }, { state: "possible", evidence: 3 }), /the rise is over/],
    ["late reports while it is held", gated({ notTail: false }, { state: "possible" }), /the rise is over/],
    [
      "few networks that are held",
      gated({ evidence: false }, { state: "unconfirmed", evidence: 3 }),
      /the rise is over/,
    ],
    ["talk", gated({ lasting: false }, { state: "possible" }), /may be talk that dies away/],
    ["an outage's weak minute", flagged({ evidence: 9 }), /^Flagged before/],
    ["an outage's quiet minute", flagged({ gates: { ...flagged().gates, evidence: false } }), /^Flagged before/],
    [
      "a quiet minute of possible problems on record",
      flagged({ state: "possible", gates: { ...flagged().gates, evidence: false } }),
      /this minute shows no rise/,
    ],
    [
      "a loud group in possible problems on record",
      flagged({ state: "possible", gates: { ...flagged().gates, diversity: false } }),
      /too few networks to be a crowd/,
    ],
    ["late reports", gated({ notTail: false }, { state: "normal" }), /because reports come late/],
    ["no history", gated({ evidence: false }, { state: "normal", expected: null }), /not known yet/],
    ["nothing", gated({ evidence: false }, { state: "normal", observed: 5, evidence: 0 }), /not above what is usual/],
    ["a small rise", gated({ evidence: false, size: false }, { state: "normal", evidence: 20 }), /by too little/],
    ["chance", gated({ evidence: false }, { state: "normal", evidence: 4 }), /chance alone does this often/],
  ])("is said of %s", (_, facts, words) => {
    expect(whyWords(facts)).toMatch(words);
  });

  it.each([
    ["possible", gated({ ownRise: false }, { state: "possible" })],
    ["unconfirmed", gated({ diversity: false }, { state: "unconfirmed" })],
    ["normal", gated({ evidence: false }, { state: "normal", evidence: 4 })],
  ] as const)("never calls %s an outage", (_, facts) => {
    expect(whyWords(facts)).toMatch(/^Not (called an outage|flagged):/);
  });
});

describe("one country's counts that decided", () => {
  it("are named, because the chart is of all countries", () => {
    expect(countryWords(flagged({ country: "DE" }))).toMatch(
      /^What decided are the counts of Germany, .* all countries\.$/,
    );
    expect(countryWords(flagged())).toBeNull();
  });
});

describe("a rise that a reader asks about", () => {
  it.each([
    [20, 10, true],
    [15, 10, false],
    [4, 0.5, false],
    [20, null, false],
  ])("%d reports where %s are usual: %s", (observed, usual, rises) => {
    expect(hasRise(flagged({ observed, usual }))).toBe(rises);
  });
});

describe("the gates", () => {
  it("are all named for a rise, those that stayed closed too", () => {
    expect(gateWords(gated({ ownRise: false })).map(({ passed }) => passed)).toEqual([
      true,
      true,
      true,
      false,
      true,
      true,
    ]);
    expect(gateWords(flagged()).every(({ passed }) => passed)).toBe(true);
  });

  it("that have nothing to judge are left out", () => {
    expect(gateWords(gated({ evidence: false })).map(({ name }) => name)).toEqual([
      "Beyond chance",
      "Size of the crowd",
    ]);
  });

  it("name a lack of variety even where the networks show no rise", () => {
    expect(gateWords(gated({ evidence: false, diversity: false }))).toHaveLength(6);
  });
});

describe("the numbers that decided", () => {
  it("say of which country they are", () => {
    expect(evidenceFigures(flagged({ country: "DE" }))[0]?.note).toBe("reports from Germany in 5 minutes");
    expect(evidenceFigures(flagged({ country: "US" }))[0]?.note).toBe("reports from the United States in 5 minutes");
  });

  it("have their unit, their window and what is usual", () => {
    expect(evidenceFigures(flagged())).toEqual([
      { label: "Counted", value: "312", note: "reports in 5 minutes" },
      { label: "Usual", value: "about 6", note: "in 5 minutes on a day like this" },
      { label: "Networks", value: "240", note: "different ones, first seen within the hour" },
    ]);
  });

  it("name what is expected beside the usual, as after an outage", () => {
    const facts = gated(
      { evidence: false },
      { state: "normal", observed: 1_575, usual: 45, expected: 1_648, window: 15 },
    );
    const note = "in 15 minutes on a day like this; about 1,648 expected now";
    expect(evidenceFigures(facts)[1]).toEqual({ label: "Usual", value: "about 45", note });
    expect(whyWords(facts)).toBe("Not flagged: the counts are not above what is expected now.");
  });

  it("say when nothing is known", () => {
    expect(evidenceFigures(flagged({ expected: null, usual: null }))[1]).toMatchObject({ value: "not known" });
    expect(evidenceFigures(flagged({ basis: "frozen" }))[1]?.note).toContain("before the rise");
  });

  it.each([
    [9.42, "9.4"],
    [12, "12"],
    [451.5, "452"],
  ])("write evidence %d as %s", (evidence, text) => {
    expect(formatEvidence(evidence)).toBe(text);
  });

  it("name chance only where the model supports it", () => {
    expect(chanceWords(flagged({ evidence: 22.6 }))).toBe(
      "By chance the model fitted to this service expects as much less than once in 90 years.",
    );
    expect(chanceWords(flagged({ evidence: 18.1 }))).toContain("less than once in a year.");
    expect(chanceWords(flagged({ basis: "trailing" }))).toBeNull();
  });
});
