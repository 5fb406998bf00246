import type { Minute } from "#lib/buckets/minute.ts";
import { limits } from "#lib/detection/thresholds.ts";

/**
 * From when on a minute without a report of a service is silence, and not ignorance: from its first report, or any later one that is named, on; but where nobody
 * reported it for `limits.silenceBefore` minutes after it was `added`, from then on. Null: it was never reported, and nothing depends on it.
 */
export function knownFrom(reported: Minute | null, added: Minute): Minute | null {
  if (reported === null) return null;
  return reported - added >= limits.silenceBefore ? added : reported;
}
