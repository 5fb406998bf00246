import { describe, expect, it } from "vitest";
import { chartGeometry } from "#lib/publish/chart-geometry.ts";
import { renderChart, renderSurroundings } from "#lib/publish/chart-svg.ts";
import { DARK, LIGHT } from "#lib/publish/palette.ts";
import { at, chartInput, incidentOf, outbreak, planSeries } from "#lib/publish/testing/chart-fixtures.ts";
import { parseMarkup } from "#lib/publish/testing/parse-markup.ts";

const series = planSeries({
  to: at("2024-11-09T06:00Z"),
  minutes: 1_440,
  step: 5,
  usual: 20,
  excess: outbreak(at("2024-11-09T00:00Z"), 6_300, 15, 20),
});
const ended = { from: at("2024-11-09T02:10Z"), to: at("2024-11-09T02:35Z") };
const chart = chartGeometry(chartInput(series, { incidents: [incidentOf({ ended })] }));
const words = { title: "Reports of problems with ChatGPT", description: "Highest 16,794 in 15 minutes." };

describe("a chart as SVG", () => {
  it("is one picture with a name and a description", () => {
    const [svg, title, desc] = parseMarkup(renderChart(chart, words));
    expect(svg?.attributes).toMatchObject({ role: "img", viewBox: "0 0 880 340" });
    expect([title?.text, desc?.text]).toEqual([words.title, words.description]);
  });

  it("follows the colours of its document, and has a fallback for each", () => {
    const svg = renderChart(chart, words);
    expect(svg).toContain('stroke="var(--ink, currentColor)"');
    expect(svg).not.toMatch(/#[0-9a-f]{3,6}\b/i);
    for (const [use] of svg.matchAll(/var\([^)]*/g)) expect(use).toContain(", ");
  });

  it.each([
    ["light", LIGHT],
    ["dark", DARK],
  ])("as a %s file stands alone: size, background, font, and no custom properties", (_, palette) => {
    const file = renderChart(chart, { ...words, palette, standalone: true });
    const [svg, , , background] = parseMarkup(file);
    expect(svg?.attributes).toMatchObject({ xmlns: "http://www.w3.org/2000/svg", width: "880", height: "340" });
    expect(background?.attributes.fill).toBe(palette.paper);
    expect(file).not.toContain("var(");
  });

  it.each(["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "]]><!--", "\u202egnp.exe", "&lt;b&gt;"])(
    "takes the poisoned name %j for text",
    (name) => {
      const elements = parseMarkup(renderChart(chart, { title: name, description: name }));
      const known = ["svg", "title", "desc", "g", "path", "rect", "circle", "text"];
      expect(elements.filter((element) => !known.includes(element.name))).toEqual([]);
      expect(elements[1]?.text).toBe(name.replace("\u202e", ""));
    },
  );

  it("prints start, peak and end of an incident, what the band is, and what the hollow point is", () => {
    const texts = parseMarkup(renderChart(chart, words)).map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        "start 00:03",
        "peak 00:15\u201300:30",
        "end 02:10\u201302:35",
        "normal range",
        "still counting",
      ]),
    );
  });

  it("draws the interval of an end paler than what is sure", () => {
    const tints = parseMarkup(renderChart(chart, words)).filter(({ name }) => name === "rect");
    expect(tints.map(({ attributes }) => attributes["fill-opacity"])).toEqual(["0.13", "0.06"]);
  });

  it("says in the picture that data is not live", () => {
    const demo = chartGeometry(chartInput(series, { mode: "demo" }));
    expect(renderChart(demo, words)).toContain("Demo data, not news");
  });

  it("of a day in 5-minute steps is under 20 KB", () => {
    expect(renderChart(chart, words).length).toBeLessThan(20_000);
  });

  it("has no number that is not one", () => {
    const empty = chartGeometry(chartInput({ ...series, points: [] }));
    expect(renderChart(chart, words) + renderChart(empty, words)).not.toMatch(/NaN|Infinity|undefined|null/);
  });
});

describe("the surroundings of a chart", () => {
  it("are everything but the series", () => {
    const { behind, before } = renderSurroundings(chart);
    const whole = renderChart(chart, words);
    expect(whole).toContain(behind);
    expect(whole).toContain(before);
    expect(behind + before).not.toContain(chart.line);
  });
});
