import { addMinutes } from "#lib/buckets/minute.ts";
import { type Baseline, expectedNetworks } from "#lib/detection/baseline.ts";
import type { Memory } from "#lib/detection/memory.ts";
import { countKnown, type Recent, sumKnown } from "#lib/detection/recent.ts";
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
export function cleanMinutes(recent: Recent, memory: Memory): boolean[] {
  const oldest = recent.minute - recent.known.length + 1;
  const spans = [
    memory.closed === null ? null : { from: memory.closed.start - BEFORE_START, to: memory.closed.closed },
    memory.episode === null ? null : { from: memory.episode.start - BEFORE_START, to: recent.minute },
  ];
  return recent.known.map((known, i) => {
    const minute = oldest + i;
    return known && !spans.some((span) => span !== null && minute >= span.from && minute <= span.to);
  });
}

/**
 * How much busier than its baseline the service is today: clean observed / expected over the last hours
 * without the last half hour, clipped like the learning, shrunk to 1 and bounded.
 */
export function runningCorrection(recent: Recent, clean: readonly boolean[], expected: ArrayLike<number>): number {
  let [seen, hoped] = [limits.correctionPrior, limits.correctionPrior];
  for (let skip = limits.correctionLag; skip < limits.correctionLag + limits.correctionSpan; skip += BLOCK) {
    const mean = sumKnown(expected, clean, BLOCK, skip);
    seen += Math.min(sumKnown(recent.networks, clean, BLOCK, skip), limits.clipRatio * mean + limits.clipExtra);
    hoped += mean;
  }
  return Math.min(limits.correctionMax, Math.max(limits.correctionMin, seen / hoped));
}

/** Late reports that still come in after an outage's end, fading with time. */
function tailAt(memory: Memory, minute: number): number {
  const { closed } = memory;
  if (closed === null || minute <= closed.closed) return 0;
  return closed.tail * Math.exp(-(minute - closed.closed) / limits.tailDecay);
}

function fromMinutes(
  recent: Recent,
  perMinute: Float64Array,
  rest: { basis: Expectation["basis"]; cold: boolean; correction: number; reportsPerNetwork: number; phi: number },
): Expectation {
  const { phi, ...facts } = rest;
  return {
    ...facts,
    window: (minutes) => ({ mean: sumKnown(perMinute, recent.known, minutes), phi }),
    minuteAgo: (ago) => perMinute[perMinute.length - 1 - ago] ?? 0,
  };
}

function fromBaseline(recent: Recent, baseline: Baseline, memory: Memory, commonFactor: number): Expectation {
  const count = recent.known.length;
  const perMinute = new Float64Array(count);
  const minuteAt = (i: number) => addMinutes(recent.minute, i - count + 1);
  for (let i = 0; i < count; i += 1) {
    if (recent.known[i] === true) perMinute[i] = expectedNetworks(baseline, minuteAt(i));
  }
  const correction = memory.episode?.correction ?? runningCorrection(recent, cleanMinutes(recent, memory), perMinute);
  for (let i = 0; i < count; i += 1) {
    if (recent.known[i] !== true) continue;
    const common = i >= count - limits.correctionLag ? commonFactor : 1;
    perMinute[i] = (perMinute[i] ?? 0) * correction * common + tailAt(memory, minuteAt(i));
  }
  return fromMinutes(recent, perMinute, {
    basis: "baseline",
    cold: baseline.days < limits.matureDays,
    correction,
    reportsPerNetwork: baseline.reportsPerNetwork,
    phi: baseline.phi,
  });
}

/** Reports per network of the recent minutes, where no baseline tells. */
function recentReportsPerNetwork(recent: Recent): number {
  const networks = sumKnown(recent.networks, recent.known, recent.known.length);
  return Math.max(1, (sumKnown(recent.reports, recent.known, recent.known.length) + 10) / (networks + 10));
}

/**
 * Cold start: the mean of a window is what the clean minutes before it held, with a weak prior. What is not
 * known about that rate is added to the spread: y0 reports seen leave a relative variance of 1 / (y0 + 1).
 */
function fromTrailing(recent: Recent, memory: Memory): Expectation {
  const clean = cleanMinutes(recent, memory);
  const length = recent.known.length;
  const rateBefore = (minutes: number) => {
    const seen = sumKnown(recent.networks, clean, length, minutes) + limits.coldPriorReports;
    return { seen, rate: seen / (countKnown(clean, length, minutes) + limits.coldPriorMinutes) };
  };
  return {
    basis: "trailing",
    cold: true,
    correction: 1,
    reportsPerNetwork: recentReportsPerNetwork(recent),
    window: (minutes) => {
      if (countKnown(clean, length, minutes) < limits.coldReference) return null;
      const { seen, rate } = rateBefore(minutes);
      return { mean: rate * countKnown(recent.known, minutes), phi: limits.phiPrior + 1 / seen };
    },
    minuteAgo: () => 0,
  };
}

/** Without a baseline an open outage is measured against the rate before it. */
function fromFrozen(recent: Recent, rate: number): Expectation {
  const perMinute = Float64Array.from(recent.known, (known) => (known ? rate : 0));
  return fromMinutes(recent, perMinute, {
    basis: "frozen",
    cold: true,
    correction: 1,
    reportsPerNetwork: recentReportsPerNetwork(recent),
    phi: limits.frozenPhi,
  });
}

/** What the recent minutes should have held. `commonFactor` >= 1: how much all quiet services rise together. */
export function expectation(
  recent: Recent,
  baseline: Baseline | null,
  memory: Memory,
  commonFactor: number,
): Expectation {
  if (baseline !== null) return fromBaseline(recent, baseline, memory, commonFactor);
  const coldRate = memory.episode?.coldRate ?? null;
  return coldRate === null ? fromTrailing(recent, memory) : fromFrozen(recent, coldRate);
}
