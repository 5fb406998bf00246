/**
 * Widths of letters as shares of the font size: the widest of each class in Inter SemiBold, which pictures ship. Pictures can
 * therefore be fuller than pages, whose font may be another (`textWidth`).
 */
const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/[ ijlI.,:;!'|]/, 0.34],
  [/[tfr()/-]/, 0.47],
  [/[mwMW@%…]/, 1.03],
  [/[a-z]/, 0.625],
  [/[0-9–−&]/, 0.68],
  [/[A-Z]/, 0.78],
];
/** Cyrillic and Greek come to 0.7 in the mean. */
const OTHER = 0.8;
const FULL = 1.1;
const FIRST_FULL = 0x2e80;

function letterWidth(letter: string): number {
  const known = CLASSES.find(([letters]) => letters.test(letter));
  return known?.[1] ?? (letter.charCodeAt(0) > FIRST_FULL ? FULL : OTHER);
}

/** Width in pixels of a text in the pictures' own font, rather too large than too small. */
export function pictureTextWidth(text: string, fontSize: number): number {
  return [...text].reduce((width, letter) => width + letterWidth(letter), 0) * fontSize;
}

/** The text, or as much of its beginning as fits into the width (pixels) with an ellipsis. */
export function fitText(text: string, width: number, fontSize: number): string {
  if (pictureTextWidth(text, fontSize) <= width) return text;
  const letters = [...text];
  let rest = pictureTextWidth(`${text}…`, fontSize);
  while (letters.length > 0 && rest > width) rest -= letterWidth(letters.pop() ?? "") * fontSize;
  return `${letters.join("").trimEnd()}…`;
}

/** The text in lines of at most this width, broken between words; what does not fit into the last line is cut there. */
export function wrapText(text: string, width: number, fontSize: number, maxLines: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").filter((part) => part !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    const isLast = lines.length === maxLines - 1;
    if (line === "" || isLast || pictureTextWidth(longer, fontSize) <= width) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].filter((part) => part !== "").map((part) => fitText(part, width, fontSize));
}

/** As many whole clauses of a sentence or two as fit into the lines: half a figure is a wrong figure. */
export function fitClauses(text: string, width: number, fontSize: number, maxLines: number): string[] {
  // A clause begins with a small letter; after the comma of a date stands a digit.
  const clauses = text.split(/(?<=\.) |(?<=[,;]) (?=\p{Ll})|(?<=[、。])/u);
  const fits = () => wrapText(clauses.join(" "), width, fontSize, maxLines + 1).length <= maxLines;
  while (clauses.length > 1 && !fits()) clauses.pop();
  return wrapText(clauses.join(" ").replace(/[,;]$/, ".").replace(/、$/, "。"), width, fontSize, maxLines);
}
