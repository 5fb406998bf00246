import { floorToStep, type Minute } from "#lib/buckets/minute.ts";
import { evidence } from "#lib/detection/evidence.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** Length of a step in minutes; a quarter of an hour is three. */
export const RISE_STEP = 5;
const QUARTER = 3;
/** Less than half a report in 15 minutes is not expected reliably. */
const MIN_EXPECTED = 0.5;

/** Reports of a step, and what was expected in it; null where nothing is known. */
export interface StepCount {
  readonly minute: Minute;
  readonly reports: number;
  readonly expected: number | null;
}

/** How a service rose: since when, and its highest UTC-aligned quarter of an hour against what was expected in it. */
export interface Rise {
  readonly began: Minute;
  readonly peak15: number;
  readonly expected15: number | null;
}

function sum(steps: readonly StepCount[], value: (step: StepCount) => number | null): number | null {
  return steps.reduce<number | null>((total, step) => {
    const added = value(step);
    return total === null || added === null ? null : total + added;
  }, 0);
}

/** Last index of the three steps with the most reports; of equals the first. */
function highestQuarter(steps: readonly StepCount[], first: number): number {
  let [best, highest] = [-1, -1];
  for (let i = Math.max(first, QUARTER - 1); i < steps.length; i += 1) {
    const reports = sum(steps.slice(i - QUARTER + 1, i + 1), (step) => step.reports) ?? 0;
    if (reports > highest) [best, highest] = [i, reports];
  }
  return best;
}

/** The highest UTC-aligned quarter of an hour among steps, the first of equals. What is expected is of the whole, however much has passed. */
function alignedPeak(steps: readonly StepCount[]): Pick<Rise, "peak15" | "expected15"> {
  const quarters = Map.groupBy(steps, ({ minute }) => floorToStep(minute, QUARTER * RISE_STEP));
  let peak: Pick<Rise, "peak15" | "expected15"> = { peak15: 0, expected15: null };
  for (const quarter of quarters.values()) {
    const peak15 = sum(quarter, (step) => step.reports) ?? 0;
    const expected = sum(quarter, (step) => step.expected);
    const expected15 = expected === null ? null : (expected * QUARTER) / quarter.length;
    if (peak15 > peak.peak15) peak = { peak15, expected15 };
  }
  return peak;
}

/** The step in which a rise to `ratio` times the usual most likely began, as detection's `startOfRise` finds minutes. */
function onset(steps: readonly StepCount[], first: number, last: number, usual: number, ratio: number): Minute | null {
  let [total, highest] = [0, -Infinity];
  let began: Minute | null = null;
  for (let i = last; i >= first; i -= 1) {
    const step = steps[i];
    if (step === undefined) continue;
    total += step.reports * Math.log(ratio) - (ratio - 1) * (step.expected ?? usual);
    if (step.reports > 0 && total > highest) [highest, began] = [total, step.minute];
  }
  return began;
}

/**
 * Whether and how a service rose from minute `from` on. Its steps begin earlier: without a baseline the mean of these
 * stands for what is usual. Asked for is what `possible` asks: evidence, ratio and excess of the highest 15 minutes.
 */
export function riseIn(steps: readonly StepCount[], from: Minute): Rise | null {
  const first = steps.findIndex((step) => step.minute >= from);
  if (first <= 0) return null;
  const last = highestQuarter(steps, first);
  if (last < 0) return null;
  const quarter = steps.slice(last - QUARTER + 1, last + 1);
  const before = (sum(steps.slice(0, first), (step) => step.reports) ?? 0) / first;
  const reports = sum(quarter, (step) => step.reports) ?? 0;
  const expected = sum(quarter, (step) => step.expected);
  const mean = Math.max(MIN_EXPECTED, expected ?? QUARTER * before);
  const phi = expected === null ? limits.frozenPhi : limits.phiPrior;
  const isRise =
    reports >= limits.minRatio * mean &&
    reports - mean >= limits.minExcess &&
    evidence(reports, limits.allowance * mean, phi) >= limits.possibleEvidence;
  if (!isRise) return null;
  const began = onset(steps, first, last, mean / QUARTER, Math.max(2, reports / mean));
  // Judged by the highest 15 minutes wherever they lie, told as the press counts and as the charts and records do.
  const quarters = steps.filter(({ minute }) => minute >= floorToStep(from, QUARTER * RISE_STEP));
  return { began: began ?? from, ...alignedPeak(quarters) };
}
