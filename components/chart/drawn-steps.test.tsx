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
  const words = (step: DrawnStep | undefined) =>
    renderToStaticMarkup(<ChartTooltip step={step} stepMinutes={5} timeZone="UTC" />).replace(/<[^>]+>/g, "|");

  it("says of a missing one that it was not counted, and why", () => {
    expect(words(missing[0])).toContain("Sat 9 Nov, 03:00 to 03:05 UTC||not counted||we could not take reports then|");
  });

  it("says of the last one that it is counting", () => {
    expect(words(steps.at(-1))).toMatch(/\d+ reports? so far\|\|normal range/);
    expect(words(steps[0])).toMatch(/\d+ reports?\|\|normal range/);
    expect(words(undefined)).toBe("||");
  });
});
