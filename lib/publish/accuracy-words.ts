import type { PlayedOutages } from "#lib/publish/accuracy-results.ts";
import { formatCount } from "#lib/publish/number-words.ts";

/** How many of the plays went wrong, in a sentence: it says no more than the figures do. */
export function wrongPlays({ plays, held }: PlayedOutages): string {
  const wrong = plays - held;
  if (wrong === 0) return "In none was anything wrong.";
  const number = wrong === 1 ? "In the other one" : `In the other ${formatCount(wrong)}`;
  return `${number} at least one of these was not; bench/DETECTION.md, which comes with the software, names what went wrong.`;
}
