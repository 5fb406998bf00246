import { FONT_SIZE, textWidth } from "#lib/publish/chart-labels.ts";
import type { PlacedStep } from "#lib/publish/chart-paths.ts";

/** A word beside what it names. `leaderTo` is where a thin line from it ends when it had to stand away. */
export interface NoteLabel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly leaderTo: { readonly x: number; readonly y: number } | null;
}

export interface NoteFrame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly y: (value: number) => number;
  /** What the band is called. */
  readonly words: string;
}

/** Clear space between a word and what is drawn below it. */
const CLEAR = 6;
/** Farther away than this a word needs a line to what it names. */
const FAR = 14;
/** Places tried, in pixels. */
const STRIDE = 8;

function bandTop(point: PlacedStep, frame: NoteFrame): number {
  return frame.y(Math.max(point.high ?? 0, point.low ?? 0));
}

/** What is drawn at an x: the highest of line and band, and the band alone. Small is high. */
interface Column {
  readonly x: number;
  readonly top: number;
  readonly band: number;
}

/** The highest of the columns between two x; Infinity where there is none. */
function highest(columns: readonly Column[], left: number, right: number, key: "top" | "band"): number {
  let top = Number.POSITIVE_INFINITY;
  for (const column of columns) {
    if (column.x >= left && column.x <= right) top = Math.min(top, column[key]);
  }
  return top;
}

/**
 * "normal range" close above the band, at the place where the line rises least above it; the leftmost of equal places,
 * because outages happen at the right. In a chart full to the top it stands at the upper left with a line to the band.
 */
export function bandLabel(points: readonly PlacedStep[], frame: NoteFrame): NoteLabel {
  const columns = points.map((point) => {
    const band = point.high === null ? Number.POSITIVE_INFINITY : bandTop(point, frame);
    return { x: point.x, top: Math.min(point.y, band), band };
  });
  const width = textWidth(frame.words);
  let best: NoteLabel | null = null;
  let leastGap = Number.POSITIVE_INFINITY;
  for (let x = frame.left + CLEAR; x + width <= frame.right; x += STRIDE) {
    const y = highest(columns, x - CLEAR, x + width + CLEAR, "top") - CLEAR;
    const band = highest(columns, x, x + width, "band");
    if (y - FONT_SIZE < frame.top || band - y >= leastGap - 0.5) continue;
    leastGap = band - y;
    const leaderTo = leastGap > FAR ? { x: x + width / 2, y: band } : null;
    best = { x, y, text: frame.words, leaderTo };
  }
  const x = frame.left + CLEAR;
  const first = columns.find(({ band }) => Number.isFinite(band));
  const leaderTo = first === undefined ? null : { x: x + width / 2, y: first.band };
  return best ?? { x, y: frame.top + FONT_SIZE, text: frame.words, leaderTo };
}
