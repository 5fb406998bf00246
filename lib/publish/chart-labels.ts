export type Anchor = "start" | "middle" | "end";

/** Size of all text in a chart, in its own pixels. */
export const FONT_SIZE = 12;
/** Height of a row of labels. */
export const ROW = 16;

/** Shares of the font size, measured on Inter and rounded up towards DejaVu Sans, the widest usual fallback. */
const NARROW = 0.36;
const USUAL = 0.62;
const WIDE = 0.92;
const FULL = 1.1;

/** An estimate of a text's width in pixels, rather too large than too small: nothing on a server can measure. */
export function textWidth(text: string, fontSize = FONT_SIZE): number {
  let width = 0;
  for (const character of text) {
    if (/[ ilj.,:;'|!()I]/.test(character)) width += NARROW;
    else if (/[mwMW@%]/.test(character)) width += WIDE;
    else width += character.charCodeAt(0) > 0x2e80 ? FULL : USUAL;
  }
  return width * fontSize;
}

/** The horizontal room [left, right] that a label takes. */
export function labelRoom(x: number, text: string, anchor: Anchor): readonly [number, number] {
  const width = textWidth(text);
  if (anchor === "start") return [x, x + width];
  return anchor === "end" ? [x - width, x] : [x - width / 2, x + width / 2];
}

/** A text wanted at a tick, with the anchors that would do, best first. */
export interface LabelWish {
  readonly x: number;
  readonly text: string;
  readonly anchors: readonly Anchor[];
}

/** Where a label came to stand: row 0 is the lowest. `x` is where the text is anchored, a little off its tick. */
export interface PlacedLabel {
  readonly x: number;
  readonly text: string;
  readonly anchor: Anchor;
  readonly row: number;
}

const GAP = 6;
const OFF_TICK: Readonly<Record<Anchor, number>> = { start: 3, middle: 0, end: -3 };

type Room = readonly [number, number];

function isFree(taken: readonly Room[], [left, right]: Room): boolean {
  return taken.every((other) => right + GAP <= other[0] || left - GAP >= other[1]);
}

/**
 * Places labels in rows above the plot, in the order of the wishes, so that none covers another or another's tick, which
 * rises through the rows below its label. A wish without room in any row comes back as null.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  left: number,
  right: number,
  maxRows: number,
): (PlacedLabel | null)[] {
  const rows: Room[][] = Array.from({ length: maxRows }, () => []);
  return wishes.map(({ x, text, anchors }) => {
    for (const [row, taken] of rows.entries()) {
      for (const anchor of anchors) {
        const at = x + OFF_TICK[anchor];
        const room = labelRoom(at, text, anchor);
        const below = rows.slice(0, row);
        if (room[0] < left || room[1] > right || !isFree(taken, room)) continue;
        if (!below.every((lower) => isFree(lower, [x, x]))) continue;
        taken.push(room);
        for (const lower of below) lower.push([x, x]);
        return { x: at, text, anchor, row };
      }
    }
    return null;
  });
}
