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
}

const BAND_WORDS = "normal range";
/** Clear space between a word and what is drawn below it. */
const CLEAR = 6;
/** Farther away than this a word needs a line to what it names. */
const FAR = 14;
/** Places tried, in pixels. */
const STRIDE = 8;

function bandTop(point: PlacedStep, frame: NoteFrame): number {
  return frame.y(Math.max(point.high ?? 0, point.low ?? 0));
}

/** The highest thing drawn between two x: the smallest y. Infinity where nothing is. */
function skyline(points: readonly PlacedStep[], left: number, right: number, frame: NoteFrame): number {
  return points.reduce(
    (top, point) => (point.x < left || point.x > right ? top : Math.min(top, point.y, bandTop(point, frame))),
    Number.POSITIVE_INFINITY,
  );
}

/**
 * "normal range" close above the band, at the place where the line rises least above it; the leftmost of equal places,
 * because outages happen at the right. In a chart full to the top it stands at the upper left with a line to the band.
 */
export function bandLabel(points: readonly PlacedStep[], frame: NoteFrame): NoteLabel {
  const known = points.filter((point) => point.high !== null);
  const width = textWidth(BAND_WORDS);
  let best: NoteLabel | null = null;
  let leastGap = Number.POSITIVE_INFINITY;
  for (let x = frame.left + CLEAR; x + width <= frame.right; x += STRIDE) {
    const top = skyline(points, x - CLEAR, x + width + CLEAR, frame);
    const band = skyline(
      known.map((point) => ({ ...point, y: frame.y(0) })),
      x,
      x + width,
      frame,
    );
    const y = top - CLEAR;
    if (y - FONT_SIZE < frame.top || band - y >= leastGap - 0.5) continue;
    leastGap = band - y;
    const leaderTo = leastGap > FAR ? { x: x + width / 2, y: band } : null;
    best = { x, y, text: BAND_WORDS, leaderTo };
  }
  const x = frame.left + CLEAR;
  const first = known[0];
  const leaderTo = first === undefined ? null : { x: x + width / 2, y: bandTop(first, frame) };
  return best ?? { x, y: frame.top + FONT_SIZE, text: BAND_WORDS, leaderTo };
}
