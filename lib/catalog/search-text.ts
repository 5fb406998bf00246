/** Letters that Unicode does not take apart into a base letter and a mark, as people without them on the keyboard type them. */
const FOLDED: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

const FOLDABLE = new RegExp(`[${Object.keys(FOLDED).join("")}]`, "g");

/**
 * A name or a query in the one form in which both are compared: lower-case words of letters and digits, a space between.
 * "AT&T" is "at and t", "T-Mobile" is "tmobile", "Disney+" is "disney plus", "Żabka" is "zabka".
 *
 * Normalisation is NFKD (full-width and other compatibility forms fold too), then marks are dropped, then NFC puts
 * Hangul syllables together again. Idempotent.
 */
export function searchText(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(FOLDABLE, (letter) => FOLDED[letter] ?? letter)
    .replace(/&/g, " and ")
    .replace(/\+/g, " plus ")
    .replace(/[^\p{L}\p{N}\s]+/gu, "")
    .replace(/\s+/g, " ")
    .trim()
    .normalize("NFC");
}
