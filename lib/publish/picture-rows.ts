import { fitClauses, fitText, wrapText } from "#lib/publish/fit-text.ts";
import type { Palette } from "#lib/publish/palette.ts";
import type { PublishedContent } from "#lib/publish/publish-content.ts";
import { textTag } from "#lib/publish/svg-tags.ts";

/** Lines of text of one size in a picture. */
export interface Row {
  readonly lines: readonly string[];
  readonly size: number;
  /** From baseline to baseline. */
  readonly leading: number;
  readonly bold: boolean;
  readonly colour: string;
}

/** Room for the mark before the words of the state. */
export const STATE_MARK = 24;
const SOURCE_SIZE = 11;
const FIGURE_SIZE = 14;
const MOST_LINES = 3;

/** Draws a row whose first line begins `top` pixels from the upper edge. */
export function drawRow({ lines, size, leading, bold, colour }: Row, x: number, top: number): string {
  const style = { "font-size": size, fill: colour, "font-weight": bold ? 600 : null };
  const at = (index: number) => ({ x, y: top + size + index * leading, anchor: "start" }) as const;
  return lines.map((line, index) => textTag(line, at(index), style)).join("");
}

export function rowHeight({ lines, size, leading }: Row): number {
  return lines.length === 0 ? 0 : size + (lines.length - 1) * leading;
}

/** A title that does not fit is set smaller before it is cut: at its end stands the name. */
const TITLE_SIZES = { low: [23, 21, 19, 17], high: [25, 22, 19] } as const;

function titleLines(
  headline: string,
  room: number,
  isLow: boolean,
): { readonly lines: string[]; readonly size: number } {
  const sizes = TITLE_SIZES[isLow ? "low" : "high"];
  const tried = sizes.map((size) => ({ size, lines: wrapText(headline, room, size, isLow ? 1 : 2) }));
  const fitting = tried.find(({ lines }) => lines.join(" ") === headline);
  return fitting ?? tried.at(-1) ?? { size: sizes[0], lines: [] };
}

/** Where counts lack minutes, a line more than else, and all of them or the brief ones: what they lack would be left out first. */
function figureLines({ figures, briefFigures }: PublishedContent, room: number, lines: number): string[] {
  if (briefFigures === null) return fitClauses(figures, room, FIGURE_SIZE, lines);
  const isRoom = wrapText(figures, room, FIGURE_SIZE, lines + 2).length <= lines + 1;
  return wrapText(isRoom ? figures : briefFigures, room, FIGURE_SIZE, MOST_LINES);
}

/** Title, state, figures and source of a picture, fitted into `room` pixels. A low picture has one line of title and state. */
export function pictureRows(
  content: PublishedContent,
  source: readonly string[],
  { room, isLow, palette }: { readonly room: number; readonly isLow: boolean; readonly palette: Palette },
) {
  const { headline, subject, stateText } = content;
  const { ink, inkSoft } = palette;
  const sourceLines = source.flatMap((line) => wrapText(line, room, SOURCE_SIZE, 2));
  // A low picture has room for a second line of figures, or for a notice or a third line of its source.
  const isFull = isLow && (subject.mode !== "live" || sourceLines.length > source.length);
  return {
    title: {
      ...titleLines(headline, room, isLow),
      leading: 30,
      bold: true,
      colour: ink,
    },
    state: {
      lines: [fitText(stateText, room - STATE_MARK, 16)],
      size: 16,
      leading: 20,
      bold: true,
      colour: palette[subject.state ?? "inkSoft"],
    },
    figures: {
      lines: figureLines(content, room, isFull ? 1 : 2),
      size: FIGURE_SIZE,
      leading: 19,
      bold: false,
      colour: ink,
    },
    source: {
      lines: sourceLines,
      size: SOURCE_SIZE,
      leading: 15,
      bold: false,
      colour: inkSoft,
    },
  } satisfies Record<string, Row>;
}
