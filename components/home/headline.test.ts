import { describe, expect, it } from "vitest";
import { headline, scopeSentence, uncertain } from "#components/home/headline.ts";
import { countStates } from "#lib/live/count-states.ts";

const counts = (outage: number, possible = 0, unconfirmed = 0) => ({ outage, possible, unconfirmed });

describe("the home page's headline", () => {
  it.each([
    [counts(7, 2), 900, "7 services have problems right now"],
    [counts(1), 900, "1 service has problems right now"],
    [counts(0, 2), 900, "No service has confirmed problems right now"],
    [counts(0, 0, 1), 900, "No service has problems right now"],
    [counts(0), 900, "No service has problems right now"],
    [counts(0), 0, "Nothing is watched here yet"],
  ])("of %j among %i services is %s", (states, watched, expected) => {
    expect(headline(states, { watched, reports24h: 900 })).toBe(expected);
  });

  it("tells silence from calm", () => {
    expect(headline(counts(0), { watched: 900, reports24h: 0 })).toBe("Nothing has been reported in the last 24 hours");
    expect(headline(counts(0), { watched: 900, reports24h: 9 })).toBe("Too few reports to tell what fails right now");
    expect(headline(counts(0), { watched: 900, reports24h: 10 })).toBe("No service has problems right now");
    expect(headline(counts(1), { watched: 900, reports24h: 0 })).toBe("1 service has problems right now");
  });

  it("counts services by state", () => {
    const services = [{ state: "outage" }, { state: "possible" }, { state: "outage" }, { state: "normal" }] as const;
    expect(countStates(services)).toEqual(counts(2, 1, 0));
  });
});

describe("the line below the headline", () => {
  it.each([
    [counts(3, 2, 1), "2 others may have problems, 1 is unconfirmed. "],
    [counts(1, 1), "1 other may have problems. "],
    [counts(0, 1), "1 service may have problems. "],
    [counts(0, 0, 2), "2 are unconfirmed. "],
    [counts(5), ""],
  ])("says of %j: %s", (states, expected) => {
    expect(uncertain(states)).toBe(expected);
  });

  it("says how much is looked at, in reports and never in people", () => {
    expect(scopeSentence({ watched: 2_052, reports24h: 87_374 })).toBe(
      "We watch 2,052 services; 87,374 reports in the last 24 hours.",
    );
    expect(scopeSentence({ watched: 1, reports24h: 1 })).toBe("We watch 1 service; 1 report in the last 24 hours.");
    expect(scopeSentence({ watched: 0, reports24h: 0 })).toContain("catalogue of services is empty");
    expect(scopeSentence({ watched: 2_052, reports24h: 0 })).toContain("be the first to report");
  });
});
