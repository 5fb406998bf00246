import { usualThreshold } from "#lib/detection/scan.ts";
import { limits, SCAN_WINDOWS } from "#lib/detection/thresholds.ts";
import type { VerdictFacts } from "#lib/incidents/verdict-facts.ts";

const MINUTES_PER_YEAR = 525_600;
/** Looks of a year: each minute at each window of the whole's counts, and of those of as many countries as may be judged. */
const LOOKS_PER_YEAR = MINUTES_PER_YEAR * SCAN_WINDOWS.length * (1 + limits.countrySeries);
/** Below these the spread of a service rests on too little for its far tail to mean anything. */
const LEAST_OBSERVED = 20;
const LEAST_EXPECTED = 1;
/** No model fitted to four weeks knows what happens less often than this. */
const MOST_YEARS = 1_000;

/** Whether the evidence belongs to the shown window and to a crowd that a model of independent reports can speak of. */
function isSupported({ basis, gates, observed, expected, episode, minute }: VerdictFacts): boolean {
  const isDeciding = episode === null || episode.flagged === minute + 1;
  const passed = gates.evidence && gates.size && gates.diversity && gates.ownRise && gates.notTail && gates.lasting;
  const isLarge = observed >= LEAST_OBSERVED && expected !== null && expected >= LEAST_EXPECTED;
  return basis === "baseline" && isDeciding && passed && isLarge;
}

/**
 * Years in which the fitted model expects at most one rise with as much evidence, in this service, by chance; rounded down to
 * one figure, at most 1,000. Null where it is below a year or where the model does not support such a statement.
 *
 * The chance of evidence G in one look is at most exp(-G) (Chernoff's bound, which for the negative binomial is exactly the
 * likelihood ratio), and a year has 525,600 minutes with a look at each window of up to thirteen series. Looks overlap, so they are
 * anything but independent; the sum of their chances bounds the expected number all the same (Boole), and the true number is lower.
 */
export function yearsBetweenChances(facts: VerdictFacts): number | null {
  if (!isSupported(facts)) return null;
  // What a service asks for because of bursts of its own is what the model of independent reports does not know.
  const own = Math.max(0, facts.threshold - usualThreshold(facts.window, facts.country));
  const years = Math.exp(facts.evidence - own) / LOOKS_PER_YEAR;
  if (years < 1) return null;
  if (years >= MOST_YEARS) return MOST_YEARS;
  const unit = 10 ** Math.floor(Math.log10(years));
  return Math.floor(years / unit) * unit;
}
