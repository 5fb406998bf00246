import { evidence } from "#lib/detection/evidence.ts";
import type { Expectation } from "#lib/detection/expectation.ts";
import type { RecentSums, SumLast } from "#lib/detection/recent.ts";
import { limits, SCAN_WINDOWS } from "#lib/detection/thresholds.ts";

/** One window ending now, measured against what was expected. Counts are of the scanned series. */
export interface WindowScore {
  readonly minutes: number;
  /** Minutes of it that were seen; expected is what these were to hold. */
  readonly seen: number;
  readonly observed: number;
  readonly expected: number;
  /** G in nats. */
  readonly evidence: number;
  /** Evidence that `outage` asks of this window. */
  readonly threshold: number;
  /** Whether the counts themselves are large enough: networks, excess, ratio, persistence. */
  readonly large: boolean;
}

export type Level = "outage" | "possible" | "none";

export interface Scan {
  readonly level: Level;
  /** The window that decides: of those of the highest level the one furthest above (or least below) its threshold. Null when nothing is expected yet. */
  readonly best: WindowScore | null;
}

/** What a scan looks at besides the counts. */
export interface ScanOptions {
  /** Longest window: the scan never reaches back past the last end. */
  readonly maxMinutes: number;
  /** Services of several kinds have just begun to fail together. */
  readonly sharedCause: boolean;
  /** Evidence asked of every window beyond the usual, in nats. */
  readonly extraEvidence: number;
  /** Whether windows that are long enough to show a spread may hold fewer networks than usual. */
  readonly few: boolean;
}

/** The excess is still there in the last third of the window: what is over, or dying away, is not flagged. */
function persists({ known }: RecentSums, series: SumLast, minutes: number, mean: number): boolean {
  if (minutes < limits.persistentWindow) return true;
  const third = Math.ceil(minutes / 3);
  const [observed, expected] = [series(third), mean * (known(third) / Math.max(1, known(minutes)))];
  return (
    observed > expected * limits.minRatio && observed - expected >= limits.persistentShare * (series(minutes) - mean)
  );
}

/** Evidence that `outage` asks of a window. */
function thresholdOf(
  minutes: number,
  { sharedCause, extraEvidence }: Pick<ScanOptions, "sharedCause" | "extraEvidence">,
): number {
  const usual = limits.outageEvidence + extraEvidence - (sharedCause ? limits.sharedEvidence : 0);
  if (minutes < limits.shortWindow) return usual + limits.shortWindowExtra;
  return minutes >= limits.longWindow ? usual + limits.longWindowExtra : usual;
}

/** Evidence that `possible` asks of a window below that for `outage`. */
const POSSIBLE_BELOW = limits.outageEvidence - limits.possibleEvidence;

/** The evidence that `outage` asks of a window of so many minutes, of the whole's counts or a country's, where a service has no bursts of its own. */
export function usualThreshold(minutes: number, country: string | null): number {
  return thresholdOf(minutes, { sharedCause: false, extraEvidence: country === null ? 0 : limits.countryExtra });
}

/** The least evidence with which a scan of one country's counts ever finds anything in a window. */
export function leastEvidence(minutes: number): number {
  return thresholdOf(minutes, { sharedCause: true, extraEvidence: limits.countryExtra }) - POSSIBLE_BELOW;
}

/** Networks that a window must hold, and how many of them above the expected ones. */
interface Least {
  readonly networks: number;
  readonly excess: number;
}

function leastOf(cold: boolean, silent: boolean, minutes: number, { sharedCause, few }: ScanOptions): Least {
  if (silent) return { networks: limits.silentNetworks, excess: limits.minExcess };
  if (cold) return { networks: limits.coldNetworks, excess: limits.minExcess };
  if (sharedCause) return { networks: limits.sharedNetworks, excess: limits.sharedNetworks - 1 };
  if (few && minutes >= limits.fewWindow) return { networks: limits.fewNetworks, excess: limits.fewNetworks - 1 };
  return { networks: limits.minNetworks, excess: limits.minExcess };
}

function scoreWindow(
  sums: RecentSums,
  series: SumLast,
  expected: Expectation,
  minutes: number,
  options: ScanOptions,
): WindowScore | null {
  const window = expected.window(minutes);
  if (window === null) return null;
  const { mean, phi, silent } = window;
  const observed = series(minutes);
  const least = leastOf(expected.cold, silent, minutes, options);
  const minRatio = expected.cold ? limits.coldRatio : limits.minRatio;
  const enoughReports = !expected.cold || sums.reports(minutes) >= limits.coldReports;
  return {
    minutes,
    seen: sums.known(minutes),
    observed,
    expected: mean,
    evidence: evidence(observed, limits.allowance * mean, phi),
    threshold: thresholdOf(minutes, options),
    large:
      observed >= least.networks &&
      enoughReports &&
      observed - mean >= least.excess &&
      observed >= minRatio * mean &&
      persists(sums, series, minutes, mean),
  };
}

function levelOf(score: WindowScore): Level {
  if (!score.large) return "none";
  if (score.evidence >= score.threshold) return "outage";
  return score.evidence >= score.threshold - POSSIBLE_BELOW ? "possible" : "none";
}

const RANK: Readonly<Record<Level, number>> = { none: 0, possible: 1, outage: 2 };

function exceeds(a: WindowScore, b: WindowScore): boolean {
  const byLevel = RANK[levelOf(a)] - RANK[levelOf(b)];
  return byLevel !== 0 ? byLevel > 0 : a.evidence - a.threshold > b.evidence - b.threshold;
}

/** Looks at all windows that end now, and keeps the most telling one. `series` has the counts in the unit of `expected`. */
export function scan(sums: RecentSums, series: SumLast, expected: Expectation, options: ScanOptions): Scan {
  const longest = Math.min(options.maxMinutes, expected.cold ? limits.coldWindow : Infinity);
  let best: WindowScore | null = null;
  for (const minutes of SCAN_WINDOWS) {
    if (minutes > longest) break;
    const score = scoreWindow(sums, series, expected, minutes, options);
    if (score !== null && (best === null || exceeds(score, best))) best = score;
  }
  return { level: best === null ? "none" : levelOf(best), best };
}
