import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { NO_MEMORY } from "#lib/detection/memory.ts";
import { episodeOf } from "#lib/detection/testing/episode.ts";
import { flatBaseline, lastOf, minutesOf } from "#lib/detection/testing/minutes.ts";
import {
  type Failing,
  failingOf,
  heldBack,
  type Kin,
  type Onset,
  pickLarger,
  sharedOnset,
  waitingOf,
} from "#lib/incidents/larger.ts";

const kin = (id: number, rest: Partial<Kin> = {}): Kin => ({
  id,
  slug: `s${id}`,
  name: `S${id}`,
  category: "games",
  parentId: null,
  isNetwork: false,
  ...rest,
});
const failing = (who: Kin, excess: number): Failing => ({ kin: who, start: asMinute(1_000), ratio: 50, excess });
const pick = (own: Kin, others: readonly Failing[], onset: number | null = null, memory = NO_MEMORY) =>
  pickLarger(own, memory, others, onset === null ? null : asMinute(onset), asMinute(1_030));
const picked = (own: Kin, ...others: Failing[]) => pick(own, others)?.slug ?? null;

describe("the failing service that people may mean", () => {
  const own = kin(1);

  it.each([
    ["one of the same category", own, kin(2), "s2"],
    ["none of another category", own, kin(2, { category: "banks" }), null],
    ["its parent in another category", kin(1, { parentId: 2 }), kin(2, { category: "banks" }), "s2"],
    ["its child", own, kin(2, { category: "banks", parentId: 1 }), "s2"],
    ["anything, for a cloud: everybody blames it", kin(1, { category: "cloud" }), kin(2, { category: "social" }), "s2"],
    ["anything, for a carrier", kin(1, { category: "carriers", isNetwork: true }), kin(2), "s2"],
    ["never itself", own, kin(1), null],
  ])("is %s", (_, self, other, slug) => {
    expect(picked(self, failing(other, 100))).toBe(slug);
  });

  it("is the one with the most excess reports", () => {
    expect(picked(own, failing(kin(2), 100), failing(kin(3), 900), failing(kin(4), 500))).toBe("s3");
    expect(picked(own, failing(kin(2), 100), failing(kin(3), 100))).toBe("s2");
    expect(picked(own)).toBeNull();
  });

  it("is one that began shortly before, or that the rise has gone together with: a larger one of hours ago hides none", () => {
    const old = { ...failing(kin(3), 900), start: asMinute(939) };
    expect(picked(own, { ...old, start: asMinute(940) })).toBe("s3");
    expect(picked(own, failing(kin(2), 100), old)).toBe("s2");
    expect(picked(own, old)).toBeNull();
    expect(pick(own, [failing(kin(2), 100), old], null, { ...NO_MEMORY, together: "s3" })?.slug).toBe("s3");
  });

  it("is its parent, however large another one is", () => {
    const child = kin(1, { parentId: 2 });
    expect(picked(child, failing(kin(3), 900), failing(kin(2), 100))).toBe("s2");
    expect(picked(child, failing(kin(2), 100), failing(kin(3), 900))).toBe("s2");
  });

  it("is a rival when it is of the same category", () => {
    expect(pick(own, [failing(kin(2), 9)])?.rival).toBe(true);
    expect(pick(kin(1, { parentId: 2 }), [failing(kin(2, { category: "banks" }), 9)])?.rival).toBe(false);
  });

  it("is a parent only in one direction", () => {
    expect(pick(kin(1, { parentId: 2 }), [failing(kin(2), 9)])?.parent).toBe(true);
    expect(pick(kin(1), [failing(kin(2, { parentId: 1 }), 9)])?.parent).toBe(false);
  });
});

describe("a service that waits for the shape of its rise", () => {
  const talk = [5, 2, 3, 4];

  it("has risen beyond chance, by what the verdict tells", () => {
    const verdict = lastOf({ networks: talk });
    expect(verdict).toMatchObject({ finding: "possible", gates: { lasting: false } });
    const { window, observed, expected, minute } = verdict;
    expect(waitingOf(kin(1), verdict)).toEqual({
      kin: kin(1),
      start: minute - window + 1,
      ratio: observed / (expected ?? 0),
      excess: observed - (expected ?? 0),
    });
  });

  it.each([
    ["fails", { networks: minutesOf(5, 20) }],
    ["hardly rises", { networks: [1, 0, 1] }],
    ["has the evidence of a possible outage only", { networks: [5, 1], baseline: flatBaseline(0.3) }],
    ["has few senders", { networks: talk, reports: [50, 20, 30, 40] }],
    ["was not seen", { networks: talk, gaps: [3] }],
  ])("is none that %s", (_, told) => {
    expect(waitingOf(kin(1), lastOf(told))).toBeNull();
  });
});

describe("a shared cause", () => {
  const at = (minutes: number, ...categories: string[]): Onset[] =>
    categories.map((category, i) => ({
      kin: kin(10 + minutes * 10 + i, { category }),
      start: asMinute(1_000 + minutes),
      fails: true,
    }));
  const five = [...at(0, "games", "banks"), ...at(5, "mail"), ...at(19, "games", "games")];

  it.each([
    ["five services of three kinds within twenty minutes", five, 1_030, 1_000],
    ["not four", five.slice(1), 1_030, null],
    ["not of two kinds: rivals are confused", at(0, "games", "banks", "games", "games", "games"), 1_030, null],
    [
      "not beside confusion alone: of other kinds only rises that were put down to one that fails",
      [...at(0, "games", "games", "games"), ...at(5, "banks", "mail").map((one) => ({ ...one, fails: false }))],
      1_030,
      null,
    ],
    ["within twenty minutes to the minute", [...five.slice(0, 4), ...at(20, "games")], 1_030, 1_000],
    ["not spread over more than twenty minutes", [...five.slice(0, 4), ...at(21, "games")], 1_030, null],
    ["still two hours later", five, 1_120, 1_000],
    ["not after that", five, 1_121, null],
    ["since the first of them", [...five, ...at(2, "mail", "banks")], 1_030, 1_000],
  ])("is likely after %s, in whatever order they are named", (_, services, minute, onset) => {
    expect(sharedOnset(services, asMinute(minute))).toBe(onset);
    expect(sharedOnset(services.toReversed(), asMinute(minute))).toBe(onset);
  });

  it("is held against a rival, but never in favour of a cloud or a carrier, whom everybody blames", () => {
    const shared = (own: Kin) => pick(own, [failing(kin(2, { category: own.category }), 100)], 1_010)?.shared;
    expect(shared(kin(1))).toBe(true);
    expect(shared(kin(1, { category: "cloud" }))).toBe(false);
    expect(shared(kin(1, { isNetwork: true }))).toBe(false);
    expect(pick(kin(1), [failing(kin(2), 100)], 1_020)?.shared).toBe(true);
    expect(pick(kin(1), [failing(kin(2), 100)], 1_021)?.shared).toBe(false);
  });
});

describe("a rise that was put down to a failing service", () => {
  const since = asMinute(1_003);
  const held = { ...NO_MEMORY, state: "possible" as const, since, together: "s2" };

  it("is a sign of a shared cause, from when it was seen", () => {
    expect(heldBack(kin(1), held)).toEqual({ kin: kin(1), start: since, fails: false });
    expect(heldBack(kin(1), NO_MEMORY)).toBeNull();
    expect(heldBack(kin(1), { ...held, state: "normal" })).toBeNull();
    expect(heldBack(kin(1), { ...held, together: null })).toBeNull();
    expect(heldBack(kin(1), { ...held, since: null })).toBeNull();
  });

  it("makes five of four that fail", () => {
    const failed = ["games", "banks", "mail", "games"].map((category, i) => ({
      ...{ kin: kin(10 + i, { category }), start: asMinute(1_000), fails: true },
    }));
    const rise = heldBack(kin(1), held);
    expect(sharedOnset(failed, asMinute(1_030))).toBeNull();
    expect(sharedOnset(rise === null ? failed : [...failed, rise], asMinute(1_030))).toBe(1_000);
  });
});

describe("whether a service fails", () => {
  const episode = episodeOf({ start: asMinute(1_000), peak15: 300, peakRatio: 30 });
  const closed = {
    level: "outage" as const,
    start: asMinute(1_000),
    closed: asMinute(1_100),
    peak15: 300,
    peakRatio: 30,
    tail: 0,
    corrected: false,
    country: null,
  };

  it.each([
    ["not in a quiet hour", NO_MEMORY, 1_050, null],
    ["in an outage", { ...NO_MEMORY, episode }, 1_050, 290],
    ["by nothing above its usual", { ...NO_MEMORY, episode: { ...episode, peakRatio: 0.5 } }, 1_050, 0],
    [
      "not when its problems are only possible",
      { ...NO_MEMORY, episode: { ...episode, level: "possible" as const } },
      1_050,
      null,
    ],
    [
      "not when they were only possible, or a false alarm, and are over",
      { ...NO_MEMORY, closed: { ...closed, level: "possible" as const } },
      1_220,
      null,
    ],
    ["still for two hours after its end, when others' reports fade too", { ...NO_MEMORY, closed }, 1_220, 290],
    ["not after that", { ...NO_MEMORY, closed }, 1_221, null],
  ])("%s", (_, memory, minute, excess) => {
    expect(failingOf(kin(1), memory, asMinute(minute))?.excess ?? null).toBe(excess);
  });
});
