import { SLOTS_PER_DAY } from "#lib/detection/baseline.ts";
import { within } from "#lib/detection/clip.ts";
import { evidence } from "#lib/detection/evidence.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** Running totals of a service's history in ten-minute slots: the sum of [from, to) is totals[to] - totals[from]. */
export interface SlotTotals {
  readonly seen: Float64Array;
  /** What the baseline expects of the known minutes. */
  readonly hoped: Float64Array;
}

/** Slots of the windows that are asked: ten minutes, half an hour, an hour. */
const WINDOWS = [1, 3, 6] as const;
/** Slots before a window that tell how busy the day is. */
const BEFORE = 18;
/** Reports' worth of doubt of that. */
const BEFORE_PRIOR = 15;
/** Of a Gumbel law: the distance of its quartiles, and of its median from its mode, in scales. */
const QUARTILES = Math.log(Math.log(4) / Math.log(4 / 3));
const MEDIAN = -Math.log(Math.log(2));

/** The largest evidence of windows that end in the slots (from, to]. */
function maximum({ seen, hoped }: SlotTotals, from: number, to: number, phi: number): number {
  let most = 0;
  for (let end = from + 1; end <= to; end += 1) {
    for (const slots of WINDOWS) {
      const start = end - slots;
      const before = start - BEFORE;
      const observed = within(seen, start, end);
      const busy = (within(seen, before, start) + BEFORE_PRIOR) / (within(hoped, before, start) + BEFORE_PRIOR);
      const factor = Math.min(limits.correctionMax, Math.max(limits.correctionMin, busy));
      const mean = limits.allowance * factor * within(hoped, start, end);
      // G is at most (y - m)^2 / m, because ln x <= x - 1: most windows need no logarithm.
      if (observed > mean && (observed - mean) ** 2 > most * mean) most = Math.max(most, evidence(observed, mean, phi));
    }
  }
  return most;
}

function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? 0;
  return low + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? low) - low);
}

/**
 * Evidence that a service reaches by itself once in `limits.tailDays` days: a Gumbel law through median and quartiles of its daily maxima, so
 * that up to a quarter of the days may have held outages. Its scale is shrunk to that of counts without bursts, for few days tell little.
 * Source: Gumbel, "Statistics of Extremes" (1958). 0 without a whole day.
 */
export function ownTail(totals: SlotTotals, phi: number): number {
  const length = totals.seen.length - 1;
  const maxima: number[] = [];
  for (let to = length; to >= SLOTS_PER_DAY; to -= SLOTS_PER_DAY) {
    const known = within(totals.hoped, to - SLOTS_PER_DAY, to) > 0;
    if (known) maxima.push(maximum(totals, to - SLOTS_PER_DAY, to, phi));
  }
  if (maxima.length === 0) return 0;
  maxima.sort((a, b) => a - b);
  const own = (quantile(maxima, 0.75) - quantile(maxima, 0.25)) / QUARTILES;
  const scale =
    (maxima.length * own + limits.tailPriorDays * limits.tailScale) / (maxima.length + limits.tailPriorDays);
  return quantile(maxima, 0.5) - MEDIAN * scale + scale * Math.log(limits.tailDays);
}
