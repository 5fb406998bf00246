/** What the font of our pictures has glyphs for: Latin, Greek, Cyrillic, their marks, and the punctuation and signs of texts. */
const UNDRAWABLE =
  /[^ -~\u00a0-\u024f\u02b0-\u052f\u1e00-\u1fff\u2010-\u2027\u202f-\u205e\u2070-\u209c\u20a0-\u20bf\u2100-\u214f\u2190-\u2199\u2212]+/gu;

/** Empty brackets, and marks without a letter at either end, which stay when letters go. */
const REMAINS = /\(\s*\)|\[\s*\]|^[\s\p{P}\p{M}]+|[\s\p{P}\p{M}]+$/gu;
const LETTERS = /[\p{L}\p{N}].*[\p{L}\p{N}]/u;

/** A name for a picture whose letters must be in our font: what of it can be drawn, or else `latin`, such as its slug. Boxes say nothing. */
export function drawableName(name: string, latin: string): string {
  const drawn = name.replace(UNDRAWABLE, " ");
  if (drawn === name) return name;
  const rest = drawn.replace(REMAINS, "").replace(/\s+/g, " ").trim();
  return LETTERS.test(rest) ? rest : latin;
}
