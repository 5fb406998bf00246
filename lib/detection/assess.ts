import { isCollateral, type LargerIncident, riseOf } from "#lib/detection/collateral.ts";
import { isCrowded } from "#lib/detection/crowding.ts";
import { isDiverse, measureDiversity } from "#lib/detection/diversity.ts";
import type { Expectation } from "#lib/detection/expectation.ts";
import type { Memory } from "#lib/detection/memory.ts";
import { RECENT_MINUTES, type RecentSums } from "#lib/detection/recent.ts";
import { type Scan, type ScanOptions, scan, type WindowScore } from "#lib/detection/scan.ts";
import { limits } from "#lib/detection/thresholds.ts";
import type { Finding, JudgeInput, Verdict } from "#lib/detection/verdict.ts";

/** What this minute's counts say, without regard to what was said before. */
export interface Assessment {
  readonly finding: Finding;
  readonly scan: Scan;
  readonly gates: Verdict["gates"];
  /** Reports of the last 15 minutes, and the expected ones. */
  readonly observed15: number;
  readonly expected15: number;
}

/** Minutes back to the end of the last outage: the scan never counts its reports again. */
export function scanLimit(minute: number, memory: Memory): number {
  return memory.closed === null ? RECENT_MINUTES : Math.min(RECENT_MINUTES, minute - memory.closed.closed);
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

/** Many reports where the networks show nothing: one loud room, not a crowd. */
function isVolumeOnly(sums: RecentSums, expected: Expectation, options: ScanOptions): boolean {
  const loud = scan(sums, sums.reports, inReports(expected), options);
  return loud.level === "outage" && (loud.best?.observed ?? 0) >= limits.volumeReports;
}

/** A rise soon after an end that stays far below the old peak: reports that come late. */
function isTail(input: JudgeInput, excess15: number): boolean {
  const { closed } = input.memory;
  if (closed === null || input.minute - closed.closed > limits.reopenWithin) return false;
  return excess15 < limits.reopenShare * closed.peak15;
}

function findingOf(level: Scan["level"], gates: Verdict["gates"], volumeOnly: boolean): Finding {
  if (volumeOnly || !gates.diversity) return "too-few-networks";
  if (level === "none") return "quiet";
  if (!gates.notTail) return "late-reports";
  if (!gates.ownRise) return "collateral";
  return level;
}

/** Expected reports of the last minutes; at the rate of the deciding window where the expectation reaches no further. */
export function expectedReports(expected: Expectation, best: WindowScore | null, minutes: number): number {
  const rate = best === null ? 0 : best.expected / best.minutes;
  return (expected.window(minutes)?.mean ?? rate * minutes) * expected.reportsPerNetwork;
}

/** The failing service that this rise can be due to: one that began shortly before, or that it has gone together with. */
function explaining(input: JudgeInput): LargerIncident | null {
  const { larger, memory, minute } = input;
  if (larger === null) return null;
  return memory.together === larger.slug || minute - larger.start <= limits.collateralWithin ? larger : null;
}

/** Whether the reports of the deciding window come from few networks again and again. A network's own reporters share addresses. */
function comesFromFew(input: JudgeInput, sums: RecentSums, expected: Expectation, best: WindowScore | null): boolean {
  if (best === null || input.isNetwork) return false;
  const { minutes, observed } = best;
  const { reportsPerNetwork } = expected;
  return isCrowded({
    minutes,
    reports: sums.reports(minutes),
    networks: observed,
    expected: best.expected,
    reportsPerNetwork,
  });
}

/** Whether what a scan found is a rise of the service's own, and not another's that people confuse with it. */
function isOwn(input: JudgeInput, sums: RecentSums, expected: Expectation, found: Scan): boolean {
  if (found.level === "none") return true;
  const rise = riseOf(sums.reports(15), expectedReports(expected, found.best, 15));
  return !isCollateral(rise, explaining(input), input.minute);
}

/** The scan; of a service whose rise was another's until shortly before only what came since then: it is not counted again. */
function scanNew(input: JudgeInput, sums: RecentSums, expected: Expectation, options: ScanOptions): Scan {
  const found = scan(sums, sums.networks, expected, options);
  const { explained, episode } = input.memory;
  if (explained === null || episode !== null || input.sharedCause || found.level === "none") return found;
  if (!isOwn(input, sums, expected, found)) return found;
  const maxMinutes = Math.min(options.maxMinutes, input.minute - explained);
  return scan(sums, sums.networks, expected, { ...options, maxMinutes });
}

/** Scans the networks, and asks whether what was found is a crowd, the service's own, and new. */
export function assess(input: JudgeInput, sums: RecentSums, expected: Expectation): Assessment {
  const options = { maxMinutes: scanLimit(input.minute, input.memory), sharedCause: input.sharedCause };
  const found = scanNew(input, sums, expected, options);
  const observed15 = sums.reports(15);
  const expected15 = expectedReports(expected, found.best, 15);
  const rises = found.level !== "none";
  const volumeOnly = !rises && isVolumeOnly(sums, expected, options);
  const diversity = input.sources === null ? null : measureDiversity(input.sources);
  const crowd =
    !comesFromFew(input, sums, expected, found.best) &&
    isDiverse(diversity, input.isNetwork, found.best?.minutes ?? Infinity);
  const gates = {
    evidence: rises,
    size: found.best?.large ?? false,
    diversity: !volumeOnly && (!rises || crowd),
    ownRise: isOwn(input, sums, expected, found),
    notTail: !rises || !isTail(input, observed15 - expected15),
  };
  return { finding: findingOf(found.level, gates, volumeOnly), scan: found, gates, observed15, expected15 };
}
