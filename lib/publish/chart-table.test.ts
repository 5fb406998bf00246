import { describe, expect, it } from "vitest";
import { minuteToMs } from "#lib/buckets/minute.ts";
import { chartTable } from "#lib/publish/chart-table.ts";
import { at, planSeries } from "#lib/publish/testing/chart-fixtures.ts";

const to = at("2024-11-09T00:35Z");

describe("the chart as a table", () => {
  it.each([
    [60, 1, "Reports per 5 minutes, from the time given"],
    [360, 1, "Reports per 15 minutes, from the time given"],
    [1_440, 5, "Reports per hour, from the time given"],
    [10_080, 60, "Reports per 6 hours, from the time given"],
  ])("of %d minutes has at most 31 rows", (minutes, step, caption) => {
    const table = chartTable(planSeries({ to, minutes, step, usual: 4 }), minuteToMs(to) - 1);
    expect(table.caption).toBe(caption);
    expect(table.rows.length).toBeLessThanOrEqual(31);
    expect(table.rows.length).toBeGreaterThan(9);
  });

  it("says of the running step that its reports are so far", () => {
    const series = planSeries({ to, minutes: 60, step: 1, usual: 4 });
    const running = chartTable(series, minuteToMs(to) - 1).rows.map(({ reports }) => reports.endsWith(" so far"));
    expect(running.indexOf(true)).toBe(running.length - 1);
    expect(chartTable(series, minuteToMs(to) + 9_000_000).rows.some(({ reports }) => reports.includes("so far"))).toBe(
      false,
    );
  });

  it("holds every report of a series that is frozen at its end, the last of them as those so far", () => {
    const series = planSeries({ to: at("2024-11-09T00:33Z"), minutes: 33, step: 1, usual: 4 });
    const frozen = { ...series, points: series.points.map((point) => ({ ...point, reports: 10 })) };
    const rows = chartTable(frozen, minuteToMs(frozen.to)).rows.map(({ reports }) => reports);
    expect(rows).toEqual(["50", "50", "50", "50", "50", "50", "30 so far"]);
  });

  it("says that a normal range is not known where there is none", () => {
    const [row] = chartTable(planSeries({ to, minutes: 60, step: 5, usual: null }), minuteToMs(to)).rows;
    expect(row).toMatchObject({ minute: at("2024-11-08T23:35Z"), usual: "not known" });
  });
});
