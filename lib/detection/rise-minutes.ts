import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import type { Rise } from "#lib/detection/collateral.ts";
import { firstCalm } from "#lib/detection/ending.ts";
import type { Expectation } from "#lib/detection/expectation.ts";
import { lastingEvidence, type RiseMinute } from "#lib/detection/lasting.ts";
import { RECENT_MINUTES, type RecentSums } from "#lib/detection/recent.ts";
import type { WindowScore } from "#lib/detection/scan.ts";
import { startOfRise } from "#lib/detection/start.ts";
import { limits } from "#lib/detection/thresholds.ts";
import type { JudgeInput } from "#lib/detection/verdict.ts";

/** The counts that are judged: those of the whole service, or of one country. */
export interface Series {
  /** Null: the whole service. */
  readonly country: string | null;
  /** With these counts and their baseline. */
  readonly input: JudgeInput;
  readonly sums: RecentSums;
  readonly expected: Expectation;
  /** Of a country: the rise of the whole, by which others' rises explain it; people everywhere mean the wrong company. */
  readonly wholeRise: Rise | null;
}

/** The last minute of an outage that is followed in another country and calm there; null where there is none. */
function lastElsewhere({ country, input }: Series): Minute | null {
  const { episode } = input.memory;
  if (country === null || episode === null || episode.country === null || episode.country === country) return null;
  return episode.calmSince === null ? null : addMinutes(firstCalm(episode.calmSince), -1);
}

/** Minutes back to the end of the last outage, or of what is hardly over in another country: the scan never counts its reports again. */
export function scanLimit(series: Series): number {
  const { minute, memory } = series.input;
  const ended = Math.max(memory.closed?.closed ?? -Infinity, lastElsewhere(series) ?? -Infinity);
  return Math.min(RECENT_MINUTES, minute - ended);
}

/** Below a twentieth of a network nothing is expected reliably. */
const MIN_EXPECTED = 0.05;

/** Expected networks per minute that was seen of the deciding window. */
export function ratePerMinute(best: WindowScore | null): number {
  return best === null ? 0 : best.expected / Math.max(1, best.seen);
}

/** Expected networks so many minutes ago. Without a baseline the rate before the deciding window stands for all minutes. */
function expectedAgo(expected: Expectation, best: WindowScore | null): (minutesAgo: number) => number {
  if (expected.basis === "baseline") return expected.minuteAgo;
  const rate = ratePerMinute(best);
  return () => rate;
}

/** Back-dates a rise. */
export function riseBegan(series: Series, best: WindowScore | null): Minute {
  const { input, expected } = series;
  const ratio = best === null ? 2 : Math.max(2, best.observed / Math.max(best.expected, MIN_EXPECTED));
  return startOfRise(input, expectedAgo(expected, best), ratio, scanLimit(series));
}

/** The minutes since a rise began, oldest first. */
function minutesOfRise(series: Series, best: WindowScore): RiseMinute[] {
  const { input, sums, expected } = series;
  const usualAgo = expectedAgo(expected, best);
  const length = input.minute - riseBegan(series, best) + 1;
  return Array.from({ length }, (_, i) => {
    const ago = length - 1 - i;
    return { observed: sums.networks(1, ago), expected: usualAgo(ago), seen: sums.known(1, ago) > 0 };
  });
}

/** Whether a rise looks as a fault does, and not like talk that is there at once and dies away. */
export function lasts(series: Series, best: WindowScore): boolean {
  const minutes = minutesOfRise(series, best);
  if (minutes.filter(({ seen }) => seen).length === 1) return best.evidence >= limits.firstMinuteEvidence;
  return lastingEvidence(minutes) >= limits.talkEvidence;
}

/**
 * Whether so few networks are believed: each has reported once, one of them perhaps twice, and they came spread as a fault's reports do. How
 * many reports a network usually sends is not asked: of a tiny service that is what the last script taught.
 */
export function isBelieved(series: Series, best: WindowScore): boolean {
  const { minutes, observed } = best;
  const once = series.sums.reports(minutes) <= observed + 1;
  return once && lastingEvidence(minutesOfRise(series, best)) >= limits.fewLasting;
}
