import { describe, expect, it } from "vitest";
import { isApart, isClearlyAbove, reasonOf } from "#lib/detection/sentence.ts";
import { afterNoon, judgeAll, lastOf, minutesOf } from "#lib/detection/testing/minutes.ts";
import type { Verdict } from "#lib/detection/verdict.ts";

const [quiet] = judgeAll({ networks: [0] }).verdicts;
if (quiet === undefined) throw new Error("one minute was judged");
/** What is expected is the usual where a test does not say otherwise. */
const said = (rest: Partial<Verdict>, larger: string | null = null, country: string | null = null) =>
  reasonOf({ ...quiet, ...("expected" in rest ? { usual: rest.expected } : {}), ...rest }, { country, larger });

describe("the reason of a verdict", () => {
  it.each<[Partial<Verdict>, string]>([
    [{ window: 5, observed: 312, expected: 4.2 }, "312 reports in 5 minutes; 4 are usual at this hour."],
    [{ window: 1, observed: 1, expected: 1.1 }, "1 report in one minute; 1 is usual at this hour."],
    [{ window: 15, observed: 0, expected: 0.2 }, "No reports in 15 minutes; fewer than one is usual at this hour."],
    [{ window: 60, observed: 12_000, expected: 1_500 }, "12,000 reports in an hour; 1,500 are usual at this hour."],
    [{ window: 240, observed: 9, expected: 2 }, "9 reports in 4 hours; 2 are usual at this hour."],
    [{ window: 5, observed: 30, expected: 3, basis: "trailing" }, "30 reports in 5 minutes; 3 were usual before."],
    [{ window: 5, observed: 30, expected: 1, basis: "frozen" }, "30 reports in 5 minutes; 1 was usual before."],
    [{ window: 5, observed: 3, expected: null }, "3 reports in 5 minutes; what is usual is not known yet."],
  ])("counts and compares: %#", (facts, sentence) => {
    expect(said(facts)).toBe(sentence);
  });

  it.each<[string, Partial<Verdict>, string]>([
    [
      "late reports",
      { expected: 1_648, late: 1_600 },
      "45 are usual at this hour. With the late reports of an outage 1,648 are expected.",
    ],
    ["a busy day", { expected: 90 }, "45 are usual at this hour. Today 90 are expected."],
    ["a day off", { expected: 20 }, "45 are usual at this hour. Today 20 are expected."],
    [
      "a busy day with a few late reports",
      { expected: 90, late: 5 },
      "45 are usual at this hour. Today 90 are expected.",
    ],
    ["a day nearly as usual", { expected: 50 }, "45 are usual at this hour."],
    [
      "a service of few reports",
      { usual: 0.3, expected: 1.4 },
      "fewer than one is usual at this hour. Today 1 is expected.",
    ],
  ])("names what charts call usual, and what is expected beside it: %s", (_, facts, words) => {
    expect(said({ observed: 60, usual: 45, ...facts })).toBe(`60 reports in 15 minutes; ${words}`);
  });

  it.each([
    [22.5, "With the late reports of an outage"],
    [22, "Today"],
  ])("lays the rise to an outage's late reports where %d of its 45 are such", (late, words) => {
    expect(said({ observed: 60, usual: 45, expected: 90, late })).toContain(` ${words} 90 are expected.`);
  });

  it("speaks of what rounds to two as of two", () => {
    expect(said({ observed: 6, usual: 0.3, expected: 1.6 })).toMatch(/Today 2 are expected\.$/);
  });

  it.each([
    [null, 5, false],
    [5, null, false],
    [1, 2, true],
    [0.3, 1.2, false],
    [5, 4, true],
    [40, 45, false],
  ])("reads %d expected apart from %d that are usual: %s", (expected, usual, apart) => {
    expect(isApart({ expected, usual })).toBe(apart);
  });

  it.each([
    [8, 4, false],
    [6, 1, true],
    [16, 10, true],
    [15, 10, false],
  ])("calls %i reports clearly above %i: %s", (observed, expected, above) => {
    expect(isClearlyAbove(observed, expected)).toBe(above);
  });

  it("compares with what is expected where that is not the usual", () => {
    const day = { observed: 60, usual: 60, expected: 20 };
    expect(said({ ...day, state: "possible", finding: "possible" })).toMatch(/That is more than expected, but/);
  });

  it("says what is missing for an outage", () => {
    expect(said({ state: "possible", finding: "possible" })).toMatch(/not enough to call it an outage\.$/);
  });

  it("says of a rise that waits for its shape that it may be talk", () => {
    const gates = { ...quiet.gates, lasting: false };
    expect(said({ state: "possible", finding: "possible", gates })).toMatch(
      /may be talk, which dies away within minutes\.$/,
    );
  });

  it.each(["possible", "unconfirmed"] as const)("says of a state that is held %s that its rise is over", (state) => {
    expect(said({ state, finding: "quiet", observed: 2, expected: 2.1 })).toBe(
      "2 reports in 15 minutes; 2 are usual at this hour. The rise is over; the state stays for some minutes after it.",
    );
  });

  it("names the service that people may mean", () => {
    expect(said({ state: "possible", finding: "collateral" }, "AT&T")).toMatch(
      /together with AT&T, .* the wrong service\.$/,
    );
  });

  it("names no other service where people do not mean one, or none is known", () => {
    expect(said({ state: "possible", finding: "possible" }, "AT&T")).not.toContain("AT&T");
    expect(said({ state: "possible", finding: "collateral" })).not.toMatch(/together|null/);
  });

  it("says that reports come late after an incident", () => {
    expect(said({ finding: "late-reports" })).toMatch(/only a larger rise is flagged: reports come late\.$/);
  });

  it("says that a crowd is missing", () => {
    expect(said({ state: "unconfirmed", finding: "too-few-networks", networks: 1 })).toMatch(
      /from 1 network, too few or too much alike to be a crowd: /,
    );
  });

  it.each([
    [{ from: afterNoon(20), to: afterNoon(1_450) }, "between 2026-03-04 12:20 and 2026-03-05 12:10 UTC."],
    [{ from: afterNoon(700), to: afterNoon(735) }, "between 23:40 and 00:15 UTC."],
    [{ from: afterNoon(690), to: afterNoon(750) }, "between 23:30 and 00:30 UTC."],
    [{ from: afterNoon(20), to: afterNoon(100) }, "between 12:20 and 13:40 UTC."],
  ])("dates an end that can lie in days that we did not see: %j", (end, words) => {
    expect(said({ end })).toContain(words);
  });

  it("says when an outage ended, as an interval", () => {
    const end = { from: afterNoon(50), to: afterNoon(65) };
    expect(said({ end, observed: 1_746, expected: 45 })).toMatch(/ UTC\. Late reports still come in\.$/);
    expect(said({ end })).toMatch(/The outage is over: reports fell back between 12:50 and 13:05 UTC\.$/);
  });

  it("says that a gap is ours", () => {
    expect(said({ state: "unknown", finding: "gap" })).toBe(
      "We could not take reports in this minute, so it says nothing about the service.",
    );
  });

  it("never calls reports anything else", () => {
    const all = judgeAll({ networks: [0, 0, 30, 30, 30, 2, 2, 0, 0] }).verdicts.map((verdict) => verdict.reason);
    expect(all.join(" ")).not.toMatch(/users|customers|people/);
  });

  it.each([
    [60, 45, 60_000, "Reports have nearly fallen back to what is usual."],
    [2_648, 45, 60_000, "Reports have fallen to a small part of their peak."],
    [64, 40, 100, "Reports have nearly fallen back to what is usual."],
  ])(
    "says of a recovery with %d reports, %d usual and a peak of %d how far they fell",
    (observed, expected, peak15, fallen) => {
      const { episode } = lastOf({ networks: [...minutesOf(30, 50), ...minutesOf(18, 0)] });
      expect(episode?.phase).toBe("recovering");
      expect(said({ observed, expected, episode: episode && { ...episode, peak15 } })).toMatch(
        new RegExp(`usual at this hour\\. ${fallen}$`),
      );
    },
  );

  it("names the country whose own counts decided", () => {
    expect(said({ observed: 12, country: "DE" }, null, "Germany")).toMatch(/^12 reports from Germany in /);
  });
});
