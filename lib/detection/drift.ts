import { limits } from "#lib/detection/thresholds.ts";

/** Minutes of one block that the drift is observed in. */
export const DRIFT_BLOCK = 10;

/** What ten minutes held and should have held by the baseline, both over their clean minutes only. */
export interface DriftBlock {
  readonly seen: number;
  readonly hoped: number;
}

/** How far the service is off its baseline: a fast and a slow part, both 0 on a usual day, and their covariance. */
interface Drift {
  readonly fast: number;
  readonly slow: number;
  readonly fastVariance: number;
  readonly covariance: number;
  readonly slowVariance: number;
}

/** What a window's counts will be in times of the baseline, and the relative variance of that. */
export interface DriftAhead {
  readonly factor: number;
  readonly spread: number;
}

/** A block that should have held less than this says nothing: nearly all of its minutes were unknown. */
const LEAST_HOPED = 1e-6;
/** Residuals beyond this many standard deviations count no further: an outage or a meme must not become today's normal. */
const TRIM = 2.5;

const usual = (variance: number): Drift => ({
  fast: 0,
  slow: 0,
  fastVariance: variance * limits.driftFastShare,
  covariance: 0,
  slowVariance: variance * (1 - limits.driftFastShare),
});

/** One block later, when nothing is seen: both parts go back towards 0, and what is known of them fades. */
function aged(drift: Drift, variance: number): Drift {
  const fast = Math.exp(-DRIFT_BLOCK / limits.driftFastMinutes);
  const slow = Math.exp(-DRIFT_BLOCK / limits.driftSlowMinutes);
  const { fastVariance, slowVariance } = usual(variance);
  return {
    fast: drift.fast * fast,
    slow: drift.slow * slow,
    fastVariance: fastVariance + fast * fast * (drift.fastVariance - fastVariance),
    covariance: drift.covariance * fast * slow,
    slowVariance: slowVariance + slow * slow * (drift.slowVariance - slowVariance),
  };
}

/** What a block teaches, by as much as its own noise allows. */
function updated(drift: Drift, { seen, hoped }: DriftBlock, phiMinute: number): Drift {
  if (hoped < LEAST_HOPED) return drift;
  const { fastVariance, covariance, slowVariance } = drift;
  const level = Math.max(limits.correctionMin, 1 + drift.fast + drift.slow);
  const own = level / hoped + (phiMinute / DRIFT_BLOCK) * level * level;
  const total = fastVariance + 2 * covariance + slowVariance + own;
  const sd = Math.sqrt(total);
  const residual = Math.max(-TRIM * sd, Math.min(TRIM * sd, seen / hoped - 1 - drift.fast - drift.slow));
  const [fast, slow] = [(fastVariance + covariance) / total, (slowVariance + covariance) / total];
  return {
    fast: drift.fast + fast * residual,
    slow: drift.slow + slow * residual,
    fastVariance: fastVariance - fast * (fastVariance + covariance),
    covariance: covariance - fast * (slowVariance + covariance),
    slowVariance: slowVariance - slow * (slowVariance + covariance),
  };
}

/** Weight that one part has in the mean of a window: it begins `gap` minutes later, and the part fades meanwhile. */
const weightOf = (time: number, gap: number, minutes: number) =>
  Math.exp(-gap / time) * (time / minutes) * (1 - Math.exp(-minutes / time));

/** Variance of a window's mean of one part, before anything is known, over the variance of the part. */
const averaged = (time: number, minutes: number) =>
  ((2 * time) / minutes) * (1 - (time / minutes) * (1 - Math.exp(-minutes / time)));

function ahead(drift: Drift, variance: number, gap: number, minutes: number): DriftAhead {
  const fast = weightOf(limits.driftFastMinutes, gap, minutes);
  const slow = weightOf(limits.driftSlowMinutes, gap, minutes);
  const before = usual(variance);
  const known =
    fast * fast * drift.fastVariance + 2 * fast * slow * drift.covariance + slow * slow * drift.slowVariance;
  const spread =
    known +
    before.fastVariance * (averaged(limits.driftFastMinutes, minutes) - fast * fast) +
    before.slowVariance * (averaged(limits.driftSlowMinutes, minutes) - slow * slow);
  const factor = 1 + fast * drift.fast + slow * drift.slow;
  return {
    factor: Math.min(limits.correctionMax, Math.max(limits.correctionMin, factor)),
    spread: Math.max(limits.driftFloor, spread),
  };
}

/**
 * Foretells how busy the service is against its baseline: what a window of the last `minutes` should hold, from the blocks
 * that ended at least `limits.driftGuard` minutes before it. Counts wander around their baseline for hours; a window is
 * therefore compared with what came before it, and the spread says how far it can have wandered since. `blocks` end now,
 * oldest first; `variance` is the service's relative variance around its baseline.
 *
 * The drift is the sum of two Ornstein-Uhlenbeck processes, followed by a Kalman filter. Source: A. C. Harvey, "Forecasting,
 * Structural Time Series Models and the Kalman Filter" (1989).
 */
export function foretellDrift(
  blocks: readonly DriftBlock[],
  variance: number,
  phiMinute: number,
): (minutes: number) => DriftAhead {
  let drift = usual(variance);
  const after = blocks.map((block) => {
    drift = updated(aged(drift, variance), block, phiMinute);
    return drift;
  });
  return (minutes) => {
    const back = Math.ceil((minutes + limits.driftGuard) / DRIFT_BLOCK);
    const last = after[blocks.length - 1 - back] ?? usual(variance);
    return ahead(last, variance, back * DRIFT_BLOCK - minutes, minutes);
  };
}
