import { FONT_SIZE, labelRoom, ROW, textWidth } from "#lib/publish/chart-labels.ts";

/** A line of text above the plot. */
export interface HeaderLine {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "end";
  readonly text: string;
  /** What must not be overlooked is set bold. */
  readonly strong: boolean;
}

const GAP = 16;
const BASELINE = FONT_SIZE;

/** "Reports per 5 minutes" left, what the times are right, below each other where the picture is narrow; a notice has its own row. */
export function headerLines(words: {
  readonly width: number;
  readonly title: string;
  readonly time: string;
  readonly notice: string | null;
}): { readonly lines: readonly HeaderLine[]; readonly height: number } {
  const lines: HeaderLine[] = [];
  let y = BASELINE;
  if (words.notice !== null) {
    lines.push({ x: 0, y, anchor: "start", text: words.notice, strong: true });
    y += ROW;
  }
  lines.push({ x: 0, y, anchor: "start", text: words.title, strong: false });
  const isNarrow = labelRoom(0, words.title, "start")[1] + GAP + textWidth(words.time) > words.width;
  if (isNarrow) {
    y += ROW;
    lines.push({ x: 0, y, anchor: "start", text: words.time, strong: false });
  } else {
    lines.push({ x: words.width, y, anchor: "end", text: words.time, strong: false });
  }
  return { lines, height: y + ROW - FONT_SIZE + 2 };
}
