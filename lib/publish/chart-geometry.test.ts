import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMinute, minuteToMs } from "#lib/buckets/minute.ts";
import { chartGeometry } from "#lib/publish/chart-geometry.ts";
import { at, chartInput, incidentOf, outbreak, planSeries } from "#lib/publish/testing/chart-fixtures.ts";
import { anySeries } from "#lib/publish/testing/series-arbitrary.ts";

const day = { to: at("2024-11-09T06:00Z"), minutes: 1_440, step: 5 };
const calm = planSeries({ ...day, usual: 24 });
const silent = { ...calm, points: calm.points.map((point) => ({ ...point, reports: 0, low: null, high: null })) };

function numbersOf(path: string): number[] {
  return [...path.matchAll(/-?\d+(\.\d+)?|NaN|Infinity/g)].map(([text]) => Number(text));
}

describe("a chart of any series", () => {
  const anyChart = fc
    .record({
      series: anySeries,
      width: fc.constantFrom(240, 320, 360, 640, 880, 1_200),
      height: fc.constantFrom(160, 250, 340),
      timeZone: fc.constantFrom("UTC", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"),
      isLive: fc.boolean(),
    })
    .map(({ series, isLive, ...size }) => {
      const asOf = minuteToMs(asMinute(series.to - (isLive ? 1 : -9_000)));
      return {
        input: chartInput(series, { ...size, asOf }),
        chart: chartGeometry(chartInput(series, { ...size, asOf })),
      };
    });

  it("has only finite numbers in its paths", () => {
    fc.assert(
      fc.property(anyChart, ({ chart }) => {
        const paths = [chart.area, chart.line, chart.band?.path ?? "", chart.counting?.path ?? ""];
        for (const path of paths) expect(numbersOf(path).every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps every step inside the plot, from left to right", () => {
    fc.assert(
      fc.property(anyChart, ({ chart: { points, plot } }) => {
        for (const [index, point] of points.entries()) {
          expect(point.x).toBeGreaterThan(points[index - 1]?.x ?? plot.left - 0.001);
          expect(point.x).toBeLessThanOrEqual(plot.right);
          expect(point.y).toBeGreaterThanOrEqual(plot.top);
          expect(point.y).toBeLessThanOrEqual(plot.bottom);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("counts every report once, but for a half first step and a half last one of the past", () => {
    fc.assert(
      fc.property(anyChart, ({ input: { series }, chart }) => {
        const sum = (points: readonly { reports: number }[]) => points.reduce((all, { reports }) => all + reports, 0);
        const inside = series.points.filter(({ minute }) => minute >= chart.from && minute < chart.to);
        expect(sum(chart.points)).toBe(sum(inside));
        expect(chart.from - series.from).toBeLessThan(chart.stepMinutes);
        expect(series.to - chart.to).toBeLessThan(chart.stepMinutes);
      }),
      { numRuns: 60 },
    );
  });

  it("has an axis that begins at zero and holds the largest value", () => {
    fc.assert(
      fc.property(anyChart, ({ chart: { valueTicks, points } }) => {
        const top = valueTicks.at(-1)?.value ?? 0;
        expect(valueTicks[0]?.value).toBe(0);
        expect(valueTicks.length).toBeLessThanOrEqual(7);
        for (const { reports, high } of points) expect(Math.max(reports, high ?? 0)).toBeLessThanOrEqual(top);
      }),
      { numRuns: 60 },
    );
  });

  it("has no more steps than its width can show, and never over 500", () => {
    fc.assert(
      fc.property(anyChart, ({ chart: { points, width } }) => {
        expect(points.length).toBeLessThanOrEqual(Math.min(501, width / 1.8 + 1));
      }),
      { numRuns: 60 },
    );
  });

  it("stays as high as asked, axis words included", () => {
    fc.assert(
      fc.property(anyChart, ({ input, chart }) => {
        expect(chart.height).toBe(input.height);
        expect(chart.plot.bottom).toBeLessThanOrEqual(chart.height - 36);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a chart of a day", () => {
  it("gathers to quarters of an hour on a phone, as the press counts, and says so", () => {
    const phone = chartGeometry(chartInput(calm, { width: 360, height: 250 }));
    expect(phone.points).toHaveLength(96);
    expect(phone.header[0]?.text).toBe("Reports per 15 minutes");
    expect(chartGeometry(chartInput(calm)).points).toHaveLength(288);
  });

  it("prints what its times are", () => {
    const texts = chartGeometry(chartInput(calm, { timeZone: "America/New_York" })).header.map(({ text }) => text);
    expect(texts.join(" ")).toContain("Nov 2024, New York time, UTC\u22125");
  });

  it.each([
    ["live", null],
    ["demo", "Demo data, not news"],
    ["replay", "Replay of a past day"],
  ] as const)("of %s data says: %s", (mode, words) => {
    const strong = chartGeometry(chartInput(calm, { mode })).header.filter((line) => line.strong);
    expect(strong.map(({ text }) => text)).toEqual(words === null ? [] : [words]);
  });

  it("without a baseline has no band", () => {
    expect(chartGeometry(chartInput(planSeries({ ...day, usual: null }))).band).toBeNull();
    expect(chartGeometry(chartInput(calm)).band?.label.text).toBe("normal range");
  });

  it("without a report is calm: an axis of at least 5 and a sentence", () => {
    const chart = chartGeometry(chartInput(silent));
    expect(chart.valueTicks.at(-1)?.value).toBeGreaterThanOrEqual(5);
    expect(chart.empty).toBe("No reports in this time");
  });

  it("without data says so", () => {
    const chart = chartGeometry(chartInput({ ...calm, points: [] }));
    expect(chart).toMatchObject({ empty: "No data for this time", line: "", area: "", counting: null });
  });

  it("breaks its line where steps are missing", () => {
    const torn = { ...calm, points: calm.points.filter((_, index) => index < 100 || index > 120) };
    expect(chartGeometry(chartInput(torn)).line.match(/M/g)).toHaveLength(2);
  });
});

describe("the last step", () => {
  it("is hollow while it is counting, and not part of the line", () => {
    const chart = chartGeometry(chartInput(calm));
    expect(chart.counting?.point.minute).toBe(at("2024-11-09T05:55Z"));
    expect(chart.counting?.legend.text).toBe("still counting");
    expect(Math.max(...numbersOf(chart.line).filter((_, index) => index % 2 === 0))).toBeLessThan(chart.plot.right - 1);
  });

  it("is joined to the one before it, but not across steps that are missing", () => {
    const torn = {
      ...calm,
      points: calm.points.filter((_, index, { length }) => index < length - 9 || index === length - 1),
    };
    expect(chartGeometry(chartInput(calm)).counting?.path).toMatch(/^M.+L/);
    expect(chartGeometry(chartInput(torn)).counting).toMatchObject({
      path: "",
      point: { minute: calm.points.at(-1)?.minute },
    });
  });

  it("is whole from the minute on at which it ends", () => {
    const asOf = minuteToMs(calm.to);
    expect(chartGeometry(chartInput(calm, { asOf })).counting).toBeNull();
    expect(chartGeometry(chartInput(calm, { asOf: asOf - 1 })).counting).not.toBeNull();
  });

  it("of a past series is never called counting, also where steps are gathered", () => {
    const past = planSeries({ to: at("2024-11-09T05:52Z"), minutes: 1_400, step: 1, usual: 4 });
    const chart = chartGeometry(chartInput(past, { asOf: minuteToMs(past.to) + 9_000_000 }));
    expect(chart.counting).toBeNull();
    expect(chart.to).toBe(at("2024-11-09T05:50Z"));
  });
});

describe("an incident in a chart", () => {
  const series = planSeries({ ...day, usual: 20, excess: outbreak(at("2024-11-09T00:00Z"), 6_300, 15, 20) });
  const ended = { from: at("2024-11-09T02:10Z"), to: at("2024-11-09T02:35Z") };

  it.each([320, 360, 640, 880])("has start, peak and end labelled at a width of %d", (width) => {
    const { spans } = chartGeometry(chartInput(series, { width, height: 250, incidents: [incidentOf({ ended })] }));
    expect(spans[0]?.marks.map(({ label }) => label?.text)).toEqual([
      "start 00:03",
      "end 02:10\u201302:35",
      "peak 00:15\u201300:30",
    ]);
  });

  it("has no peak while the highest quarter of an hour runs, also where the last step of the chart ends with it", () => {
    const kinds = (asOf: string) => {
      const early = planSeries({ ...day, to: at("2024-11-09T00:30Z"), usual: 20 });
      const input = chartInput(early, { asOf: minuteToMs(at(asOf)), incidents: [incidentOf({})] });
      return chartGeometry(input).spans[0]?.marks.map(({ kind }) => kind);
    };
    expect(kinds("2024-11-09T00:29Z")).toEqual(["start"]);
    expect(kinds("2024-11-09T00:30Z")).toEqual(["start", "peak"]);
  });

  it("makes room for its labels above the plot, not in it", () => {
    const plain = chartGeometry(chartInput(series));
    const marked = chartGeometry(chartInput(series, { incidents: [incidentOf({ ended })] }));
    expect(marked.plot.top).toBeGreaterThan(plain.plot.top);
  });
});
