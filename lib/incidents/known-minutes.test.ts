import { describe, expect, it } from "vitest";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import { knownInSlot, knownMinutes } from "#lib/incidents/known-minutes.ts";

const span = { from: asMinute(100), to: asMinute(120) };
const range = (from: number, to: number): Minute[] => Array.from({ length: to - from }, (_, i) => asMinute(from + i));
const always = { first: asMinute(0), firstBucket: asMinute(0) };
/** The unknown minutes of the span. */
const unknown = (beats: readonly Minute[], beginnings = always) =>
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
    ["all but one lone missing minute, which is no gap with a flush", [...range(90, 105), ...range(106, 120)], [105]],
    ["none, while nothing is written down", [], range(100, 120)],
  ])("are %s", (_, beats, expected) => {
    expect(unknown(beats)).toEqual(expected);
  });

  it("begin with the first beat, without a flush", () => {
    expect(unknown(range(110, 120), { first: asMinute(110), firstBucket: asMinute(111) })).toEqual(range(100, 110));
  });

  it("are imported ones too, from the first bucket to the first beat", () => {
    expect(unknown(range(110, 120), { first: asMinute(110), firstBucket: asMinute(104) })).toEqual(range(100, 104));
  });
});

describe("known minutes of a slot", () => {
  const slot = asMinute(100);

  it.each([
    ["those written down", 7, always, 0, 7],
    ["none before the service's first report", 10, always, 110, 0],
    ["none for a service that never had one", 10, always, null, 0],
    ["imported ones before the first beat", 3, { first: asMinute(107), firstBucket: asMinute(0) }, 0, 10],
    ["no more than ten", 10, { first: asMinute(110), firstBucket: asMinute(0) }, 0, 10],
    ["none of an empty database", 0, { first: null, firstBucket: null }, 0, 0],
  ])("are %s", (_, written, beginnings, first, known) => {
    expect(knownInSlot(slot, written, beginnings, first === null ? null : asMinute(first))).toBe(known);
  });
});
