import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Expectation } from "#lib/detection/expectation.ts";
import type { Episode } from "#lib/detection/memory.ts";
import type { RecentSums } from "#lib/detection/recent.ts";
import { limits } from "#lib/detection/thresholds.ts";

const QUARTER = 15;
/** With fewer known minutes a quarter can neither begin nor break a calm. */
const MIN_KNOWN = 8;
const HOUR = 60;
const LONGEST_CALM = 120;
/** Minutes without an excess that can tell of an end, shortest first: few reports an hour need long ones. */
const CALM_WINDOWS = [QUARTER, 30, HOUR, LONGEST_CALM] as const;
/** How busy an outage is follows from its last two hours, or from all of it while those would be fewer minutes than a quarter. */
const BUSY_MINUTES = 120;
/** Below a ten-thousandth of a report nothing is expected reliably. */
const LEAST_MEAN = 1e-4;

/** The end of an outage as the data tell it: not a minute, but an interval. */
export interface End {
  readonly from: Minute;
  readonly to: Minute;
}

/** What the calm of a minute is told from: the sums and the expectation of the series that is followed. */
export interface Calming {
  readonly sums: RecentSums;
  readonly expected: Expectation;
  readonly episode: Episode;
  readonly minute: Minute;
}

/** Reports of a window against what is usual. */
interface Held {
  readonly observed: number;
  readonly mean: number;
  /** Standard deviation of such a count; at least 1. */
  readonly sd: number;
}

function heldIn({ sums, expected }: Calming, minutes: number): Held | null {
  const window = expected.window(minutes);
  if (window === null) return null;
  const mean = window.mean * expected.reportsPerNetwork;
  return { observed: sums.reports(minutes), mean, sd: Math.sqrt(Math.max(1, mean + window.phi * mean * mean)) };
}

/** Highest count of 15 minutes within the last hour. */
function highestOfHour(sums: RecentSums): number {
  let highest = 0;
  for (let skip = 0; skip <= HOUR - QUARTER; skip += 1) {
    highest = Math.max(highest, sums.reports(QUARTER, skip));
  }
  return highest;
}

/** Hardly above the expected; `slack` widens the limit. */
function isUsual({ observed, mean, sd }: Held, slack: number): boolean {
  return observed - mean < limits.endSpread * slack * sd;
}

/** A small rest of the peak after a sharp fall. While calm is being held, how sharp it was is not asked again. */
function isRest({ sums, episode }: Calming, { observed, mean }: Held, slack: number): boolean {
  const peak = (episode.peak15 * sums.known(QUARTER)) / QUARTER;
  const small = observed - mean < limits.endShare * slack * (peak - mean);
  return small && (episode.calmSince !== null || highestOfHour(sums) >= limits.endSharpFall * observed);
}

/** Reports per known minute above the usual that the outage had before its last `minutes`. */
function excessBefore({ sums, expected, episode, minute }: Calming, minutes: number): number {
  const age = minute - episode.start + 1;
  const before = Math.min(BUSY_MINUTES, age - minutes);
  const [count, skip] = before < QUARTER ? [age, 0] : [before, minutes];
  const meanOf = (count: number) => (count === 0 ? 0 : (expected.window(count)?.mean ?? 0));
  const mean = (meanOf(count + skip) - meanOf(skip)) * expected.reportsPerNetwork;
  return Math.max(0, sums.reports(count, skip) - mean) / Math.max(1, sums.known(count, skip));
}

/** An outage that goes on is taken to hold this many reports a minute above the usual. */
const goingOn = (calming: Calming, minutes: number) => limits.endGoesOn * excessBefore(calming, minutes);

/**
 * Evidence that what a window held is the usual and not the outage going on, which would bring `excess` reports more: the log likelihood
 * ratio of two Poisson counts, in nats.
 */
export function evidenceOfEnd({ observed, mean }: Pick<Held, "observed" | "mean">, excess: number): number {
  const usual = Math.max(LEAST_MEAN, mean);
  return excess - observed * Math.log((usual + excess) / usual);
}

/**
 * How many minutes ago the outage ended: the most likely minute of a step back from `excess` reports a minute above the usual to the usual,
 * that is the one that maximises the sum of (r - 1) e - y ln(r) over the minutes since.
 */
function sinceStep({ sums, expected }: Calming, excess: number, longest: number): number {
  let [sum, highest, since] = [0, 0, 0];
  for (let ago = 0; ago < longest; ago += 1) {
    if (sums.known(1, ago) === 0) continue;
    const usual = Math.max(LEAST_MEAN, expected.minuteAgo(ago) * expected.reportsPerNetwork);
    const ratio = (usual + excess) / usual;
    sum += (ratio - 1) * usual - sums.reports(1, ago) * Math.log(ratio);
    if (sum > highest) [highest, since] = [sum, ago + 1];
  }
  return since;
}

/**
 * The last minute of the first calm quarter of an hour; null while nothing is calm. By reports: in a large outage nearly every network has
 * been seen within the hour, and the count of new ones falls below normal while the outage is at its height. Calm is hardly above the
 * expected, or a small rest of the peak after a sharp fall. A quarter of an hour without a report is no end where the outage has three an
 * hour: then a longer window must be calm, one that would surely not be if the outage went on, and the calm began where its step back
 * most likely was. While calm is being held, a quarter tells, and its limits are a little wider.
 */
export function calmSince(calming: Calming): Minute | null {
  const { sums, episode, minute } = calming;
  const quarter = sums.known(QUARTER) < MIN_KNOWN ? null : heldIn(calming, QUARTER);
  if (quarter === null) return episode.calmSince;
  if (episode.calmSince !== null) {
    const holds = isUsual(quarter, limits.endSlack) || isRest(calming, quarter, limits.endSlack);
    return holds ? episode.calmSince : null;
  }
  if (!isUsual(quarter, 1)) return isRest(calming, quarter, 1) ? minute : null;
  for (const minutes of CALM_WINDOWS) {
    const held = heldIn(calming, minutes);
    if (held === null || !isUsual(held, 1)) return null;
    const excess = goingOn(calming, minutes);
    const evidence = evidenceOfEnd(held, excess * sums.known(minutes));
    if (minutes < LONGEST_CALM && evidence < limits.endEvidence) continue;
    if (minutes === QUARTER) return minute;
    const since = sinceStep(calming, excess, Math.min(minutes + 2 * QUARTER, minute - episode.start));
    return asMinute(Math.min(minute, minute - since + QUARTER));
  }
  return null;
}

/** Whether a minute still holds reports of the outage by itself: more than chance brings, and more than a calm quarter's share of the peak. */
function goesOnIn({ sums, expected, episode, minute }: Calming, one: Minute): boolean {
  const ago = minute - one;
  const mean = expected.minuteAgo(ago) * expected.reportsPerNetwork;
  const byChance = limits.endSpread * Math.sqrt(Math.max(1, mean));
  const rest = (limits.endShare * episode.peak15) / QUARTER;
  return sums.reports(1, ago) - mean >= Math.max(byChance, rest);
}

/** The first minute of the quarter of an hour that was calm first, of which `calmSince` is the last. */
export const firstCalm = (since: Minute): Minute => asMinute(since - QUARTER + 1);

/**
 * The end, once calm has held for long enough in minutes that were seen. It lies in the first calm 15 minutes, but not before those of its first
 * minutes in which the outage still goes on; or in the minutes before these 15 that nobody saw. Null while the outage lasts.
 */
export function endOf(calming: Calming): End | null {
  const { sums, episode, minute } = calming;
  const { calmSince: since, unseen, start } = episode;
  if (since === null || sums.known(minute - since) < limits.endHold) return null;
  const first = firstCalm(since);
  const to = addMinutes(since, 1);
  const mayLieIn = unseen !== null && unseen.from < first && unseen.to >= first - 1;
  if (mayLieIn) return { from: asMinute(Math.max(start, unseen.from)), to };
  let from = asMinute(Math.max(start, first));
  while (from < since && goesOnIn(calming, from)) from = addMinutes(from, 1);
  return { from, to };
}
