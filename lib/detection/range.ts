import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import { type Baseline, expectedNetworks } from "#lib/detection/baseline.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** What is normal for one step of a chart, in reports. */
export interface NormalRange {
  readonly expected: number;
  /** Whole reports; of 100 normal steps about one lies below and one above. */
  readonly low: number;
  readonly high: number;
}

/** Up to this mean the quantile is summed exactly; above, the skewed normal is right to a report while phi is small, to some percent where it is 0.5. */
const EXACT_MEAN = 100;
/** Normal quantile of 1 - limits.rangeTail. */
const Z = 2.3263;

/** Below this dispersion the negative binomial is a Poisson to the last digit, and its own formula loses its digits. */
const POISSON_PHI = 1e-6;

/** Smallest count whose cumulative probability reaches `p` under a negative binomial (Poisson where phi is 0). */
function exactQuantile(mean: number, phi: number, p: number): number {
  const spread = phi > POISSON_PHI;
  const ratio = (mean * phi) / (1 + mean * phi);
  let mass = spread ? (1 + mean * phi) ** (-1 / phi) : Math.exp(-mean);
  let cumulative = mass;
  let count = 0;
  while (cumulative < p && count < 10_000) {
    mass *= spread ? (ratio * (1 / phi + count)) / (count + 1) : mean / (count + 1);
    count += 1;
    cumulative += mass;
  }
  return count;
}

/** Cornish-Fisher: normal quantile z corrected for the skew of the negative binomial. From a mean of ten on it is above nothing at any dispersion. */
function skewedQuantile(mean: number, phi: number, z: number): number {
  const sd = Math.sqrt(mean + phi * mean * mean);
  const skew = (1 + 2 * phi * mean) / sd;
  return Math.round(mean + sd * (z + ((z * z - 1) * skew) / 6));
}

/** The normal range of a count with this mean and dispersion. */
export function normalRange(mean: number, phi: number): NormalRange {
  if (mean > EXACT_MEAN) {
    return { expected: mean, low: skewedQuantile(mean, phi, -Z), high: skewedQuantile(mean, phi, Z) };
  }
  return {
    expected: mean,
    low: exactQuantile(mean, phi, limits.rangeTail),
    high: exactQuantile(mean, phi, 1 - limits.rangeTail),
  };
}

/**
 * Expected reports and normal range of the step [minute, minute + stepMinutes), for charts and figures.
 * `stepMinutes` is a positive integer, at most a day.
 */
export function expectedForStep(baseline: Baseline, minute: Minute, stepMinutes: number): NormalRange {
  let networks = 0;
  for (let i = 0; i < stepMinutes; i += 1) networks += expectedNetworks(baseline, addMinutes(minute, i));
  return normalRange(networks * baseline.reportsPerNetwork, baseline.phi + baseline.phiMinute / stepMinutes);
}
