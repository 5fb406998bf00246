/** Advance widths of the shipped Inter, the wider of Regular and SemiBold, rounded up to a fiftieth of the font size (its `hmtx` table). */
const WIDTHS: readonly (readonly [number, string])[] = [
  [0.28, "Iijl"],
  [0.3, " \u00a0’‘"],
  [0.32, ",.:"],
  [0.34, "!';"],
  [0.36, "`t|"],
  [0.38, "()/[]\\"],
  [0.4, "fr"],
  [0.44, "1"],
  [0.48, "-_{}"],
  [0.52, "^–“”"],
  [0.54, '*"'],
  [0.58, "7?JLakszx•·"],
  [0.6, "Fcevy"],
  [0.62, "5Ehnou"],
  [0.64, "2369bdgpq"],
  [0.68, "048#$&+<=>BPRSTZ~−€"],
  [0.72, "KXY"],
  [0.74, "ACDV"],
  [0.78, "GHNOQU"],
  [0.84, "w"],
  [0.94, "mM"],
  [1.04, "@%W…—"],
];
const KNOWN = new Map(WIDTHS.flatMap(([width, letters]) => [...letters].map((letter) => [letter, width] as const)));
/** Cyrillic and Greek come to 0.68 in the mean. */
const OTHER = 0.8;
const FULL = 1.1;
const FIRST_FULL = 0x2e80;

/** A letter with a mark is as wide as without. */
function letterWidth(letter: string): number {
  const known = KNOWN.get(letter) ?? KNOWN.get(letter.normalize("NFD").charAt(0));
  return known ?? (letter.charCodeAt(0) > FIRST_FULL ? FULL : OTHER);
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

/** Between words, but not between a number and what it counts: "15 minutes", "9 Nov", "00:15 UTC". */
const BREAK = /(?<!\d) | (?!\p{L})/u;

/** As many words as fit into each line; what does not fit into the last one is cut there. */
function fillLines(text: string, width: number, fontSize: number, maxLines: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(BREAK).filter((part) => part !== "")) {
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

/** A last line that is shorter than this share of the width looks lost. */
const LOST = 0.3;

/**
 * The text in lines of at most this width, broken between words; what does not fit into the last line is cut there. The
 * lines before it give words to a last line that would look lost.
 */
export function wrapText(text: string, width: number, fontSize: number, maxLines: number): string[] {
  let lines = fillLines(text, width, fontSize, maxLines);
  const whole = lines.join(" ");
  for (let narrower = width * 0.95; lines.length > 1 && narrower > width / 2; narrower *= 0.95) {
    if (pictureTextWidth(lines.at(-1) ?? "", fontSize) >= LOST * width) return lines;
    const tried = fillLines(text, narrower, fontSize, maxLines);
    if (tried.length > lines.length || tried.join(" ") !== whole) return lines;
    lines = tried;
  }
  return lines;
}

/**
 * Joints of a text: after a sentence, and before a clause, which begins with a small letter. After the comma of a date stands a
 * digit; "sam. 9 nov." has no capital after its period, and "Di., 10. Nov." only that of a German month.
 */
const JOINT =
  /(?<=\.) (?=\p{Lu})(?!Jan|Feb|März|Apr|Mai|Juni|Juli|Aug|Sep|Okt|Nov|Dez)|(?<=[,;]) (?=\p{Ll})|(?<=[、。])/u;

/** As many whole clauses of a sentence or two as fit into the lines: half a figure is a wrong figure. */
export function fitClauses(text: string, width: number, fontSize: number, maxLines: number): string[] {
  const clauses = text.split(JOINT);
  const fits = () => wrapText(clauses.join(" "), width, fontSize, maxLines + 1).length <= maxLines;
  while (clauses.length > 1 && !fits()) clauses.pop();
  return wrapText(clauses.join(" ").replace(/[,;]$/, ".").replace(/、$/, "。"), width, fontSize, maxLines);
}
