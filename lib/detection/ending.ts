import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Expectation } from "#lib/detection/expectation.ts";
import type { Episode } from "#lib/detection/memory.ts";
import type { RecentSums } from "#lib/detection/recent.ts";
import { limits } from "#lib/detection/thresholds.ts";

const QUARTER = 15;
/** With fewer known minutes a quarter can neither begin nor end a calm. */
const MIN_KNOWN = 8;
const HOUR = 60;

/** The end of an outage as the data tell it: not a minute, but an interval. */
export interface End {
  readonly from: Minute;
  readonly to: Minute;
}

/** Highest count of 15 minutes within the last hour. */
function highestOfHour(sums: RecentSums): number {
  let highest = 0;
  for (let skip = 0; skip <= HOUR - QUARTER; skip += 1) {
    highest = Math.max(highest, sums.reports(QUARTER, skip));
  }
  return highest;
}

/**
 * Whether the last 15 minutes are calm, by reports: in a large outage nearly every network has been seen within the
 * hour, and the count of new ones falls below normal while the outage is at its height. Calm is hardly above the
 * expected, or a small rest of the peak after a sharp fall. While calm is being held, both limits are a little wider.
 */
export function isCalm(sums: RecentSums, expected: Expectation, episode: Episode): boolean {
  if (sums.known(QUARTER) < MIN_KNOWN) return false;
  const window = expected.window(QUARTER);
  if (window === null) return false;
  const slack = episode.calmSince === null ? 1 : limits.endSlack;
  const observed = sums.reports(QUARTER);
  const mean = window.mean * expected.reportsPerNetwork;
  const excess = observed - mean;
  const sd = Math.sqrt(Math.max(1, mean + window.phi * mean * mean));
  if (excess < limits.endSpread * slack * sd) return true;
  const small = excess < limits.endShare * slack * (episode.peak15 - mean);
  return small && (episode.calmSince !== null || highestOfHour(sums) >= limits.endSharpFall * observed);
}

/** The end, once calm has held long enough; it lies in the first calm 15 minutes. Null while the outage lasts. */
export function endOf(episode: Episode, minute: Minute): End | null {
  if (episode.calmSince === null || minute - episode.calmSince < limits.endHold) return null;
  return {
    from: asMinute(Math.max(episode.start, episode.calmSince - QUARTER + 1)),
    to: addMinutes(episode.calmSince, 1),
  };
}
