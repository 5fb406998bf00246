import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { nextSpan, type WatchPosition } from "#lib/incidents/watch-due.ts";

const MINUTE_MS = 60_000;
const at = (minute: number, seconds: number) => minute * MINUTE_MS + seconds * 1_000;
const position = (cursor: number | null, lastBeat: number | null, firstKnown: number | null = 0): WatchPosition => ({
  cursor: cursor === null ? null : asMinute(cursor),
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
