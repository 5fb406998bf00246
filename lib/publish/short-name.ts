import { plainText } from "#lib/publish/escape-markup.ts";

/** Longer than the longest name of the catalogue; a picture, a badge and a feed have no room for more. */
const MAX_LENGTH = 80;

/** No script in use stacks more than three marks on a letter; hundreds of them are a prank that paints over the picture. */
const STACKED = /(\p{M}{3})\p{M}+/gu;

/** A name as files carry it: one line, at most 80 code points, no control or direction characters, no towers of marks. */
export function shortName(name: string, maxLength = MAX_LENGTH): string {
  const line = plainText(name).replace(STACKED, "$1").replace(/\s+/g, " ").trim();
  const letters = [...line];
  return letters.length <= maxLength ? line : `${letters.slice(0, maxLength - 1).join("")}…`;
}
