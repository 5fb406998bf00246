import type { Minute } from "#lib/buckets/minute.ts";
import { SLOTS_PER_DAY } from "#lib/detection/baseline.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** Counts of one service in ten-minute slots, oldest first; all arrays have one length. */
export interface History {
  /** Epoch minute of the first slot; divisible by ten. */
  readonly from: Minute;
  readonly reports: ArrayLike<number>;
  readonly networks: ArrayLike<number>;
  /** Sum of the squares of each slot's networks per minute: how far single minutes spread. */
  readonly squares: ArrayLike<number>;
  /** Minutes of each slot that our ingest knows, 0..10: a gap is not silence. */
  readonly known: ArrayLike<number>;
}

/** Half of the window, in slots, whose rate is compared from day to day: 130 minutes in all. */
const REACH = 6;
/** Days of the median: more would hold on to a level that has changed. */
const MEDIAN_DAYS = 14;
/** At the quietest hours the median of a small service is 0, and says nothing. */
const LEAST_SHARE = 0.25;

/** Running totals of a series: the sum of [from, to) is totals[to] - totals[from]. */
export function totalsOf(length: number, valueAt: (i: number) => number): Float64Array {
  const totals = new Float64Array(length + 1);
  for (let i = 0; i < length; i += 1) totals[i + 1] = (totals[i] ?? 0) + valueAt(i);
  return totals;
}

export function runningTotals(values: ArrayLike<number>): Float64Array {
  return totalsOf(values.length, (i) => values[i] ?? 0);
}

/** What a series holds in [from, to), by its running totals; what lies before its first slot is nothing. */
export function within(totals: Float64Array, from: number, to: number): number {
  return (totals[to] ?? 0) - (totals[from] ?? 0);
}

/** Of two the lower one: one of two days may be an outage's. */
function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length === 2 ? 0 : Math.floor(values.length / 2)] ?? 0;
}

/** Rate per minute between two slots; null when less than half of it is known. */
function rateOf(networks: Float64Array, known: Float64Array, from: number, to: number): number | null {
  const minutes = within(known, from, to);
  return minutes < (to - from) * 5 ? null : within(networks, from, to) / minutes;
}

/**
 * What each slot may teach: its networks, at most `clipRatio` times what the same two hours of the last days held in
 * the median, plus `clipExtra`. A median, because a mean would be raised by the very outage that it must cut, and
 * more with every round of the fit. `level` is the median rate of the days, per minute.
 */
export function clipOutages(history: History): { readonly taught: Float64Array; readonly level: number } {
  const length = history.networks.length;
  const [networks, known] = [runningTotals(history.networks), runningTotals(history.known)];
  const rates = (around: (end: number) => readonly [number, number], last: number) => {
    const found: number[] = [];
    for (let slot = last; slot >= 0 && slot >= length - MEDIAN_DAYS * SLOTS_PER_DAY; slot -= SLOTS_PER_DAY) {
      const [from, to] = around(slot);
      const rate = rateOf(networks, known, Math.max(0, from), Math.min(length, to));
      if (rate !== null) found.push(rate);
    }
    return median(found);
  };
  const level = rates((slot) => [slot - SLOTS_PER_DAY + 1, slot + 1], length - 1);
  const usual = Float64Array.from({ length: SLOTS_PER_DAY }, (_, back) => {
    const around = rates((slot) => [slot - REACH, slot + REACH + 1], length - 1 - back);
    return Math.max(around, LEAST_SHARE * level);
  });
  const taught = Float64Array.from({ length }, (_, i) => {
    const expected = (usual[(length - 1 - i) % SLOTS_PER_DAY] ?? 0) * (history.known[i] ?? 0);
    return Math.min(history.networks[i] ?? 0, limits.clipRatio * expected + limits.clipExtra);
  });
  return { taught, level };
}
