import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ChartTooltip } from "#components/chart/chart-tooltip.tsx";
import { type DrawnStep, drawnSteps } from "#components/chart/drawn-steps.ts";
import { chartGeometry } from "#lib/publish/chart-geometry.ts";
import { at, chartInput, planSeries } from "#lib/publish/testing/chart-fixtures.ts";

const whole = planSeries({ to: at("2024-11-09T06:00Z"), minutes: 360, step: 5, usual: 20 });
const [from, to] = [at("2024-11-09T03:00Z"), at("2024-11-09T05:00Z")];
/** Away from 03:00 to 05:00. */
const broken = { ...whole, points: whole.points.filter(({ minute }) => minute < from || minute >= to) };
const steps = drawnSteps(chartGeometry(chartInput(broken)));
const missing = steps.filter(({ minute }) => minute >= from && minute < to);

describe("the steps that Recharts draws", () => {
  it("have no value where nobody could report, so that no line goes across", () => {
    expect(missing).toHaveLength(24);
    expect(missing[0]).toEqual({ at: from + 2.5, minute: from, reports: null, range: null, point: null });
    for (const { reports, range } of missing) expect([reports, range]).toEqual([null, null]);
  });

  it("are all steps of the series, in order, each once", () => {
    expect(steps.map(({ minute }) => minute)).toEqual(whole.points.map(({ minute }) => minute));
    const counted = steps.filter(({ point }) => point !== null).slice(0, -1);
    expect(counted.map(({ reports }) => reports)).toEqual(broken.points.slice(0, -1).map(({ reports }) => reports));
  });

  it("hold the last one's count back from the line while it is still counting", () => {
    expect(steps.at(-1)).toMatchObject({ reports: null, point: broken.points.at(-1) });
  });
});

describe("a step in words", () => {
  const words = (step: DrawnStep | undefined, timeZone = "UTC") =>
    renderToStaticMarkup(<ChartTooltip step={step} stepMinutes={5} timeZone={timeZone} />).replace(/<[^>]+>/g, "|");

  it("says of a missing one that it was not counted, and why", () => {
    expect(words(missing[0])).toContain("Sat 9 Nov, 03:00 to 03:05 UTC||not counted||we could not take reports then|");
  });

  it.each([
    ["2024-10-27T00:55Z", "Sun 27 Oct, 02:55 UTC+2 to 02:00 UTC+1|"],
    ["2024-10-27T00:50Z", "Sun 27 Oct, 02:50 to 02:55 UTC+2|"],
    ["2024-10-27T01:00Z", "Sun 27 Oct, 02:00 to 02:05 UTC+1|"],
    ["2024-03-31T00:55Z", "Sun 31 Mar, 01:55 UTC+1 to 03:00 UTC+2|"],
  ])("at %s has both offsets only where clocks change within it", (minute, time) => {
    expect(words({ at: 0, minute: at(minute), reports: null, range: null, point: null }, "Europe/Berlin")).toContain(
      `|${time}`,
    );
  });

  it("says of the last one that it is counting", () => {
    expect(words(steps.at(-1))).toMatch(/\d+ reports? so far\|\|normal range/);
    expect(words(steps[0])).toMatch(/\d+ reports?\|\|normal range/);
    expect(words(undefined)).toBe("||");
  });
});
