import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMinutes, minuteToMs } from "#lib/buckets/minute.ts";
import { last15, type Span } from "#lib/buckets/window.ts";
import { applyFrame } from "#lib/live/apply-frame.ts";
import { buildSeries } from "#lib/live/build-series.ts";
import {
  answersFrom,
  buildFrame,
  buildHomeFrame,
  canResume,
  frameSpan,
  framesMove,
  type SlowParts,
} from "#lib/live/live-frame.ts";
import type { Series } from "#lib/live/snapshot.ts";
import { bucketAt, liveRow, STAMP } from "#lib/live/testing/live-fixtures.ts";
import { NOW } from "#lib/live/testing/world.ts";

const slow = (changes: Partial<SlowParts> = {}): SlowParts => ({
  expectedFor: null,
  worksPercent: null,
  gaps: [],
  ...changes,
});
const twoAMinute = (_: number, step: number) => ({ expected: 2 * step, low: 0, high: 5 * step });

describe("a frame", () => {
  it("counts the very minutes of reports15", () => {
    expect(frameSpan).toBe(last15);
    const frame = buildFrame(
      STAMP,
      liveRow({ buckets: [bucketAt(NOW - 14, 1), bucketAt(NOW, 20)] }),
      slow({ worksPercent: 7 }),
    );
    expect(frame).toMatchObject({ reports15: 21, state: "outage", worksPercent: 7, expected15: null });
  });

  it("says in how many of these minutes nobody could report", () => {
    const gaps = [
      { from: addMinutes(NOW, -30), to: addMinutes(NOW, -12) },
      { from: addMinutes(NOW, -5), to: addMinutes(NOW, -3) },
    ];
    expect(buildFrame(STAMP, liveRow(), slow({ gaps })).missed15).toBe(4);
    expect(buildFrame(STAMP, liveRow(), slow()).missed15).toBe(0);
  });

  it("has the last 10 minutes and the last 3 steps of 5 minutes, the running ones too", () => {
    const row = liveRow({
      buckets: [bucketAt(NOW - 9, 3), bucketAt(NOW - 4, 5), bucketAt(NOW - 3, 7), bucketAt(NOW, 1)],
    });
    const frame = buildFrame(STAMP, row, slow({ expectedFor: twoAMinute }));
    expect(
      frame.minutes.map(({ minute, reports }) => [minute - NOW, reports]).filter(([, reports]) => reports),
    ).toEqual([
      [-9, 3],
      [-4, 5],
      [-3, 7],
      [0, 1],
    ]);
    expect(frame.minutes).toHaveLength(10);
    // NOW is 00:03: the steps begin at 23:50, 23:55 and 00:00.
    expect(frame.steps.map(({ minute, reports, expected }) => [minute - NOW, reports, expected])).toEqual(
      [
        [-13, 3],
        [-8, 5],
        [-3, 8],
      ].map(([minute, reports]) => [minute, reports, 10]),
    );
    expect(frame.expected15).toBe(30);
  });

  it("counts each step whole, whatever the minute of the hour", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 59 }), (offset) => {
        const now = addMinutes(NOW, offset);
        const span = frameSpan(now);
        const buckets = Array.from({ length: 15 }, (_, i) => bucketAt(span.from + i, 1));
        const { steps } = buildFrame({ ...STAMP, asOf: minuteToMs(now) }, liveRow({ buckets }), slow());
        expect(steps.slice(0, 2).map((step) => step.reports)).toEqual([5, 5]);
        expect(steps[2]?.reports).toBe((now % 5) + 1);
      }),
    );
  });

  it("says so when there is no verdict yet", () => {
    const frame = buildFrame(STAMP, liveRow({ state: "normal", reason: null }), slow());
    expect(frame.reason).toBe("Not judged yet: the watch of a service begins with its first report.");
  });
});

describe("the home page's frame", () => {
  it("holds what is not normal, worst first, then by reports", () => {
    const rows = [
      liveRow({ id: 1, slug: "a", state: "possible", buckets: [bucketAt(NOW, 90)] }),
      liveRow({ id: 2, slug: "b", state: "normal", buckets: [bucketAt(NOW, 99)] }),
      liveRow({ id: 3, slug: "c", state: "outage", buckets: [bucketAt(NOW, 5)] }),
      liveRow({ id: 4, slug: "d", state: "outage", buckets: [bucketAt(NOW, 6)] }),
    ];
    const frame = buildHomeFrame(STAMP, rows, new Map([[4, twoAMinute]]));
    expect(frame.services.map(({ slug, reports15, expected15 }) => [slug, reports15, expected15])).toEqual([
      ["d", 6, 30],
      ["c", 5, null],
      ["a", 90, null],
    ]);
  });
});

describe("answers", () => {
  it("count from the open incident's start, else from a day ago", () => {
    expect(answersFrom({ incidentStarted: addMinutes(NOW, -7) }, NOW)).toBe(NOW - 7);
    expect(answersFrom({ incidentStarted: null }, NOW)).toBe(NOW - 1_439);
    expect(answersFrom({ incidentStarted: addMinutes(NOW, 7) }, NOW)).toBe(NOW - 1_439);
  });
});

describe("a viewer who comes back", () => {
  it.each([
    [undefined, false],
    ["", false],
    ["x", false],
    ["-5", false],
    ["1e12", false],
    ["9".repeat(99), false],
    [`${STAMP.asOf}`, true],
    [`${STAMP.asOf - 9 * 60_000 + 1}`, true],
    [`${STAMP.asOf - 9 * 60_000}`, false],
    [`${STAMP.asOf + 1}`, false],
  ])("with the id %s can go on: %s", (id, expected) => {
    expect(canResume(id, STAMP.asOf)).toBe(expected);
  });
});

describe("applying frames to a page", () => {
  it.each([1, 5, 15, 60] as const)("moves a series in steps of %i exactly where that is said", (step) => {
    const series = seriesAt(NOW - 1, step, 20);
    expect(moved(series, NOW + 60) === series && moved(series, NOW) === series).toBe(!framesMove(step));
  });

  const reportsAt = (minute: number) => (minute * 7) % 11;
  function seriesAt(now: number, step: 1 | 5 | 15 | 60, points: number): Series {
    const to = (Math.floor(now / step) + 1) * step;
    const span = { from: addMinutes(NOW, to - NOW - points * step), to: addMinutes(NOW, to - NOW) };
    const rows = Array.from({ length: points }, (_, i) => {
      const first = span.from + i * step;
      const minutes = Array.from({ length: step }, (_, k) => first + k).filter((minute) => minute <= now);
      return bucketAt(
        first,
        minutes.reduce((sum, minute) => sum + reportsAt(minute), 0),
      );
    });
    return buildSeries(rows, span, step, twoAMinute, []);
  }
  const frameAt = (now: number, gaps: readonly Span[] = []) => {
    const minute = addMinutes(NOW, now - NOW);
    const span = frameSpan(minute);
    const buckets = Array.from({ length: 15 }, (_, i) => bucketAt(span.from + i, reportsAt(span.from + i)));
    return buildFrame(
      { ...STAMP, asOf: minuteToMs(minute) },
      liveRow({ buckets }),
      slow({ expectedFor: twoAMinute, gaps }),
    );
  };

  const moved = (series: Series, now: number, gaps: readonly Span[] = []) =>
    applyFrame({ ...frameAt(now), series }, frameAt(now, gaps)).series;

  it.each([1, 5] as const)("comes to the same series in steps of %i as reading the page anew", (step) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 9 }), (start, later) => {
        const before = seriesAt(NOW + start, step, 20);
        const after = moved(before, NOW + start + later);
        expect(after).toEqual(seriesAt(NOW + start + later, step, 20));
      }),
    );
  });

  it("goes on after a gap of ours, and keeps it", () => {
    const gap = { from: addMinutes(NOW, 1), to: addMinutes(NOW, 6) };
    const after = moved(seriesAt(NOW, 1, 20), NOW + 8, [gap]);
    expect(after.to).toBe(NOW + 9);
    expect(after.points.map(({ minute }) => minute - NOW).slice(-5)).toEqual([-1, 0, 6, 7, 8]);
    const again = moved(after, NOW + 9, [gap]);
    expect(again.points.map(({ minute }) => minute - NOW).slice(-5)).toEqual([0, 6, 7, 8, 9]);
  });

  it("leaves a series alone that the tail does not reach, or that is newer", () => {
    const old = seriesAt(NOW - 30, 1, 20);
    expect(moved(old, NOW)).toBe(old);
    const newer = seriesAt(NOW + 5, 1, 20);
    expect(moved(newer, NOW)).toBe(newer);
  });

  it("takes over state, counts and time, and leaves hours to the next snapshot", () => {
    const series = seriesAt(NOW, 15, 20);
    const before = { ...frameAt(NOW - 60), asOf: 0, state: "normal" as const, reports15: 0, series, places: [] };
    const next = applyFrame(before, frameAt(NOW));
    expect(next).toMatchObject({ asOf: minuteToMs(NOW), state: "outage", places: [] });
    expect(next.series).toBe(series);
    expect(next.reports15).toBeGreaterThan(0);
  });
});
