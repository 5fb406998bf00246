import { describe, expect, it } from "vitest";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import { type Beginnings, knownMinutes, knownTotals, minutesOf } from "#lib/incidents/known-minutes.ts";

const span = { from: asMinute(100), to: asMinute(120) };
const range = (from: number, to: number): Minute[] => [...minutesOf([{ from: asMinute(from), to: asMinute(to) }])];
const always = { first: asMinute(0), firstBucket: asMinute(0) };
/** The unknown minutes of the span. */
const unknown = (beats: readonly Minute[], beginnings: Beginnings = always) =>
  knownMinutes(span, beats, beginnings).flatMap((known, i) => (known ? [] : [span.from + i]));

describe("known minutes", () => {
  it.each([
    ["all, when each was written down", range(90, 120), []],
    [
      "not the gap, nor the two minutes of flush after it",
      [...range(90, 105), ...range(110, 120)],
      [105, 106, 107, 108, 109, 110, 111],
    ],
    ["not the flush of a gap that ended just before the span", [...range(90, 94), ...range(99, 120)], [100]],
    ["not the flush of a gap of three minutes", [...range(90, 105), ...range(108, 120)], [105, 106, 107, 108, 109]],
    ["all but two missing minutes, which are no gap with a flush", [...range(90, 105), ...range(107, 120)], [105, 106]],
    [
      "not the second minute of a flush either, where one between is missing",
      [...range(90, 105), asMinute(108), ...range(110, 120)],
      [105, 106, 107, 108, 109, 110],
    ],
    ["all but one lone missing minute, which is no gap with a flush", [...range(90, 105), ...range(106, 120)], [105]],
    ["none, while nothing is written down", [], range(100, 120)],
  ])("are %s", (_, beats, expected) => {
    expect(unknown(beats)).toEqual(expected);
  });

  it.each([null, asMinute(111)])(
    "begin with the first beat, without a flush, where the first bucket is %s",
    (firstBucket) => {
      expect(unknown(range(110, 120), { first: asMinute(110), firstBucket })).toEqual(range(100, 110));
    },
  );

  it("are not those of a gap with its flush from before the first bucket", () => {
    const beats = [...range(92, 105), ...range(110, 120)];
    expect(unknown(beats, { first: asMinute(92), firstBucket: asMinute(115) })).toEqual(range(105, 112));
  });

  it("are imported ones too, from the first bucket to the first beat", () => {
    expect(unknown(range(110, 120), { first: asMinute(110), firstBucket: asMinute(104) })).toEqual(range(100, 104));
  });
});

describe("known minutes of a slot", () => {
  const learning = { from: asMinute(100), to: asMinute(120) };
  const gap = [104, 105, 106, 119];
  const totals = knownTotals(
    learning,
    range(100, 120).map((minute) => !gap.includes(minute)),
  );

  it.each([
    ["those that the ingest saw", 0, 7],
    ["only those from the service's first report on", 103, 4],
    ["none before it", 110, 0],
    ["none long before it, either", 117, 0],
    ["none of a service that never had one", null, 0],
  ])("are %s", (_, first, known) => {
    expect(totals.count(asMinute(100), asMinute(110), first === null ? null : asMinute(first))).toBe(known);
  });

  it("are those of the slot alone, however early the first report was", () => {
    expect(totals.count(asMinute(105), asMinute(110), asMinute(101))).toBe(3);
  });

  it("leave out what lies outside of the span, and tell the unseen minutes as spans", () => {
    expect(totals.count(asMinute(90), asMinute(200), asMinute(0))).toBe(16);
    expect(totals.unseen).toEqual([
      { from: 104, to: 107 },
      { from: 119, to: 120 },
    ]);
  });
});
