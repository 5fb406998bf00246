import { type Baseline, fillExpected } from "#lib/detection/baseline.ts";
import type { Memory } from "#lib/detection/memory.ts";
import { countsOf, type Recent, type RecentSums, sumsOf } from "#lib/detection/recent.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** What a window ending now is expected to hold, in networks. */
export interface WindowExpectation {
  readonly mean: number;
  /** Dispersion: variance = mean + phi mean^2. */
  readonly phi: number;
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
  /** Expected networks of the minute `ago` minutes before the judged one; 0 where unknown, and always without a baseline. */
  minuteAgo(ago: number): number;
}

const BLOCK = 10;
/** Late flags start late: the minutes just before an outage's start are not clean either. */
const BEFORE_START = 5;

/** The minutes that tell what is normal: known, and not of an outage. */
function cleanMinutes(recent: Recent, memory: Memory): readonly boolean[] {
  const { closed, episode } = memory;
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

/**
 * How much busier than its baseline the service is today: clean observed / expected over the last hours
 * without the last half hour, clipped like the learning, shrunk to 1 and bounded.
 */
function runningCorrection(recent: Recent, clean: readonly boolean[], expected: ArrayLike<number>): number {
  let [seen, hoped] = [limits.correctionPrior, limits.correctionPrior];
  const end = clean.length - limits.correctionLag;
  for (let start = Math.max(0, end - limits.correctionSpan); start < end; start += BLOCK) {
    let [count, mean] = [0, 0];
    for (let i = start; i < Math.min(end, start + BLOCK); i += 1) {
      if (clean[i] !== true) continue;
      count += recent.networks[i] ?? 0;
      mean += expected[i] ?? 0;
    }
    seen += Math.min(count, limits.clipRatio * mean + limits.clipExtra);
    hoped += mean;
  }
  return Math.min(limits.correctionMax, Math.max(limits.correctionMin, seen / hoped));
}

/** Adds the late reports that still come in after an outage's end, fading with time. */
function addTail(perMinute: Float64Array, oldest: number, memory: Memory): void {
  const { closed } = memory;
  if (closed === null || closed.tail === 0) return;
  for (let i = Math.max(0, closed.closed + 1 - oldest); i < perMinute.length; i += 1) {
    const late = closed.tail * Math.exp(-(oldest + i - closed.closed) / limits.tailDecay);
    perMinute[i] = (perMinute[i] ?? 0) + late;
  }
}

function fromMinutes(
  recent: Recent,
  perMinute: Float64Array,
  rest: Omit<Expectation, "window" | "minuteAgo"> & { readonly phi: number; readonly phiMinute: number },
): Expectation {
  const { phi, phiMinute, ...facts } = rest;
  const sum = sumsOf(perMinute, recent.known);
  return {
    ...facts,
    window: (minutes) => ({ mean: sum(minutes), phi: phi + phiMinute / minutes }),
    minuteAgo: (ago) => sum(1, ago),
  };
}

function fromBaseline(recent: Recent, baseline: Baseline, memory: Memory, commonFactor: number): Expectation {
  const count = recent.known.length;
  const oldest = recent.minute - count + 1;
  const perMinute = new Float64Array(count);
  fillExpected(baseline, oldest, perMinute);
  const clean = cleanMinutes(recent, memory);
  const correction = memory.episode?.correction ?? runningCorrection(recent, clean, perMinute);
  for (let i = 0; i < count; i += 1) {
    const common = i >= count - limits.correctionLag ? commonFactor : 1;
    perMinute[i] = (perMinute[i] ?? 0) * correction * common;
  }
  addTail(perMinute, oldest, memory);
  return fromMinutes(recent, perMinute, {
    basis: "baseline",
    cold: baseline.days < limits.matureDays,
    correction,
    reportsPerNetwork: baseline.reportsPerNetwork,
    phi: baseline.phi,
    phiMinute: baseline.phiMinute,
  });
}

/** Reports per network of the recent minutes, where no baseline tells. */
function recentReportsPerNetwork(recent: Recent, sums: RecentSums): number {
  const count = recent.known.length;
  return Math.max(1, (sums.reports(count) + 10) / (sums.networks(count) + 10));
}

/**
 * Cold start: the mean of a window is what the clean minutes just before it held, with a weak prior. What is not
 * known about that rate is added to the spread: y0 reports seen leave a relative variance of 1 / (y0 + 1).
 */
function fromTrailing(recent: Recent, sums: RecentSums, memory: Memory): Expectation {
  const clean = cleanMinutes(recent, memory);
  const cleanNetworks = sumsOf(recent.networks, clean);
  const cleanCount = countsOf(clean);
  return {
    basis: "trailing",
    cold: true,
    correction: 1,
    reportsPerNetwork: recentReportsPerNetwork(recent, sums),
    window: (minutes) => {
      const reference = cleanCount(limits.coldSpan, minutes);
      if (reference < limits.coldReference) return null;
      const seen = cleanNetworks(limits.coldSpan, minutes) + limits.coldPriorReports;
      const rate = seen / (reference + limits.coldPriorMinutes);
      return { mean: rate * sums.known(minutes), phi: limits.phiPrior + limits.phiMinute / minutes + 1 / seen };
    },
    minuteAgo: () => 0,
  };
}

/** Without a baseline an open outage is measured against the rate before it. */
function fromFrozen(recent: Recent, sums: RecentSums, rate: number): Expectation {
  return fromMinutes(recent, new Float64Array(recent.known.length).fill(rate), {
    basis: "frozen",
    cold: true,
    correction: 1,
    reportsPerNetwork: recentReportsPerNetwork(recent, sums),
    phi: limits.frozenPhi,
    phiMinute: limits.phiMinute,
  });
}

/** What the recent minutes should have held. `commonFactor` >= 1: how much all quiet services rise together. */
export function expectation(
  recent: Recent,
  sums: RecentSums,
  baseline: Baseline | null,
  memory: Memory,
  commonFactor: number,
): Expectation {
  if (baseline !== null) return fromBaseline(recent, baseline, memory, commonFactor);
  const coldRate = memory.episode?.coldRate ?? null;
  return coldRate === null ? fromTrailing(recent, sums, memory) : fromFrozen(recent, sums, coldRate);
}
