import type { ChartGeometry } from "#lib/publish/chart-geometry.ts";
import { FONT_SIZE } from "#lib/publish/chart-labels.ts";
import { drawCounting, drawFlag, drawMarks, drawNote, drawSpan } from "#lib/publish/chart-marks-svg.ts";
import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import { INHERITED, type Palette } from "#lib/publish/palette.ts";
import { crisp, rim, tag, textTag } from "#lib/publish/svg-tags.ts";

export interface ChartSvgOptions {
  /** Name of the picture for screen readers, and its tooltip (`chartTitle`). */
  readonly title: string;
  /** The sentence that says what the picture shows (`describeChart`). */
  readonly description: string;
  /** `INHERITED` inside a document; `LIGHT` or `DARK` for a file. */
  readonly palette?: Palette;
  /** A file of its own: has its size, its font and its background. */
  readonly standalone?: boolean;
}

function drawValueAxis({ plot, valueTicks }: ChartGeometry, palette: Palette): string {
  const lines = valueTicks.slice(1).map(({ y }) => `M${plot.left} ${crisp(y)}H${plot.right}`);
  const values = valueTicks.map(({ y, label }) =>
    textTag(label, { x: plot.left - 7, y: y + FONT_SIZE / 3, anchor: "end" }),
  );
  return (
    tag("path", { d: lines.join(""), stroke: palette.rule }) + tag("g", { fill: palette.inkSoft }, values.join(""))
  );
}

function drawTimeAxis({ plot, timeTicks, days }: ChartGeometry, palette: Palette): string {
  const zero = `M${plot.left} ${crisp(plot.bottom)}H${plot.right}`;
  const stubs = timeTicks.map(({ x }) => `M${crisp(x)} ${Math.round(plot.bottom)}v5`);
  const times = timeTicks.map(({ x, label }) =>
    label === null ? "" : textTag(label, { x, y: plot.bottom + 18, anchor: "middle" }),
  );
  const names = days.map(({ x, text, anchor }) => textTag(text, { x, y: plot.bottom + 34, anchor }));
  const words = tag("g", { fill: palette.inkSoft }, [...times, ...names].join(""));
  return tag("path", { d: zero + stubs.join(""), stroke: palette.inkSoft }) + words;
}

function drawHeader({ header }: ChartGeometry, palette: Palette): string {
  return header
    .map(({ text, strong, ...at }) =>
      textTag(text, at, { fill: strong ? palette.ink : palette.inkSoft, "font-weight": strong ? 700 : null }),
    )
    .join("");
}

/** What is said where there is nothing to draw. */
function drawEmpty({ empty, plot }: ChartGeometry, palette: Palette): string {
  if (empty === null) return "";
  const middle = { x: (plot.left + plot.right) / 2, y: (plot.top + plot.bottom) / 2, anchor: "middle" } as const;
  return textTag(empty, middle, { fill: palette.inkSoft, ...rim(palette) });
}

function drawSeries({ band, area, line }: ChartGeometry, palette: Palette): string {
  const stroke = { stroke: palette.ink, "stroke-width": 1.75, "stroke-linejoin": "round" };
  return [
    band === null ? "" : tag("path", { d: band.path, fill: palette.normal, "fill-opacity": 0.28 }),
    area === "" ? "" : tag("path", { d: area, fill: palette.ink, "fill-opacity": 0.12 }),
    line === "" ? "" : tag("path", { d: line, fill: "none", ...stroke }),
  ].join("");
}

/** Everything but the series: what lies behind it and what lies before it. A page whose script draws the series puts it between them. */
export function renderSurroundings(chart: ChartGeometry, palette: Palette = INHERITED) {
  const { spans, band } = chart;
  const behind = [
    drawHeader(chart, palette),
    ...spans.map((span) => drawSpan(span, chart, palette)),
    drawValueAxis(chart, palette),
  ];
  const before = [
    drawEmpty(chart, palette),
    drawTimeAxis(chart, palette),
    ...spans.map((span) => drawMarks(span, chart, palette)),
    ...chart.flags.map((flag) => drawFlag(flag, chart, palette)),
    band === null ? "" : drawNote(band.label, palette),
    drawCounting(chart, palette),
  ];
  return { behind: behind.join(""), before: before.join("") };
}

/** A chart as SVG. All words in it are escaped; colours come from the palette only. */
export function renderChart(chart: ChartGeometry, options: ChartSvgOptions): string {
  const { palette = INHERITED, standalone = false } = options;
  const { width, height } = chart;
  const { behind, before } = renderSurroundings(chart, palette);
  const parts = [
    tag("title", {}, escapeMarkup(options.title)),
    tag("desc", {}, escapeMarkup(options.description)),
    standalone ? tag("rect", { width, height, fill: palette.paper }) : "",
    behind,
    drawSeries(chart, palette),
    before,
  ];
  const font = "Inter, system-ui, sans-serif";
  const own = { xmlns: "http://www.w3.org/2000/svg", width, height, "font-family": font };
  // Nothing is drawn outside of it. Inside another picture a renderer would cut it out pixel by pixel: half of the time of a PNG.
  const file = standalone ? { ...own, overflow: "visible" } : {};
  const frame = { ...file, viewBox: `0 0 ${width} ${height}`, role: "img", "font-size": FONT_SIZE };
  return tag("svg", frame, parts.join(""));
}
