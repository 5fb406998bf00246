import { describe, expect, it } from "vitest";
import { addMinutes, minuteOf, minuteToMs } from "#lib/buckets/minute.ts";
import type { Series } from "#lib/live/snapshot.ts";
import { chartTitle, describeChart } from "#lib/publish/describe-chart.ts";
import { highestStep } from "#lib/publish/highest-step.ts";
import { at, planSeries } from "#lib/publish/testing/chart-fixtures.ts";

const to = at("2024-11-09T00:35Z");
const peakAt = at("2024-11-09T00:20Z");
const excess = (minute: number) => (minute === peakAt ? 1_299 : 0);

function flat(minutes: number, step: number, usual: number | null = 1): Series {
  const series = planSeries({ to, minutes, step, usual });
  const points = series.points.map((point) => ({
    ...point,
    reports: 0 + excess(point.minute),
    expected: usual,
  }));
  return { ...series, points };
}

function subject(series: Series, change = {}) {
  return { serviceName: "ChatGPT", series, mode: "live" as const, asOf: minuteToMs(to) - 20_000, ...change };
}

/** With the highest step of its own series. */
function describeOwn(chart: ReturnType<typeof subject>, stateText: string): string {
  return describeChart(chart, stateText, highestStep(chart.series, minuteOf(chart.asOf)));
}

describe("a chart in words", () => {
  it("gives the highest quarter of an hour, what is usual then, and the state since when", () => {
    expect(describeOwn(subject(flat(1_440, 5)), "Problems since 00:03 UTC")).toBe(
      "Reports of problems with ChatGPT in the last 24 hours: highest 1,299 in 15 minutes from 00:15 UTC, " +
        "about 3 usual at that time. State: problems since 00:03 UTC.",
    );
  });

  it("leaves out what is not known", () => {
    expect(describeOwn(subject(flat(1_440, 5, null)), "Nothing unusual")).toBe(
      "Reports of problems with ChatGPT in the last 24 hours: highest 1,299 in 15 minutes from 00:15 UTC. " +
        "State: nothing unusual.",
    );
  });

  it("says of a quarter that is still counting that its count is so far, and compares it with nothing", () => {
    const counting = subject(flat(1_440, 5), { asOf: minuteToMs(at("2024-11-09T00:25Z")) });
    expect(describeOwn(counting, "Problems")).toContain("highest 1,299 so far in 15 minutes from 00:15 UTC. State:");
  });

  it("says in how many minutes of the highest quarter of an hour reports could not be taken", () => {
    const chart = subject(flat(1_440, 5, null));
    const highest = highestStep(chart.series, minuteOf(chart.asOf));
    expect(describeChart(chart, "Problems", highest && { ...highest, missed: 6 })).toContain(
      "highest 1,299 in 15 minutes from 00:15 UTC. Reports could not be taken in 6 of these 15 minutes. State:",
    );
  });

  it("says none where there is no report", () => {
    const silent = { ...flat(60, 1), points: flat(60, 1).points.map((point) => ({ ...point, reports: 0 })) };
    expect(describeOwn(subject(silent), "Nothing unusual")).toContain("in the last hour: none.");
  });

  it("says that a demo is a demo", () => {
    expect(describeOwn(subject(flat(60, 1), { mode: "demo" }), "Nothing unusual")).toMatch(/Demo data, not news\.$/);
  });

  it("never calls reports users or customers", () => {
    expect(describeOwn(subject(flat(1_440, 5)), "Problems")).not.toMatch(/users|customers|people/);
  });

  it("speaks the time of the reader's zone", () => {
    const words = describeOwn(subject(flat(1_440, 5), { timeZone: "America/New_York" }), "Problems");
    expect(words).toContain("from 19:15 UTC\u22125");
  });
});

describe("the title of a chart", () => {
  it.each([
    [60, 1, "in the last hour"],
    [360, 1, "in the last 6 hours"],
    [1_440, 5, "in the last 24 hours"],
    [1_445, 5, "in the last 24 hours"],
    [10_140, 60, "in the last 7 days"],
  ])("of %d minutes in steps of %d ends: %s", (minutes, step, words) => {
    expect(chartTitle(subject(flat(minutes, step)))).toBe(`Reports of problems with ChatGPT ${words}`);
  });

  it("names both times of a series of any other length, the second one as far as it is known", () => {
    const series = flat(200, 5);
    const ends = (asOf: number) =>
      chartTitle(subject(series, { asOf })).replace("Reports of problems with ChatGPT", "");
    expect(ends(minuteToMs(series.to))).toBe(", Fri 8 Nov, 21:15 UTC to Sat 9 Nov, 00:35 UTC");
    expect(ends(minuteToMs(addMinutes(series.to, -3)))).toBe(", Fri 8 Nov, 21:15 UTC to Sat 9 Nov, 00:32 UTC");
  });

  it("names both times of a past series", () => {
    const asOf = minuteToMs(at("2024-11-20T00:00Z"));
    expect(chartTitle(subject(flat(60, 1), { asOf }))).toBe(
      "Reports of problems with ChatGPT, Fri 8 Nov, 23:35 UTC to Sat 9 Nov, 00:35 UTC",
    );
  });
});

describe("the highest step", () => {
  it("is an aligned quarter of an hour where the steps are shorter", () => {
    expect(highestStep(flat(60, 1), to)).toEqual({
      minute: at("2024-11-09T00:15Z"),
      stepMinutes: 15,
      reports: 1_299,
      expected: 15,
      isCounting: false,
      missed: 0,
    });
  });

  it("is the highest step itself where they are longer", () => {
    const hours = planSeries({
      to: at("2024-11-09T01:00Z"),
      minutes: 600,
      step: 60,
      usual: null,
      excess: (m) => (m === at("2024-11-09T00:00Z") ? 500 : 0),
    });
    expect(highestStep(hours, to)).toMatchObject({ minute: at("2024-11-09T00:00Z"), stepMinutes: 60 });
  });

  /** From midnight to 00:20, with a rise in the minutes after 00:15 that is higher than the quarter before it. */
  function untilTwentyPast(from: string) {
    const end = at("2024-11-09T00:20Z");
    const series = planSeries({ to: end, minutes: end - at(from), step: 1, usual: null });
    const reports = (minute: number) => (minute < at("2024-11-09T00:15Z") ? 1 : 100 + end - minute);
    return { ...series, points: series.points.map((point) => ({ ...point, reports: reports(point.minute) })) };
  }

  it("is a part of a quarter of an hour only while that one runs, and then so far", () => {
    const series = untilTwentyPast("2024-11-09T00:00Z");
    const whole = { minute: at("2024-11-09T00:00Z"), reports: 15, isCounting: false };
    expect(highestStep(series, addMinutes(series.to, 1))).toMatchObject(whole);
    const running = { minute: at("2024-11-09T00:15Z"), reports: 515, isCounting: true };
    for (const past of [0, 1]) expect(highestStep(series, addMinutes(series.to, -past))).toMatchObject(running);
  });

  it("is a step of its own where no quarter has a report", () => {
    const series = untilTwentyPast("2024-11-09T00:10Z");
    const over = addMinutes(series.to, 1);
    const first = { minute: at("2024-11-09T00:15Z"), stepMinutes: 1, reports: 105, isCounting: false };
    expect(highestStep(series, over)).toMatchObject(first);
    const points = series.points.map((point, index) => ({ ...point, reports: index === 2 ? 7 : 0 }));
    expect(highestStep({ ...series, points }, over)).toMatchObject({ stepMinutes: 1, reports: 7 });
    const long = untilTwentyPast("2024-11-08T23:55Z");
    const silent = long.points.map((point, index) => ({ ...point, reports: index === 2 ? 7 : 0 }));
    expect(highestStep({ ...long, points: silent }, over)).toMatchObject({ stepMinutes: 1, reports: 7 });
  });

  it("is the peak on record of a quarter in which nobody could report for a while, and else what the series has", () => {
    const series = planSeries({ to, minutes: to - at("2024-11-08T23:00Z"), step: 5, usual: 10, excess: () => 90 });
    const peaked = { peak15: 900, peak15Minute: at("2024-11-09T00:15Z") };
    const without = (...gone: string[]) => {
      const points = series.points.filter(({ minute }) => !gone.some((text) => at(text) === minute));
      return { ...series, points };
    };
    const known = {
      minute: peaked.peak15Minute,
      stepMinutes: 15,
      reports: 900,
      expected: null,
      isCounting: false,
      missed: 0,
    };
    expect(highestStep(without("2024-11-09T00:20Z"), to, [peaked])).toEqual(known);
    expect(highestStep(without("2024-11-09T00:20Z", "2024-11-09T00:25Z"), to, [peaked])).toEqual(known);
    const hours = planSeries({ to: at("2024-11-09T01:00Z"), minutes: 600, step: 60, usual: null, excess: () => 90 });
    expect(highestStep({ ...hours, points: hours.points.slice(0, -1) }, to, [peaked])).toMatchObject({ reports: 900 });
    for (const other of [
      { ...peaked, peak15: 1 },
      { ...peaked, peak15Minute: null },
      { ...peaked, peak15Minute: addMinutes(series.from, -15) },
    ])
      expect(highestStep(without("2024-11-09T00:20Z"), to, [other])).toEqual(
        highestStep(without("2024-11-09T00:20Z"), to),
      );
    expect(highestStep(series, to, [peaked])).toEqual(highestStep(series, to));
    const running = { ...peaked, peak15Minute: at("2024-11-09T00:30Z") };
    expect(highestStep(without("2024-11-09T00:30Z"), to, [running])).toMatchObject({ reports: 900, isCounting: true });
    expect(highestStep(without("2024-11-09T00:30Z"), addMinutes(to, 1), [running])?.reports).toBeLessThan(900);
  });

  it("has the minutes of its own in which nobody could report, and is not compared where they are half of it", () => {
    const series = flat(60, 1);
    const missing = (from: string, end: string) => highestStep(series, to, [], [{ from: at(from), to: at(end) }]);
    expect(missing("2024-11-09T00:10Z", "2024-11-09T00:15Z")).toMatchObject({ missed: 0, expected: 15 });
    expect(missing("2024-11-09T00:10Z", "2024-11-09T00:22Z")).toMatchObject({ missed: 7, expected: 15 });
    expect(missing("2024-11-09T00:22Z", "2024-11-09T00:50Z")).toMatchObject({ missed: 8, expected: null });
  });

  it("has no missed minutes after the end of its series", () => {
    const series = untilTwentyPast("2024-11-09T00:00Z");
    const gaps = [{ from: at("2024-11-09T00:18Z"), to: at("2024-11-09T00:30Z") }];
    expect(highestStep(series, series.to, [], gaps)).toMatchObject({ missed: 2, isCounting: true });
  });

  it("is none without a report", () => {
    expect(highestStep({ ...flat(60, 1), points: [] }, to)).toBeNull();
  });
});
