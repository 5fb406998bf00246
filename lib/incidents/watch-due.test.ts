import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { nextSpan, settledAfter, type WatchPosition } from "#lib/incidents/watch-due.ts";

const MINUTE_MS = 60_000;
const at = (minute: number, seconds: number) => minute * MINUTE_MS + seconds * 1_000;
const position = (
  cursor: number | null,
  lastBeat: number | null,
  firstKnown: number | null = 0,
  settled = cursor,
): WatchPosition => ({
  cursor: cursor === null ? null : asMinute(cursor),
  settled: settled === null ? null : asMinute(settled),
  lastBeat: lastBeat === null ? null : asMinute(lastBeat),
  firstKnown: firstKnown === null ? null : asMinute(firstKnown),
});

describe("the next minutes to judge", () => {
  it.each([
    ["the minute that has just closed", position(1_000, 1_001), at(1_001, 2), [1_000, 1_001]],
    ["none while the running minute is the next", position(1_001, 1_001), at(1_001, 59), null],
    ["none in the first 300 ms, when late commits may still come", position(1_000, 1_001), at(1_001, 0.2), null],
    ["none when the minute's beat may still come", position(1_000, 998), at(1_001, 2), null],
    ["what is older than the patience for beats: then it is a gap", position(1_000, 998), at(1_002, 2), [1_000, 1_001]],
    ["a chunk of ten at most when behind", position(900, 1_001), at(1_001, 2), [900, 910]],
    ["no further than the chunk's end", position(907, 1_001), at(1_001, 2), [907, 910]],
    ["the last day only after a longer stop", position(0, 9_999), at(10_000, 2), [8_560, 8_570]],
    ["from the first known minute on a fresh instance", position(null, 1_001, 995), at(1_001, 2), [995, 1_000]],
    ["a gap's next minute while nothing is heard", position(1_030, 999, 0, 1_000), at(1_032, 2), [1_030, 1_031]],
    [
      "a gap again from its begin, when the ingest is back",
      position(1_030, 1_031, 0, 1_000),
      at(1_031, 2),
      [1_000, 1_010],
    ],
    [
      "those that a clock that was ahead took for a gap",
      position(2_440, 1_000, 0, 1_000),
      at(1_001, 2),
      [1_000, 1_001],
    ],
    ["none while a clock that was ahead is alone with it", position(2_440, 999, 0, 1_000), at(1_001, 2), null],
    [
      "the next, while a clock far ahead says that the gap is too old",
      position(2_440, 1_000, 0, 1_000),
      at(2_442, 2),
      [2_440, 2_441],
    ],
    ["nothing before anything is known", position(null, null, null), at(1_001, 2), null],
  ])("are %s", (_, where, nowMs, expected) => {
    const span = nextSpan(where, nowMs, 1);
    expect(span === null ? null : [span.from, span.to]).toEqual(expected);
  });

  it("on a fast clock wait for the beat, which is minutes behind there", () => {
    expect(nextSpan(position(1_000, 1_003), at(1_012, 0), 600)).toEqual({ from: 1_000, to: 1_004 });
    expect(nextSpan(position(1_000, 1_012), at(1_012, 0), 600)).toEqual({ from: 1_000, to: 1_009 });
  });
});

describe("the minutes that are judged for good", () => {
  const span = { from: asMinute(1_000), to: asMinute(1_010) };

  it.each([
    ["all of the span before the ingest's last beat", position(1_000, 1_050), 1_010],
    ["those up to the last beat", position(1_000, 1_003), 1_004],
    ["the first of them, where the last beat is its own", position(1_000, 1_000), 1_001],
    ["no fewer than were before, where the last beat was taken back", position(1_000, 1_002, 0, 1_005), 1_005],
    ["none of a gap", position(1_000, 990), 1_000],
    ["none later in a gap", position(1_000, 949, 0, 950), 950],
    ["none before anything was judged for good", position(1_000, null, 0, null), 1_000],
    ["none of a span that a clock far ahead led to", position(1_000, 990, 0, 960), 960],
    ["all of a span that is long past", position(1_000, 9_999, 0, 500), 1_010],
  ])("are %s", (_, where, expected) => {
    expect(settledAfter(where, span)).toBe(expected);
  });
});
