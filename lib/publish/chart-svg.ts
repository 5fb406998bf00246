import type { ChartGeometry } from "#lib/publish/chart-geometry.ts";
import { FONT_SIZE, ROW } from "#lib/publish/chart-labels.ts";
import type { NoteLabel } from "#lib/publish/chart-notes.ts";
import type { IncidentSpan, SpanMark } from "#lib/publish/chart-spans.ts";
import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import { INHERITED, type Palette } from "#lib/publish/palette.ts";

export interface ChartSvgOptions {
  /** Name of the picture for screen readers, and its tooltip. */
  readonly title: string;
  /** The sentence that says what the picture shows (`describeChart`). */
  readonly description: string;
  /** `INHERITED` inside a document; `LIGHT` or `DARK` for a file, which then is painted on its paper. */
  readonly palette?: Palette;
  /** A file of its own: has its size, its font and its background. */
  readonly standalone?: boolean;
}

type Attributes = Readonly<Record<string, string | number | null>>;

function tag(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== "")
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? Math.round(value * 10) / 10 : value}"`)
    .join("");
  return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** A text that is told apart from lines behind it by a rim of paper. `start` is what SVG takes for granted. */
function text(words: string, x: number, y: number, anchor: string, attributes: Attributes = {}): string {
  return tag("text", { x, y, "text-anchor": anchor === "start" ? null : anchor, ...attributes }, escapeMarkup(words));
}

function rim(palette: Palette): Attributes {
  return { "paint-order": "stroke", stroke: palette.paper, "stroke-width": 3, "stroke-linejoin": "round" };
}

function drawGrid({ plot, valueTicks, timeTicks, days }: ChartGeometry, palette: Palette): string {
  const lines = valueTicks
    .slice(1)
    .map(({ y }) => `M${plot.left} ${Math.round(y) + 0.5}H${plot.right}`)
    .join("");
  const stubs = timeTicks.map(({ x }) => `M${Math.round(x) + 0.5} ${plot.bottom}v5`).join("");
  const values = valueTicks.map(({ y, label }) => text(label, plot.left - 7, y + FONT_SIZE / 3, "end")).join("");
  const times = timeTicks.map(({ x, label }) => (label === null ? "" : text(label, x, plot.bottom + 18, "middle")));
  const names = days.map(({ x, text: name, anchor }) => text(name, x, plot.bottom + 34, anchor));
  return [
    lines && tag("path", { d: lines, stroke: palette.rule }),
    stubs && tag("path", { d: stubs, stroke: palette.inkSoft }),
    tag("g", { fill: palette.inkSoft }, values + times.join("") + names.join("")),
  ].join("");
}

/** The tint of an incident; paler where only the interval of its end is known. */
function drawSpan(span: IncidentSpan, { plot }: ChartGeometry, palette: Palette): string {
  const fill = palette[span.level];
  const box = { y: plot.top, height: plot.bottom - plot.top, fill };
  const sure = tag("rect", { ...box, x: span.left, width: span.endFromX - span.left, "fill-opacity": 0.13 });
  const end = tag("rect", { ...box, x: span.endFromX, width: span.right - span.endFromX, "fill-opacity": 0.06 });
  return (span.endFromX > span.left ? sure : "") + (span.right > span.endFromX ? end : "");
}

/** The ticks of an incident: start and end through the plot, the peak down to its upper edge. */
function drawMark(mark: SpanMark, level: string, { plot }: ChartGeometry, palette: Palette): string {
  const baseline = plot.top - ROW + 4 - (mark.label?.row ?? 0) * ROW;
  const top = mark.label === null ? plot.top - 4 : mark.label.anchor === "middle" ? baseline + 4 : baseline - 9;
  const bottom = mark.kind === "peak" ? plot.top + 2 : plot.bottom;
  const line = tag("path", { d: `M${Math.round(mark.tickX) + 0.5} ${top}V${bottom}`, stroke: level });
  return (
    line +
    (mark.label === null ? "" : text(mark.label.text, mark.label.x, baseline, mark.label.anchor, { fill: palette.ink }))
  );
}

function drawNote(note: NoteLabel, palette: Palette): string {
  const { x, y, anchor, leaderTo } = note;
  const leader =
    leaderTo === null
      ? ""
      : tag("path", {
          d: `M${leaderTo.x.toFixed(1)} ${(y + 4).toFixed(1)}V${leaderTo.y.toFixed(1)}`,
          stroke: palette.inkSoft,
        });
  return leader + text(note.text, x, y, anchor, { fill: palette.inkSoft, ...rim(palette) });
}

function drawCounting({ counting, stepMinutes }: ChartGeometry, palette: Palette): string {
  if (counting === null) return "";
  const { path, point, label } = counting;
  const line =
    path && tag("path", { d: path, fill: "none", stroke: palette.ink, "stroke-width": 1.5, "stroke-dasharray": "2 3" });
  const words = tag(
    "title",
    {},
    escapeMarkup(`Still counting: the running ${stepMinutes === 1 ? "minute" : `${stepMinutes} minutes`}`),
  );
  const circle = tag(
    "circle",
    { cx: point.x, cy: point.y, r: 4, fill: palette.paper, stroke: palette.ink, "stroke-width": 1.5 },
    words,
  );
  return line + circle + (label === null ? "" : drawNote(label, palette));
}

function drawHeader({ header }: ChartGeometry, palette: Palette): string {
  return header
    .map(({ text: words, x, y, anchor, strong }) =>
      text(words, x, y, anchor, { fill: strong ? palette.ink : palette.inkSoft, "font-weight": strong ? 700 : null }),
    )
    .join("");
}

/** A chart as SVG. All words in it are escaped; colours come from the palette only. */
export function renderChart(chart: ChartGeometry, options: ChartSvgOptions): string {
  const { palette = INHERITED, standalone = false } = options;
  const { width, height, plot, band, area, line, spans, empty } = chart;
  const zero = `M${plot.left} ${Math.round(plot.bottom) + 0.5}H${plot.right}`;
  const parts = [
    tag("title", {}, escapeMarkup(options.title)),
    tag("desc", {}, escapeMarkup(options.description)),
    standalone ? tag("rect", { width, height, fill: palette.paper }) : "",
    drawHeader(chart, palette),
    spans.map((span) => drawSpan(span, chart, palette)).join(""),
    drawGrid(chart, palette),
    band === null ? "" : tag("path", { d: band.path, fill: palette.normal, "fill-opacity": 0.28 }),
    area && tag("path", { d: area, fill: palette.ink, "fill-opacity": 0.12 }),
    line &&
      tag("path", { d: line, fill: "none", stroke: palette.ink, "stroke-width": 1.75, "stroke-linejoin": "round" }),
    tag("path", { d: zero, stroke: palette.inkSoft }),
    spans
      .map((span) => span.marks.map((mark) => drawMark(mark, palette[span.level], chart, palette)).join(""))
      .join(""),
    band === null ? "" : drawNote(band.label, palette),
    drawCounting(chart, palette),
    empty &&
      text(empty, (plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2, "middle", {
        fill: palette.inkSoft,
        ...rim(palette),
      }),
  ];
  const file = standalone
    ? { xmlns: "http://www.w3.org/2000/svg", width, height, "font-family": "Inter, system-ui, sans-serif" }
    : {};
  return tag(
    "svg",
    { ...file, viewBox: `0 0 ${width} ${height}`, role: "img", "font-size": FONT_SIZE },
    parts.join(""),
  );
}
