import { describe, expect, it } from "vitest";
import type { PastOutage } from "#bench/synthetic-history.ts";
import { spansAround } from "#bench/watch-history.ts";
import { addMinutes, asMinute, minuteOf } from "#lib/buckets/minute.ts";

const start = minuteOf(Date.parse("2026-11-09T12:07Z"));
const outage = (offset: number, minutes: number): PastOutage => ({
  slug: "x",
  start: addMinutes(start, offset),
  minutes,
  peak15: 500,
});
const EVER = [asMinute(0), addMinutes(start, 100_000)] as const;
const relative = (outages: readonly PastOutage[], from: number, to: number) =>
  spansAround(outages, asMinute(from), asMinute(to)).map((span) => [span.from - start, span.to - start]);

describe("spansAround", () => {
  it("begins on a full ten minutes before an outage and ends long enough after it", () => {
    expect(relative([outage(0, 60)], ...EVER)).toEqual([[-17, 120]]);
  });

  it("joins outages that meet, in whatever order they come", () => {
    expect(relative([outage(30, 60), outage(0, 60)], ...EVER)).toEqual([[-17, 150]]);
    expect(relative([outage(5_000, 60), outage(0, 60)], ...EVER)).toHaveLength(2);
  });

  it("stays inside the history that was written now", () => {
    expect(relative([outage(0, 60)], start + 3, start + 100)).toEqual([[3, 100]]);
    expect(relative([outage(0, 60)], start + 1_000, start + 2_000)).toEqual([]);
  });
});
