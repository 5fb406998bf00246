import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import type { Series } from "#lib/live/snapshot.ts";
import { gatherSeries, stepFor, stepWords } from "#lib/publish/chart-steps.ts";
import { at, planSeries } from "#lib/publish/testing/chart-fixtures.ts";
import { anySeries } from "#lib/publish/testing/series-arbitrary.ts";

const minutes = planSeries({ to: at("2024-11-09T00:37Z"), minutes: 95, step: 1, usual: 4 });

describe("gathering a series", () => {
  it("adds up what is whole, and leaves out a first step that began before it", () => {
    const gathered = gatherSeries(minutes, 15);
    expect(gathered.from).toBe(at("2024-11-08T23:15Z"));
    expect(gathered.points[0]).toMatchObject({
      minute: at("2024-11-08T23:15Z"),
      reports: minutes.points.slice(13, 28).reduce((sum, { reports }) => sum + reports, 0),
    });
  });

  it("keeps the running step of a series that runs, and drops the half one of a series that is over", () => {
    expect(gatherSeries(minutes, 15, at("2024-11-09T00:36Z")).to).toBe(at("2024-11-09T00:45Z"));
    expect(gatherSeries(minutes, 15, at("2024-11-09T00:38Z")).to).toBe(at("2024-11-09T00:30Z"));
  });

  it("keeps the last step of a series that is frozen at its end: what it has of it was there then", () => {
    const { points, to } = gatherSeries(minutes, 15, minutes.to);
    expect([to, points.at(-1)?.minute]).toEqual([at("2024-11-09T00:45Z"), at("2024-11-09T00:30Z")]);
  });

  it("knows no normal range where a part of it is not known", () => {
    const points = minutes.points.map((point, index) => (index === 20 ? { ...point, low: null } : point));
    expect(
      gatherSeries({ ...minutes, points }, 15)
        .points.map(({ low }) => low === null)
        .slice(0, 3),
    ).toEqual([true, false, false]);
  });

  it("leaves out a step of which half or more is missing, as a series of that step does", () => {
    const from = at("2024-11-09T00:00Z");
    const steps = planSeries({ to: addMinutes(from, 60), minutes: 60, step: 5, usual: 4 });
    const without = (...gone: number[]) => ({ ...steps, points: steps.points.filter((_, i) => !gone.includes(i)) });
    const begins = (series: Series) => gatherSeries(series, 15).points.map(({ minute }) => minute - from);
    expect(begins(without(4, 5))).toEqual([0, 30, 45]);
    expect(begins(without(4))).toEqual([0, 15, 30, 45]);
    expect(gatherSeries(without(0, 1, 3, 4, 6, 7, 9, 10), 15).points).toEqual([]);
  });

  it("keeps a running step of which little has passed", () => {
    const running = planSeries({ to: at("2024-11-09T00:05Z"), minutes: 65, step: 5, usual: 4 });
    expect(gatherSeries(running, 15, at("2024-11-09T00:03Z")).to).toBe(at("2024-11-09T00:15Z"));
  });

  it("leaves a series alone whose steps are as large already", () => {
    expect(gatherSeries(minutes, 1)).toBe(minutes);
  });

  it("gives steps that are aligned, in order and within bounds that contain what is expected", () => {
    fc.assert(
      fc.property(anySeries, fc.constantFrom(5, 15, 60, 180), (series, step) => {
        const { points, stepMinutes } = gatherSeries(series, step);
        for (const [index, { minute, low, high, expected }] of points.entries()) {
          if (stepMinutes === step) expect(minute % step).toBe(0);
          expect(minute).toBeGreaterThan(points[index - 1]?.minute ?? 0);
          if (low === null || high === null || expected === null) continue;
          expect(low).toBeLessThanOrEqual(expected + 1e-6);
          expect(high).toBeGreaterThanOrEqual(expected - 1e-6);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("of an empty series is empty", () => {
    expect(gatherSeries({ ...minutes, points: [] }, 15).points).toEqual([]);
  });
});

describe("the step that fits", () => {
  it.each([
    [500, 1],
    [60, 5],
    [10, 15],
    [1, 180],
  ])("at most %d points of 95 minutes is %d", (maxPoints, step) => {
    expect(stepFor(minutes, maxPoints)).toBe(step);
  });

  it.each([
    [1, "minute"],
    [15, "15 minutes"],
    [60, "hour"],
    [180, "3 hours"],
    [1_440, "day"],
  ])("%d is called %s", (step, words) => {
    expect(stepWords(step)).toBe(words);
  });
});
