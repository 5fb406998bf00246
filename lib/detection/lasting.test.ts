import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastingEvidence } from "#lib/detection/lasting.ts";
import { flatBaseline, lastOf, minutesOf } from "#lib/detection/testing/minutes.ts";
import { limits } from "#lib/detection/thresholds.ts";

const minutes = (counts: readonly number[], expected = 0.1) =>
  counts.map((observed) => ({ observed, expected, seen: true }));

describe("the shape of a rise", () => {
  it.each([
    ["dies away as talk does", [40, 32, 25, 20, 16, 13], "below"],
    ["was there at once, and is dying", [12, 6, 5, 2, 1, 1], "below"],
    ["grows as people notice", [10, 25, 40, 45, 50, 48], "above"],
    ["stays as it began", minutesOf(8, 20), "above"],
    ["halves after a quarter of an hour", [...minutesOf(15, 30), ...minutesOf(5, 15)], "above"],
  ])("%s", (_, counts, side) => {
    const found = lastingEvidence(minutes(counts));
    if (side === "above") expect(found).toBeGreaterThan(limits.talkEvidence);
    else expect(found).toBeLessThan(limits.talkEvidence);
  });

  it("says nothing of one minute, nor of no excess", () => {
    expect(lastingEvidence(minutes([50]))).toBeCloseTo(0, 12);
    expect(lastingEvidence(minutes([1, 0, 1], 2))).toBe(0);
  });

  it("is no more certain of thousands than of hundreds: counts spread wider than a Poisson law", () => {
    const dying = [40, 25];
    const more = lastingEvidence(minutes(dying.map((count) => count * 100)));
    expect(more).toBeLessThan(0);
    expect(more).toBeGreaterThan(-5);
  });

  it("speaks the more for a fault the longer a rise stays", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 300 }), fc.integer({ min: 6, max: 25 }), (height, length) => {
        const shorter = lastingEvidence(minutes(minutesOf(length, height)));
        expect(lastingEvidence(minutes(minutesOf(length + 5, height)))).toBeGreaterThan(shorter);
      }),
    );
  });
});

describe("a rise that looks like talk", () => {
  const usual = { baseline: flatBaseline(1), before: () => 1 };
  const followedBy = (...networks: readonly number[]) =>
    lastOf({ ...usual, networks: [...minutesOf(10, 1), ...networks] });

  it("is possible, never an outage, and over with the talk", () => {
    const talk = [13, 11, 8, 6, 5, 4, 3, 3, 2];
    for (let length = 1; length <= talk.length; length += 1) {
      expect(followedBy(...talk.slice(0, length))).toMatchObject({ state: "possible", gates: { lasting: false } });
    }
    expect(followedBy(...talk, ...minutesOf(30, 1))).toMatchObject({ state: "normal", episode: null });
  });

  it("is an outage as soon as it stays", () => {
    expect(followedBy(13, 11, 13, 14, 15).state).toBe("outage");
  });

  it("waits for its second minute, unless the first is overwhelming", () => {
    expect(followedBy(13)).toMatchObject({ state: "possible", gates: { lasting: false } });
    expect(followedBy(13, 18)).toMatchObject({ state: "outage" });
    expect(followedBy(60)).toMatchObject({ state: "outage" });
  });
});

describe("a rise of four networks, where a report a day is usual", () => {
  const usual = { baseline: flatBaseline(0.0007), before: () => 0 };
  const every = (minutes: number, times: number) =>
    Array.from({ length: times * minutes }, (_, i) => (i % minutes === 0 ? 1 : 0)).slice(0, (times - 1) * minutes + 1);

  it("is believed where they come spread, as a fault's reports do", () => {
    expect(lastOf({ ...usual, networks: every(6, 4) })).toMatchObject({ state: "outage", networks: 4 });
    expect(lastOf({ ...usual, networks: every(6, 3) }).state).toBe("normal");
  });

  it("is not believed where they come within minutes, as those of talk and of small groups do", () => {
    const burst = [1, 2, 1, ...minutesOf(9, 0)];
    for (let length = 1; length <= burst.length; length += 1)
      expect(lastOf({ ...usual, networks: burst.slice(0, length) }).state).toBe("normal");
  });

  it("is not believed where they report again and again", () => {
    const networks = every(6, 4);
    expect(lastOf({ ...usual, networks, reports: networks.map((count) => 3 * count) }).state).not.toBe("outage");
  });
});
