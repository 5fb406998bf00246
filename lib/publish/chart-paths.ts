import { area, line } from "d3-shape";
import type { SeriesPoint } from "#lib/live/snapshot.ts";

/** A step at its place: `x` is the middle of its time. */
export interface PlacedStep extends SeriesPoint {
  readonly x: number;
  readonly y: number;
}

interface Edge {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** A tenth of a pixel is finer than any screen draws, and keeps a chart of 288 steps under 4 KB. */
const DIGITS = 1;

function round(value: number): number {
  return Math.round(value * 10 ** DIGITS) / 10 ** DIGITS;
}

const drawArea = area<Edge>()
  .x((edge) => edge.x)
  .y0((edge) => edge.bottom)
  .y1((edge) => edge.top)
  .digits(DIGITS);
const drawLine = line<Edge>()
  .x((edge) => edge.x)
  .y((edge) => edge.top)
  .digits(DIGITS);

function follows(before: PlacedStep, point: PlacedStep, stepMinutes: number): boolean {
  return point.minute - before.minute === stepMinutes;
}

/** Steps that follow each other without a gap: a line across missing steps would be an invention. */
function runsOf<T extends PlacedStep>(points: readonly T[], stepMinutes: number): T[][] {
  const runs: T[][] = [];
  for (const point of points) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run !== undefined && before !== undefined && follows(before, point, stepMinutes)) run.push(point);
    else runs.push([point]);
  }
  return runs;
}

/** A run from the start of its first step to the end of its last: a count holds for the whole of its time. */
function widen(edges: readonly Edge[], halfStep: number): Edge[] {
  const [first, last] = [edges[0], edges.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [{ ...first, x: first.x - halfStep }, ...edges, { ...last, x: last.x + halfStep }];
}

export interface PathFrame {
  readonly stepMinutes: number;
  /** Width of half a step in pixels. */
  readonly halfStep: number;
  /** Where zero lies. */
  readonly bottom: number;
  readonly y: (value: number) => number;
}

function joinRuns(
  points: readonly PlacedStep[],
  frame: PathFrame,
  edgeOf: (point: PlacedStep) => Edge,
  draw: (edges: Edge[]) => string | null,
): string {
  const runs = runsOf(points, frame.stepMinutes);
  return runs.map((run) => draw(widen(run.map(edgeOf), frame.halfStep)) ?? "").join("");
}

/** The top line of the reports. Straight from step to step: a curve would show counts that nobody made. */
export function linePath(points: readonly PlacedStep[], frame: PathFrame): string {
  return joinRuns(points, frame, ({ x, y }) => ({ x, top: y, bottom: frame.bottom }), drawLine);
}

/** The area under the line, down to zero. Closed by hand: d3 would write every point of the straight lower edge, a third of the picture. */
export function areaPath(points: readonly PlacedStep[], frame: PathFrame): string {
  const close = (edges: Edge[]) => `${drawLine(edges) ?? ""}V${round(frame.bottom)}H${round(edges[0]?.x ?? 0)}Z`;
  return joinRuns(points, frame, ({ x, y }) => ({ x, top: y, bottom: frame.bottom }), close);
}

/** The normal range between its bounds; steps without a baseline are left out. */
export function bandPath(points: readonly PlacedStep[], frame: PathFrame): string {
  const known = points.filter(({ low, high }) => low !== null && high !== null);
  const edgeOf = ({ x, low, high }: PlacedStep) => ({
    x,
    top: frame.y(Math.max(high ?? 0, low ?? 0)),
    bottom: frame.y(Math.min(high ?? 0, low ?? 0)),
  });
  return joinRuns(known, frame, edgeOf, drawArea);
}

/** From the end of the last whole step to the one that is still counting; empty where steps are missing between them. */
export function countingPath(before: PlacedStep | undefined, counting: PlacedStep, frame: PathFrame): string {
  if (before === undefined || !follows(before, counting, frame.stepMinutes)) return "";
  const start = { x: Math.min(before.x + frame.halfStep, counting.x), top: before.y, bottom: frame.bottom };
  return drawLine([start, { x: counting.x, top: counting.y, bottom: frame.bottom }]) ?? "";
}
