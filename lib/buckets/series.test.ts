import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMinute, type Minute, parseMinute } from "#lib/buckets/minute.ts";
import {
  addSums,
  alignSpan,
  type BucketStep,
  chooseStep,
  fillSteps,
  gatherSteps,
  MAX_CHART_POINTS,
  missedMinutes,
  SERIES_STEPS,
  withoutGaps,
} from "#lib/buckets/series.ts";
import { last15, lastMinutes, spanMinutes } from "#lib/buckets/window.ts";

const at = (text: string) => parseMinute(text) ?? asMinute(0);

const span = fc
  .tuple(fc.integer({ min: 1_000, max: 50_000_000 }), fc.integer({ min: 1, max: 3_000 }))
  .map(([from, length]) => ({ from: asMinute(from), to: asMinute(from + length) }));
const step = fc.constantFrom(...SERIES_STEPS);

function bucket(minute: number, reports: number): BucketStep {
  return { minute: asMinute(minute), reports, works: reports + 1, back: 2, repeats: 3, setAside: 4, networks: 5 };
}

describe("the last 15 minutes", () => {
  it("are 15, and the running one is the last", () => {
    const now = at("2024-11-09T00:03Z");
    expect(last15(now)).toEqual({ from: at("2024-11-08T23:49Z"), to: at("2024-11-09T00:04Z") });
    expect(spanMinutes(last15(now))).toBe(15);
    expect(lastMinutes(now, 1)).toEqual({ from: now, to: now + 1 });
  });
});

describe("choosing a step", () => {
  it.each([
    [60, 1],
    [360, 1],
    [500, 1],
    [501, 5],
    [1_440, 5],
    [2_501, 15],
    [10_080, 60],
    [30_001, 180],
    [90_001, 1_440],
    [1_000_000, 1_440],
  ])("%i minutes are drawn in steps of %i", (minutes, expected) => {
    expect(chooseStep(minutes)).toBe(expected);
  });

  it("keeps within the points where any step can", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 * 1_440 }), (minutes) => {
        expect(Math.ceil(minutes / chooseStep(minutes))).toBeLessThanOrEqual(MAX_CHART_POINTS);
      }),
    );
  });
});

describe("aligning a span", () => {
  it("widens it to whole UTC steps", () => {
    const rough = { from: at("2024-11-09T00:03Z"), to: at("2024-11-09T00:16Z") };
    expect(alignSpan(rough, 5)).toEqual({ from: at("2024-11-09T00:00Z"), to: at("2024-11-09T00:20Z") });
    expect(alignSpan(rough, 1)).toEqual(rough);
  });

  it("holds the span, by less than a step on each side, and once is enough", () => {
    fc.assert(
      fc.property(span, step, (rough, size) => {
        const aligned = alignSpan(rough, size);
        expect(aligned.from % size).toBe(0);
        expect(aligned.to % size).toBe(0);
        expect(rough.from - aligned.from).toBeGreaterThanOrEqual(0);
        expect(rough.from - aligned.from).toBeLessThan(size);
        expect(aligned.to - rough.to).toBeGreaterThanOrEqual(0);
        expect(aligned.to - rough.to).toBeLessThan(size);
        expect(alignSpan(aligned, size)).toEqual(aligned);
      }),
    );
  });
});

describe("filling steps", () => {
  it("gives every step of the span, zeros where nobody reported", () => {
    const steps = fillSteps([bucket(10, 7)], { from: asMinute(5), to: asMinute(20) }, 5);
    expect(steps.map(({ minute, reports, works }) => [minute, reports, works])).toEqual([
      [5, 0, 0],
      [10, 7, 8],
      [15, 0, 0],
    ]);
  });

  it("loses no report of the span and invents none", () => {
    const reports = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 50 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(reports, step, (seeds, size) => {
        const minutes = [...new Map(seeds)].map(([minute, count]) => bucket(minute, count));
        const gathered = gatherSteps(minutes, size);
        const filled = fillSteps(gathered, alignSpan({ from: asMinute(0), to: asMinute(401) }, size), size);
        expect(addSums(filled)).toEqual(addSums(minutes));
      }),
    );
  });
});

describe("gathering minutes", () => {
  it("sums them by the quarter of an hour in which they lie, oldest first", () => {
    const quarters = gatherSteps([bucket(16, 1), bucket(14, 2), bucket(0, 3), bucket(29, 4)], 15);
    expect(quarters.map(({ minute, reports }): [Minute, number] => [minute, reports])).toEqual([
      [0, 5],
      [15, 5],
    ]);
  });
});

describe("gaps of ours", () => {
  it("that lie outside of a span miss none of its minutes", () => {
    const spans = [0, 20, 40, 60].map((from) => ({ from: asMinute(from), to: asMinute(from + 5) }));
    expect(missedMinutes({ from: asMinute(22), to: asMinute(42) }, spans)).toBe(3 + 2);
  });

  const gap = { from: asMinute(12), to: asMinute(22) };
  const left = (step: 1 | 5 | 15) => {
    const span = alignSpan({ from: asMinute(0), to: asMinute(45) }, step);
    return withoutGaps(fillSteps([], span, step), [gap], step).map(({ minute }) => minute);
  };

  it("take out the minutes in which nobody could report", () => {
    expect(left(1)).toEqual(Array.from({ length: 45 }, (_, i) => i).filter((minute) => minute < 12 || minute >= 22));
  });

  it("take out a step of which half or more is missing", () => {
    expect(left(5)).toEqual([0, 5, 20, 25, 30, 35, 40]);
    expect(left(15)).toEqual([0, 15, 30]);
    expect(withoutGaps([bucket(10, 1)], [gap, { from: asMinute(22), to: asMinute(60) }], 15)).toEqual([]);
  });

  it("take out an hour of which 30 minutes are missing, and leave one of which 29 are", () => {
    const hour = [bucket(0, 1)];
    expect(withoutGaps(hour, [{ from: asMinute(0), to: asMinute(30) }], 60)).toEqual([]);
    expect(withoutGaps(hour, [{ from: asMinute(0), to: asMinute(29) }], 60)).toEqual(hour);
  });

  it("that are none take nothing", () => {
    const steps = [bucket(10, 1)];
    expect(withoutGaps(steps, [], 5)).toEqual(steps);
    expect(withoutGaps(steps, [{ from: asMinute(0), to: asMinute(10) }], 5)).toEqual(steps);
  });
});
