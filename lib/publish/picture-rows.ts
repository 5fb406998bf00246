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

/** Draws a row whose first line begins `top` pixels from the upper edge. */
export function drawRow({ lines, size, leading, bold, colour }: Row, x: number, top: number): string {
  const style = { "font-size": size, fill: colour, "font-weight": bold ? 600 : null };
  const at = (index: number) => ({ x, y: top + size + index * leading, anchor: "start" }) as const;
  return lines.map((line, index) => textTag(line, at(index), style)).join("");
}

export function rowHeight({ lines, size, leading }: Row): number {
  return lines.length === 0 ? 0 : size + (lines.length - 1) * leading;
}

/** Title, state, figures and source of a picture, fitted into `room` pixels. A low picture has one line of each. */
export function pictureRows(
  { headline, subject, stateText, figures }: PublishedContent,
  source: readonly string[],
  { room, isLow, palette }: { readonly room: number; readonly isLow: boolean; readonly palette: Palette },
) {
  const titleSize = isLow ? 23 : 25;
  const { ink, inkSoft } = palette;
  return {
    title: {
      lines: wrapText(headline, room, titleSize, isLow ? 1 : 2),
      size: titleSize,
      leading: 30,
      bold: true,
      colour: ink,
    },
    state: {
      lines: [fitText(stateText, room - STATE_MARK, 16)],
      size: 16,
      leading: 20,
      bold: true,
      colour: palette[subject.state],
    },
    figures: {
      lines: fitClauses(figures, room, 14, isLow ? 1 : 2),
      size: 14,
      leading: 19,
      bold: false,
      colour: ink,
    },
    source: {
      lines: source.map((line) => fitText(line, room, SOURCE_SIZE)),
      size: SOURCE_SIZE,
      leading: 15,
      bold: false,
      colour: inkSoft,
    },
  } satisfies Record<string, Row>;
}
