import { scaleLinear } from "d3-scale";
import { type Minute, minuteOf } from "#lib/buckets/minute.ts";
import { MAX_CHART_POINTS } from "#lib/buckets/series.ts";
import type { Mode, Series, SeriesPoint } from "#lib/live/snapshot.ts";
import {
  type AxisFrame,
  countingLegend,
  type DayLabel,
  type Legend,
  type TimeTick,
  timeAxis,
  timeTitle,
} from "#lib/publish/chart-axes.ts";
import { type HeaderLine, headerLines } from "#lib/publish/chart-header.ts";
import { ROW, textWidth } from "#lib/publish/chart-labels.ts";
import { bandLabel, type NoteFrame, type NoteLabel } from "#lib/publish/chart-notes.ts";
import {
  areaPath,
  bandPath,
  countingPath,
  linePath,
  type PathFrame,
  type PlacedStep,
} from "#lib/publish/chart-paths.ts";
import { type ChartIncident, type IncidentSpan, incidentSpans, type OfficialFlag } from "#lib/publish/chart-spans.ts";
import { gatherSeries, stepFor } from "#lib/publish/chart-steps.ts";
import { valueTicks } from "#lib/publish/chart-ticks.ts";
import type { ChartWords } from "#lib/publish/embed-words.ts";
import { english } from "#lib/publish/languages/en.ts";
import { formatCount } from "#lib/publish/number-words.ts";

export interface ChartInput {
  readonly series: Series;
  /** Incidents that overlap the series. */
  readonly incidents: readonly ChartIncident[];
  readonly mode: Mode;
  /** When the company said something. */
  readonly official?: readonly Minute[];
  /** Milliseconds since the epoch: a step that ends later is still counting. */
  readonly asOf: number;
  /** Canonical IANA name (`parseTimeZone`). */
  readonly timeZone?: string;
  readonly words?: ChartWords;
  readonly width: number;
  readonly height: number;
  /** Steps at most; by default as many as the width can show, and never over 500. */
  readonly maxPoints?: number;
}

export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Everything that a drawing needs, in pixels from the top left corner. */
export interface ChartGeometry {
  readonly width: number;
  readonly height: number;
  readonly plot: PlotBox;
  /** The times at the plot's left and right edge: those of the series, widened to whole steps where it was gathered. */
  readonly from: Minute;
  readonly to: Minute;
  readonly stepMinutes: number;
  readonly header: readonly HeaderLine[];
  readonly valueTicks: readonly { readonly value: number; readonly y: number; readonly label: string }[];
  readonly timeTicks: readonly TimeTick[];
  readonly days: readonly DayLabel[];
  /** The normal range; null while the service has no baseline. */
  readonly band: { readonly path: string; readonly label: NoteLabel } | null;
  readonly area: string;
  readonly line: string;
  readonly spans: readonly IncidentSpan[];
  /** What the company said, as flags on the plot. */
  readonly flags: readonly OfficialFlag[];
  /** The last step while its reports are still being counted, with a line to it from the last whole one where they are neighbours. */
  readonly counting: { readonly path: string; readonly point: PlacedStep; readonly legend: Legend } | null;
  readonly points: readonly PlacedStep[];
  /** Said in the middle of the plot when there is nothing to draw. */
  readonly empty: string | null;
}

/** Below this nothing can be labelled. */
const LEAST = { width: 240, height: 160, plot: 40 };
/** From this height on there is room for another line of the grid. */
const TALL = 300;
/** Below this height labels of three rows would take the room of the plot. */
const LOW = 230;
const MARGIN = { right: 10, bottom: 38, leftGap: 8 };
/** Narrower than this many pixels per step, the line of a small service is a bar code. */
const LEAST_STEP_WIDTH = 1.8;
/** Room between the header and the plot for the top of the line and the label of the highest tick. */
const HEADROOM = 10;

function largestValue(points: readonly SeriesPoint[]): number {
  return points.reduce((largest, point) => Math.max(largest, point.reports, point.high ?? 0), 0);
}

function emptyWords(points: readonly SeriesPoint[], words: ChartWords): string | null {
  if (points.length === 0) return words.noData;
  return points.every((point) => point.reports === 0) ? words.noReports : null;
}

/** The last step when its end lies after the last whole minute: its count is not final. */
function drawCounting(points: readonly PlacedStep[], whole: number, paths: PathFrame, frame: AxisFrame) {
  const point = points.at(-1);
  if (point === undefined || point.minute + paths.stepMinutes <= whole) return null;
  return { path: countingPath(points.at(-2), point, paths), point, legend: countingLegend(frame.right, frame.words) };
}

function drawBand(points: readonly PlacedStep[], paths: PathFrame, notes: NoteFrame) {
  if (points.every((point) => point.low === null || point.high === null)) return null;
  return { path: bandPath(points, paths), label: bandLabel(points, notes) };
}

function gatherToWidth(input: ChartInput, width: number): Series {
  const fitting = input.maxPoints ?? Math.floor(width / LEAST_STEP_WIDTH);
  const step = stepFor(input.series, Math.min(MAX_CHART_POINTS, fitting));
  return gatherSeries(input.series, step, minuteOf(input.asOf));
}

/** The end of the last minute that is counted, of a series that runs now or was frozen. */
function countedUntil({ series, asOf }: ChartInput): number {
  return Math.min(series.to, minuteOf(asOf));
}

/** Sizes, scales and everything around the series. */
function layOut(input: ChartInput, series: Series) {
  const { timeZone = "UTC", words = english.embed.chart } = input;
  const [width, height] = [Math.max(LEAST.width, input.width), Math.max(LEAST.height, input.height)];
  const { from, to, stepMinutes } = series;
  const values = valueTicks(largestValue(series.points), height < TALL ? 3 : 4);
  const labels = values.map((value) => formatCount(value, words.locale));
  const left = Math.ceil(Math.max(...labels.map((label) => textWidth(label)))) + MARGIN.leftGap;
  const right = width - MARGIN.right;
  const x = scaleLinear([from, Math.max(to, from + 1)], [left, right]).clamp(true);
  const until = countedUntil(input);
  const frame = { from, to, until, x, left, right, width, maxRows: height < LOW ? 2 : 3, timeZone, words };
  const { spans, flags, rows } = incidentSpans(input.incidents, frame, input.official);
  const header = headerLines({
    width,
    title: words.reportsPer(stepMinutes),
    time: timeTitle(from, to, timeZone, words.locale),
    notice: input.mode === "live" ? null : words.notices[input.mode],
  });
  const top = header.height + rows * ROW + HEADROOM;
  const plot = { left, top, right, bottom: Math.max(top + LEAST.plot, height - MARGIN.bottom) };
  const y = scaleLinear([0, values.at(-1) ?? 1], [plot.bottom, plot.top]).clamp(true);
  const ticks = values.map((value, index) => ({ value, y: y(value), label: labels[index] ?? "" }));
  return { width, height, plot, frame, y, header: header.lines, valueTicks: ticks, spans, flags };
}

/**
 * The one drawing of a series of reports. Pure: the same input gives the same picture in page, embed and file.
 * Bounds: at most 500 steps and no more than the width can show (more are gathered to larger ones); at least 240 x 160 pixels.
 */
export function chartGeometry(input: ChartInput): ChartGeometry {
  const series = gatherToWidth(input, Math.max(LEAST.width, input.width));
  const { from, to, stepMinutes } = series;
  const { frame, y, ...layout } = layOut(input, series);
  const { plot } = layout;
  const points = series.points.map((point) => {
    return { ...point, x: frame.x(point.minute + stepMinutes / 2), y: y(point.reports) };
  });
  const halfStep = (frame.x(from + stepMinutes) - plot.left) / 2;
  const paths = { stepMinutes, halfStep, bottom: plot.bottom, y };
  const counting = drawCounting(points, countedUntil(input), paths, frame);
  const counted = counting === null ? points : points.slice(0, -1);
  const axis = timeAxis(frame, counting?.legend ?? null);
  return {
    ...layout,
    from,
    to,
    stepMinutes,
    timeTicks: axis.ticks,
    days: axis.days,
    band: drawBand(points, paths, { ...plot, y, words: frame.words.normalRange }),
    area: areaPath(counted, paths),
    line: linePath(counted, paths),
    counting,
    points,
    empty: emptyWords(points, frame.words),
  };
}
