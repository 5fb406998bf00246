import type { ChartGeometry } from "#lib/publish/chart-geometry.ts";
import { ROW } from "#lib/publish/chart-labels.ts";
import type { NoteLabel } from "#lib/publish/chart-notes.ts";
import type { IncidentSpan, OfficialFlag, SpanMark } from "#lib/publish/chart-spans.ts";
import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import type { Palette } from "#lib/publish/palette.ts";
import { crisp, rim, tag, textTag } from "#lib/publish/svg-tags.ts";

/** The tint of an incident; paler where only the interval of its end is known. */
export function drawSpan(span: IncidentSpan, { plot }: ChartGeometry, palette: Palette): string {
  const box = { y: plot.top, height: plot.bottom - plot.top, fill: palette[span.level] };
  const sure = tag("rect", { ...box, x: span.left, width: span.endFromX - span.left, "fill-opacity": 0.13 });
  const end = tag("rect", { ...box, x: span.endFromX, width: span.right - span.endFromX, "fill-opacity": 0.06 });
  return (span.endFromX > span.left ? sure : "") + (span.right > span.endFromX ? end : "");
}

/** A tick of an incident: start and end go through the plot, the peak ends at its upper edge. */
function drawMark({ kind, tickX, label }: SpanMark, colour: string, { plot }: ChartGeometry, palette: Palette): string {
  const bottom = kind === "peak" ? plot.top + 4 : plot.bottom;
  if (label === null) return tag("path", { d: `M${crisp(tickX)} ${plot.top - 4}V${bottom}`, stroke: colour });
  const baseline = plot.top - ROW + 6 - label.row * ROW;
  const top = label.anchor === "middle" ? baseline + 4 : baseline - 9;
  const line = tag("path", { d: `M${crisp(tickX)} ${top}V${bottom}`, stroke: colour });
  return line + textTag(label.text, { ...label, y: baseline }, { fill: palette.ink });
}

export function drawMarks({ marks, level }: IncidentSpan, chart: ChartGeometry, palette: Palette): string {
  return marks.map((mark) => drawMark(mark, palette[level], chart, palette)).join("");
}

/** A company's word: a flag on a broken pole, so that it is told apart from what the crowd's counts marked. */
export function drawFlag({ x, label }: OfficialFlag, { plot }: ChartGeometry, palette: Palette): string {
  const baseline = label === null ? plot.top : plot.top - ROW + 6 - label.row * ROW;
  const top = label === null ? plot.top - 4 : label.anchor === "middle" ? baseline + 4 : baseline - 9;
  const pole = tag("path", { d: `M${crisp(x)} ${top}V${plot.bottom}`, stroke: palette.ink, "stroke-dasharray": "2 3" });
  // It flies below the end of a peak's tick, and to the left only where it would fly out of the plot.
  const width = x + 9 > plot.right ? -9 : 9;
  const flag = tag("path", { d: `M${crisp(x)} ${plot.top + 6}l${width} 4l${-width} 4z`, fill: palette.ink });
  const words =
    label === null ? "" : textTag(label.text, { ...label, y: baseline }, { fill: palette.ink, "font-weight": 600 });
  return pole + flag + words;
}

/** A word beside what it names, with a thin line to it where it stands away. */
export function drawNote({ x, y, text, leaderTo }: NoteLabel, palette: Palette): string {
  const path = leaderTo && `M${crisp(leaderTo.x)} ${Math.round(y + 4)}V${Math.round(leaderTo.y)}`;
  const leader = path === null ? "" : tag("path", { d: path, stroke: palette.inkSoft });
  return leader + textTag(text, { x, y, anchor: "start" }, { fill: palette.inkSoft, ...rim(palette) });
}

/** The hollow last point, the broken line to it, and what they mean. */
export function drawCounting(chart: ChartGeometry, palette: Palette): string {
  if (chart.counting === null) return "";
  const { path, point, legend } = chart.counting;
  const stroke = { stroke: palette.ink, "stroke-width": 1.5 };
  const y = chart.plot.bottom + 34;
  const title = tag("title", {}, escapeMarkup(legend.text));
  return [
    path === "" ? "" : tag("path", { d: path, fill: "none", "stroke-dasharray": "2 3", ...stroke }),
    tag("circle", { cx: point.x, cy: point.y, r: 4, fill: palette.paper, ...stroke }, title),
    tag("circle", { cx: legend.markX, cy: y - 4, r: 3.5, fill: palette.paper, ...stroke }),
    textTag(legend.text, { x: legend.x, y, anchor: "start" }, { fill: palette.inkSoft }),
  ].join("");
}
