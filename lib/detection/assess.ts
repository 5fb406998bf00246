import { isCollateral, type Rise, riseOf } from "#lib/detection/collateral.ts";
import { isCrowded } from "#lib/detection/crowding.ts";
import { isDiverse, measureDiversity } from "#lib/detection/diversity.ts";
import type { Expectation } from "#lib/detection/expectation.ts";
import { totalOf, withoutLoud } from "#lib/detection/loud-sources.ts";
import type { RecentSums, SumLast } from "#lib/detection/recent.ts";
import { isBelieved, lasts, ratePerMinute, riseBegan, type Series, scanLimit } from "#lib/detection/rise-minutes.ts";
import { type Scan, type ScanOptions, scan, type WindowScore } from "#lib/detection/scan.ts";
import { limits } from "#lib/detection/thresholds.ts";
import type { Finding, JudgeInput, Verdict } from "#lib/detection/verdict.ts";

/** What this minute's counts say, without regard to what was said before. */
export interface Assessment {
  readonly finding: Finding;
  readonly scan: Scan;
  readonly gates: Verdict["gates"];
  /** How far the reports of the last 15 minutes are above the expected ones. */
  readonly rise: Rise;
  readonly observed15: number;
  /** The window of many reports where the networks show nothing; null: there is none. */
  readonly volume: WindowScore | null;
}

/** The expectation in reports instead of networks. */
function inReports(expected: Expectation): Expectation {
  const factor = expected.reportsPerNetwork;
  return {
    ...expected,
    window: (minutes) => {
      const window = expected.window(minutes);
      return window === null ? null : { ...window, mean: window.mean * factor };
    },
  };
}

/** The window of many reports where the networks show nothing: one loud room, not a crowd. */
function volumeOnly(sums: RecentSums, expected: Expectation, options: ScanOptions): WindowScore | null {
  const { level, best } = scan(sums, sums.reports, inReports(expected), options);
  return level === "outage" && best !== null && best.observed >= limits.volumeReports ? best : null;
}

/** A rise soon after an end that stays far below the old peak: reports that come late. */
function isTail(input: JudgeInput, excess15: number): boolean {
  const { closed } = input.memory;
  if (closed === null || input.minute - closed.closed > limits.reopenWithin) return false;
  return excess15 < limits.reopenShare * closed.peak15;
}

function findingOf(level: Scan["level"], gates: Verdict["gates"]): Finding {
  if (!gates.diversity) return "too-few-networks";
  if (level === "none") return "quiet";
  if (!gates.notTail) return "late-reports";
  if (!gates.ownRise) return "collateral";
  return gates.lasting ? level : "possible";
}

/** Expected reports of the last minutes; at the rate of the deciding window where the expectation reaches no further. */
export function expectedReports(expected: Expectation, best: WindowScore | null, minutes: number): number {
  return (expected.window(minutes)?.mean ?? ratePerMinute(best) * minutes) * expected.reportsPerNetwork;
}

/**
 * Whether a small rise is one of many that may be, or are, one script's: while they are many it has few networks, or says less without those
 * that all of them get alike, which are none's own.
 */
function isOneOfMany(
  { input, sums, expected }: Series,
  networks: SumLast,
  { best, level }: Scan,
  options: ScanOptions,
): boolean {
  const { smallRises, commonNetworks } = input;
  if (best === null || smallRises === "few" || best.observed > limits.smallRiseNetworks) return false;
  if (smallRises === "few-senders" || best.observed < limits.smallRisesLeast) return true;
  const own: SumLast = (...last) => Math.max(0, networks(...last) - commonNetworks);
  const rest = scan(sums, own, expected, options);
  return level === "outage" ? rest.level !== "outage" : rest.level === "none";
}

/** Whether the reports of the deciding window come from few networks again and again. A network's own reporters share addresses. */
function comesFromFew(series: Series, found: Scan, options: ScanOptions): boolean {
  const { input, sums, expected } = series;
  const { best } = found;
  if (best === null || input.isNetwork) return false;
  const { minutes, observed } = best;
  if (isOneOfMany(series, sums.networks, found, options)) return true;
  const { reportsPerNetwork } = expected;
  return isCrowded({
    minutes,
    reports: sums.reports(minutes),
    networks: observed,
    expected: best.expected,
    reportsPerNetwork,
  });
}

/** Whether what a scan found comes from a crowd: from networks that hardly meet again, of several sources. */
function isCrowd(series: Series, found: Scan, options: ScanOptions): boolean {
  const { sources, isNetwork } = series.input;
  const diversity = sources === null ? null : measureDiversity(sources);
  return !comesFromFew(series, found, options) && isDiverse(diversity, isNetwork, found.best?.minutes ?? Infinity);
}

/**
 * What a scan finds without a few loud sources, when what is left is a crowd; else null. A loud source may have sent all that it sent in
 * the hour within the window: so much is left out of every window. Few senders who are spread over many sources are asked as before.
 */
function scanQuieter(series: Series, options: ScanOptions): Scan | null {
  const { input, sums, expected } = series;
  const { sources } = input;
  const { reportsPerNetwork } = expected;
  const left = sources === null ? null : withoutLoud(sources, reportsPerNetwork);
  if (sources === null || left === null) return null;
  const [all, rest] = [totalOf(sources), totalOf(left)];
  const quieter: SumLast = (count) => Math.max(0, sums.networks(count) - (all.networks - rest.networks));
  const found = scan(sums, quieter, expected, options);
  if (found.best === null || found.level === "none") return null;
  const { minutes, observed, expected: usual } = found.best;
  if (isOneOfMany(series, quieter, found, options)) return null;
  const reports = Math.max(0, sums.reports(minutes) - (all.reports - rest.reports));
  if (isCrowded({ minutes, reports, networks: observed, expected: usual, reportsPerNetwork })) return null;
  return isDiverse(measureDiversity(left), input.isNetwork, minutes) ? found : null;
}

/** Whether what a scan found is a rise of the service's own, and not another's that people confuse with it. */
function isOwn(series: Series, found: Scan): boolean {
  const { larger, minute, memory } = series.input;
  if (found.level === "none" || larger === null) return true;
  const rise = wholeOf(series, lastRise(series, found.best));
  // What has gone together with a failing service's rise began with that, whichever is the largest now.
  const began = memory.together === null ? riseBegan(series, found.best) : larger.start;
  return !isCollateral({ ...rise, began }, larger, minute);
}

/** What was another's rise until shortly before is not counted again: then only what came since is looked at. */
function sinceExplained({ minute, memory, sharedCause }: JudgeInput, options: ScanOptions): ScanOptions {
  const { explained, episode } = memory;
  if (explained === null || episode !== null || sharedCause) return options;
  return { ...options, maxMinutes: Math.min(options.maxMinutes, minute - explained) };
}

/** How far the last 15 minutes lie above their expectation. */
function lastRise({ sums, expected }: Series, best: WindowScore | null): Rise {
  return riseOf(sums.reports(15), expectedReports(expected, best, 15));
}

/** By which rise others' rises explain it: a country's has the factor of the whole, and at least its own reports. */
function wholeOf({ wholeRise }: Series, rise: Rise): Rise {
  return wholeRise === null ? rise : { ratio: wholeRise.ratio, excess: Math.max(wholeRise.excess, rise.excess) };
}

/** Scans the networks. Few of them, which are all that a service with a report a day has in its outages, are believed only where they are spread. */
function scanNetworks(series: Series, options: ScanOptions): Scan {
  const { sums, expected, input } = series;
  const found = scan(sums, sums.networks, expected, options);
  const areFew = sums.networks(limits.fewWindow) < limits.minNetworks;
  if (!areFew || found.level === "outage" || input.memory.episode !== null) return found;
  const few = scan(sums, sums.networks, expected, { ...options, few: true });
  return few.level !== found.level && few.best !== null && isBelieved(series, few.best) ? few : found;
}

/** Evidence beyond the usual that a service with bursts of its own asks for. */
function restlessness({ baseline }: JudgeInput): number {
  return Math.max(0, (baseline?.tail ?? 0) - limits.outageEvidence);
}

/** Scans the networks, and asks whether what was found is a crowd, the service's own, and new. */
export function assess(series: Series): Assessment {
  const { input, sums, expected, country } = series;
  const whole = {
    maxMinutes: scanLimit(series),
    sharedCause: input.sharedCause,
    extraEvidence: (country === null ? 0 : limits.countryExtra) + restlessness(input),
    few: false,
  };
  const first = scanNetworks(series, whole);
  const ownRise = isOwn(series, first);
  const options = ownRise ? sinceExplained(input, whole) : whole;
  const all = options === whole || first.level === "none" ? first : scan(sums, sums.networks, expected, options);
  const crowded = all.level !== "none" && !isCrowd(series, all, options);
  const quieter = crowded ? scanQuieter(series, options) : null;
  const found = quieter ?? all;
  const rise = lastRise(series, found.best);
  const observed15 = sums.reports(15);
  const rises = found.level !== "none";
  const volume = !rises && country === null ? volumeOnly(sums, expected, options) : null;
  const gates = {
    evidence: rises,
    size: found.best?.large ?? false,
    diversity: volume === null && (!crowded || quieter !== null),
    ownRise,
    lasting: !rises || input.memory.episode !== null || found.best === null || lasts(series, found.best),
    notTail: !rises || !isTail(input, rise.excess),
  };
  const finding = findingOf(found.level, gates);
  return { finding, scan: found, gates, rise, observed15, volume };
}
