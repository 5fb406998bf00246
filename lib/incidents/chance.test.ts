import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { yearsBetweenChances } from "#lib/incidents/chance.ts";
import { flagged, gated } from "#lib/incidents/testing/facts.ts";

describe("how often chance makes such a rise", () => {
  it.each([
    [12, null, "at the threshold itself it is more often than once a year"],
    [18, null, "just under a year"],
    [18.1, 1, "just over a year"],
    [22, 50, "exp(22) / 68,328,000 looks, of 13 series in 10 windows, is 52.5, rounded down"],
    [24, 300, "388"],
    [451.5, 1_000, "no model of four weeks knows more than a thousand years"],
  ])("evidence %d: %s (%s)", (evidence, years, _why) => {
    expect(yearsBetweenChances(flagged({ evidence }))).toBe(years);
  });

  it.each([
    ["without a baseline", flagged({ basis: "trailing" })],
    ["where an outage freezes the baseline", flagged({ basis: "frozen" })],
    ["where nothing is expected", flagged({ expected: null })],
    ["where less than one report is expected", flagged({ expected: 0.99 })],
    ["of fewer than 20 reports", flagged({ observed: 19 })],
    ["of reports from few networks: they are not independent", gated({ diversity: false })],
    ["of a rise that a larger failure explains: it is no chance", gated({ ownRise: false })],
    ["of what a service's own bursts make of themselves", flagged({ threshold: 35, evidence: 39 })],
    ["of late reports", gated({ notTail: false })],
    ["of too little evidence, as a stored verdict may tell it beside its number", gated({ evidence: false })],
    ["of a rise that is too small", gated({ size: false })],
    ["of a rise that dies away as talk does: it has one cause", gated({ lasting: false })],
    ["where the shown window is not the one that decided", flagged({ episode: { flagged: asMinute(5) } })],
  ])("is not said %s", (_, facts) => {
    expect(yearsBetweenChances(facts)).toBeNull();
  });

  it("is said of 20 reports where one is expected", () => {
    expect(yearsBetweenChances(flagged({ evidence: 24, observed: 20, expected: 1 }))).toBe(300);
  });

  it("is said no more rarely where less evidence was asked for", () => {
    expect(yearsBetweenChances(flagged({ evidence: 24, threshold: 8.5 }))).toBe(300);
  });

  it("never falls when the evidence grows, and is never less than its bound", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (g, more) => {
          const [less, years] = [g, g + more].map((evidence) => yearsBetweenChances(flagged({ evidence })) ?? 0);
          expect(years).toBeGreaterThanOrEqual(less ?? 0);
          expect(years).toBeLessThanOrEqual(Math.exp(g + more) / 68_328_000);
        },
      ),
    );
  });
});
