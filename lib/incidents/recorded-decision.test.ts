import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { expectedForStep } from "#lib/detection/range.ts";
import { recordedDecision } from "#lib/incidents/recorded-decision.ts";

const NOTHING = { level: null, started: null, end: null, baseline: null, coldRate: null };
const TWO_A_MINUTE = {
  version: 2,
  minute: 28_850_000,
  days: 30,
  level: 2,
  clock: [{ from: 0, offset: 60 }],
  shape: Array.from({ length: 144 }, (_, slot) => (slot < 72 ? 0.5 : 1.5)),
  dayTypes: [1, 0.8, 0.6],
  phi: 0.04,
  phiMinute: 0.1,
  reportsPerNetwork: 1.25,
};
const episode = { level: "outage", coldRate: 0.5, coldReports: 1.5, start: 28_850_000 };

const FOLLOWED = { ...NOTHING, level: "outage", started: 28_850_000, coldRate: 0.75 };

/** Evidence as a build of other thresholds stored it, with parts that this one has never heard of. */
function stored(verdict: object, input: object = {}): unknown {
  return { thresholds: 1, open: { unheard: true }, verdict: { country: "DE", ...verdict }, input: { x: 1, ...input } };
}

describe("what was decided with an event", () => {
  it("is read as it was stored, whatever thresholds judged it and whatever else they stored", () => {
    const end = { from: 28_850_040, to: 28_850_050 };
    const input = { baseline: TWO_A_MINUTE, memory: { state: "unheard-of", episode } };
    expect(recordedDecision(stored({ episode: { level: "possible" }, end }, input))).toEqual({
      level: "possible",
      started: null,
      end,
      // Until thresholds version 5 no service had bursts of its own.
      baseline: { ...TWO_A_MINUTE, tail: 0 },
      coldRate: 0.75,
    });
  });

  it("without a baseline holds the rate before the outage, also with its end, when nothing is followed any more", () => {
    expect(recordedDecision(stored({ episode }))).toEqual(FOLLOWED);
    const ended = stored({ episode: null }, { baseline: null, memory: { episode } });
    expect(recordedDecision(ended)).toMatchObject({ level: null, baseline: null, coldRate: 0.75 });
  });

  it("takes the networks for the reports where a build stored no more, as it was cited", () => {
    const { coldReports: _, ...older } = episode;
    expect(recordedDecision(stored({ episode: older })).coldRate).toBe(0.5);
  });

  it.each([
    ["a level", { episode: { ...episode, level: "calm" }, end: null }, {}, { ...FOLLOWED, level: null }],
    ["an end", { episode, end: "late" }, {}, FOLLOWED],
    ["a baseline", { episode }, { baseline: {} }, FOLLOWED],
  ])("with %s that cannot be read keeps all else", (_, verdict, input, expected) => {
    expect(recordedDecision(stored(verdict, input))).toEqual(expected);
  });

  it.each([[undefined], [null], [{}], ["damaged"], [{ verdict: null, input: [] }]])("of %j is nothing", (evidence) => {
    expect(recordedDecision(evidence)).toEqual(NOTHING);
  });
});

/** Two figures of each version that was ever stored. They were cited: whatever the model becomes, they stay. */
describe("what a stored baseline expects", () => {
  const { clock: _, ...byUtc } = TWO_A_MINUTE;
  // Thursday, 2024-11-07T11:20Z; 12:20 by this service's clock.
  it.each([
    ["version 1, which went by UTC", { ...byUtc, version: 1 }, 18.75, 7, 34],
    ["version 2", TWO_A_MINUTE, 56.25, 28, 94],
    ["a later one with the same fields", { ...TWO_A_MINUTE, version: 3 }, 56.25, 28, 94],
  ])("of %s is what it was then", (_name, baseline, expected, low, high) => {
    const read = recordedDecision({ input: { baseline } }).baseline;
    if (read === null) throw new Error("the baseline was not read");
    expect(expectedForStep(read, asMinute(28_849_640), 15)).toEqual({ expected, low, high });
  });
});
