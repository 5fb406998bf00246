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
