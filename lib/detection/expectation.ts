import type { Minute } from "#lib/buckets/minute.ts";
import { type Baseline, fillExpected } from "#lib/detection/baseline.ts";
import { coldRate, coldReportsPerNetwork } from "#lib/detection/cold-start.ts";
import { DRIFT_BLOCK, type DriftAhead, type DriftBlock, foretellDrift } from "#lib/detection/drift.ts";
import type { Episode, Memory } from "#lib/detection/memory.ts";
import { countsOf, RECENT_MINUTES, type Recent, type RecentSums, type SumLast, sumsOf } from "#lib/detection/recent.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** What a window ending now is expected to hold, in networks. */
export interface WindowExpectation {
  readonly mean: number;
  /** Dispersion: variance = mean + phi mean^2. */
  readonly phi: number;
  /** Without a baseline: the time before that tells the rate is partly the silence before the first report. */
  readonly silent: boolean;
}

export interface Expectation {
  /** `baseline`: learned; `trailing`: the service's own last hours; `frozen`: these, as they were when an outage opened. */
  readonly basis: "baseline" | "trailing" | "frozen";
  /** Whether the larger counts of the cold start are asked for. */
  readonly cold: boolean;
  /** How busy today is against the baseline; 1 without one. */
  readonly correction: number;
  readonly reportsPerNetwork: number;
  /** Null when too little is known to expect anything. `minutes` counts back from now. */
  window(minutes: number): WindowExpectation | null;
  /** Expected networks of the minute `ago` minutes before the judged one; 0 where unknown, and without a baseline unless an outage is followed. */
  minuteAgo(ago: number): number;
  /** Networks that the baseline alone has for such a window, whatever else is expected now; null without one. */
  usual(minutes: number): number | null;
  /** Of the expected networks those that come late after an outage. */
  late(minutes: number): number;
}

/** Late flags start late: the minutes just before an outage's start are not clean either. */
const BEFORE_START = 5;
/** A common rise of all services is measured now, and lasts about as long. */
const COMMON_MINUTES = 30;
const HOUR = 60;

/** The outage that must not become its own normal; null for one that has lasted so long that it is a new level. */
function youngEpisode({ episode }: Memory, minute: Minute): Episode | null {
  return episode !== null && minute - episode.start < limits.shiftAfter ? episode : null;
}

/** The minutes that tell what is normal: known, and not of an outage. */
function cleanMinutes(recent: Recent, memory: Memory): readonly boolean[] {
  const { closed } = memory;
  const episode = youngEpisode(memory, recent.minute);
  if (closed === null && episode === null) return recent.known;
  const oldest = recent.minute - recent.known.length + 1;
  const from = (episode?.start ?? Infinity) - BEFORE_START;
  const closedFrom = (closed?.start ?? Infinity) - BEFORE_START;
  const closedTo = closed?.closed ?? -Infinity;
  return recent.known.map((known, i) => {
    const minute = oldest + i;
    return known && minute < from && !(minute >= closedFrom && minute <= closedTo);
  });
}

/** Counts and baseline in blocks that end now, oldest first, over clean minutes. */
function driftBlocks(count: number, seen: SumLast, hoped: SumLast): DriftBlock[] {
  const blocks = Math.floor(count / DRIFT_BLOCK);
  return Array.from({ length: blocks }, (_, i) => {
    const skip = (blocks - 1 - i) * DRIFT_BLOCK;
    return { seen: seen(DRIFT_BLOCK, skip), hoped: hoped(DRIFT_BLOCK, skip) };
  });
}

/** Networks that still come late after an outage's end, by minute, fading with time; null when none do. */
function lateByMinute(recent: Recent, { closed }: Memory): Float64Array | null {
  if (closed === null || closed.tail === 0) return null;
  const late = new Float64Array(recent.known.length);
  const oldest = recent.minute - late.length + 1;
  for (let i = Math.max(0, closed.closed + 1 - oldest); i < late.length; i += 1) {
    late[i] = closed.tail * Math.exp(-(oldest + i - closed.closed) / limits.tailDecay);
  }
  return late;
}

/** How busy a window is against its baseline: foretold from what came before it, or as it was when the outage began. */
function driftOf(
  recent: Recent,
  sums: RecentSums,
  baseline: Baseline,
  memory: Memory,
  perMinute: Float64Array,
  late: Float64Array | null,
  usual: SumLast,
  country: string | null,
): (minutes: number) => DriftAhead {
  const episode = youngEpisode(memory, recent.minute);
  if (episode !== null && episode.country === country)
    return () => ({ factor: episode.correction, spread: baseline.phi });
  const clean = cleanMinutes(recent, memory);
  const all = clean === recent.known;
  const seen = all ? sums.networks : sumsOf(recent.networks, clean);
  // What comes late is expected beside the drift: it must not be taken for a busy day, and be expected twice.
  const withLate = late === null ? perMinute : perMinute.map((expected, i) => expected + (late[i] ?? 0));
  const hoped = all ? usual : sumsOf(withLate, clean);
  return foretellDrift(driftBlocks(clean.length, seen, hoped), baseline.phi, baseline.phiMinute);
}

function fromBaseline(
  recent: Recent,
  sums: RecentSums,
  baseline: Baseline,
  memory: Memory,
  commonFactor: number,
  country: string | null,
): Expectation {
  const perMinute = new Float64Array(recent.known.length);
  fillExpected(baseline, recent.minute - perMinute.length + 1, perMinute);
  const usual = sumsOf(perMinute, recent.known);
  const late = lateByMinute(recent, memory);
  const drift = driftOf(recent, sums, baseline, memory, perMinute, late, usual, country);
  const tail: SumLast = late === null ? () => 0 : sumsOf(late, recent.known);
  const risen = (minutes: number) => usual(minutes) + (commonFactor - 1) * usual(Math.min(minutes, COMMON_MINUTES));
  const correction = drift(HOUR).factor;
  return {
    basis: "baseline",
    cold: baseline.days < limits.matureDays,
    correction,
    reportsPerNetwork: baseline.reportsPerNetwork,
    window: (minutes) => {
      const { factor, spread } = drift(minutes);
      return {
        mean: risen(minutes) * factor + tail(minutes),
        phi: spread + baseline.phiMinute / minutes,
        silent: false,
      };
    },
    minuteAgo: (ago) => usual(1, ago) * (ago < COMMON_MINUTES ? commonFactor : 1) * correction + tail(1, ago),
    usual,
    late: tail,
  };
}

/** Reports per network of the clean minutes before any that is judged, where no baseline tells: a script's own repeats are not usual. */
function recentReportsPerNetwork(reports: SumLast, networks: SumLast): number {
  const before = [RECENT_MINUTES, limits.coldWindow] as const;
  return coldReportsPerNetwork(reports(...before), networks(...before));
}

/** Minutes since a service's first report ever, where a long silence is known before it: no rate can be told of that. Infinity for others. */
function minutesSinceSilence(recent: Recent, sums: RecentSums): number {
  if (!recent.firstHeard) return Infinity;
  const count = recent.known.length;
  const first = recent.networks.findIndex((networks, i) => networks > 0 && recent.known[i] === true);
  return first > 0 && sums.known(first, count - first) >= limits.coldSpan ? count - first : Infinity;
}

/**
 * Cold start: the mean of a window is what the clean minutes just before it held, with a weak prior. What is not
 * known about that rate is added to the spread: y0 reports seen leave a relative variance of 1 / (y0 + 1).
 */
function fromTrailing(recent: Recent, sums: RecentSums, memory: Memory): Expectation {
  const clean = cleanMinutes(recent, memory);
  const cleanNetworks = sumsOf(recent.networks, clean);
  const cleanCount = countsOf(clean);
  const heardFor = minutesSinceSilence(recent, sums);
  return {
    basis: "trailing",
    cold: true,
    correction: 1,
    reportsPerNetwork: recentReportsPerNetwork(sumsOf(recent.reports, clean), cleanNetworks),
    window: (minutes) => {
      const reference = cleanCount(limits.coldSpan, minutes);
      if (reference < limits.coldReference) return null;
      const seen = cleanNetworks(limits.coldSpan, minutes);
      const mean = coldRate(seen, reference) * sums.known(minutes);
      const phi = limits.phiPrior + limits.phiMinute / minutes + 1 / (seen + limits.coldPriorReports);
      return { mean, phi, silent: heardFor < minutes + limits.coldSpan };
    },
    minuteAgo: () => 0,
    usual: () => null,
    late: () => 0,
  };
}

/** Without a baseline an open outage is measured against what was before it. */
function fromFrozen(recent: Recent, rate: number, reportsPerNetwork: number): Expectation {
  const sum = sumsOf(new Float64Array(recent.known.length).fill(rate), recent.known);
  return {
    basis: "frozen",
    cold: true,
    correction: 1,
    reportsPerNetwork,
    window: (minutes) => ({ mean: sum(minutes), phi: limits.frozenPhi + limits.phiMinute / minutes, silent: false }),
    minuteAgo: (ago) => sum(1, ago),
    usual: () => null,
    late: () => 0,
  };
}

/**
 * What the recent minutes should have held. `commonFactor` >= 1: how much all quiet services rise together. `country`: whose counts
 * these are, null for the whole service's; how busy the followed ones were before their outage is frozen while it lasts.
 */
export function expectation(
  recent: Recent,
  sums: RecentSums,
  baseline: Baseline | null,
  memory: Memory,
  commonFactor: number,
  country: string | null = null,
): Expectation {
  if (baseline !== null) return fromBaseline(recent, sums, baseline, memory, commonFactor, country);
  const { coldRate = null, coldReports = 1 } = memory.episode ?? {};
  return coldRate === null ? fromTrailing(recent, sums, memory) : fromFrozen(recent, coldRate, coldReports);
}
