import type { Minute } from "#lib/buckets/minute.ts";

/** Minutes that the detector looks back. */
export const RECENT_MINUTES = 240;

/** The last minutes of one service, oldest first; the last entry is the judged minute. All arrays have one length. */
export interface Recent {
  /** The judged minute: the last entry of the arrays. */
  readonly minute: Minute;
  /** Counted problem reports. */
  readonly reports: readonly number[];
  /** Of these, the first of their network within the hour: the detector's unit of evidence. */
  readonly networks: readonly number[];
  /** Whether our ingest could take reports then. False is a gap, or before the instance began: never zero. */
  readonly known: readonly boolean[];
  /** The service's first report ever is among these: before it there was silence. */
  readonly firstHeard: boolean;
}

/** Sum of a series over the last `count` minutes, `skip` minutes ago; what is older than the series counts as nothing. */
export type SumLast = (count: number, skip?: number) => number;

/** Sums of a series over its known minutes. Running totals, because a judgement asks for some hundred windows. */
export function sumsOf(series: ArrayLike<number>, known: ArrayLike<boolean>): SumLast {
  const length = known.length;
  const totals = new Float64Array(length + 1);
  let total = 0;
  for (let i = 0; i < length; i += 1) {
    if (known[i] === true) total += series[i] ?? 0;
    totals[i + 1] = total;
  }
  return (count, skip = 0) => {
    const end = Math.max(0, length - skip);
    return (totals[end] ?? 0) - (totals[Math.max(0, end - count)] ?? 0);
  };
}

/** The sums that a judgement works with. */
export interface RecentSums {
  readonly reports: SumLast;
  readonly networks: SumLast;
  /** Counts known minutes. */
  readonly known: SumLast;
}

/** Counts the known minutes; with no gap, as nearly always, that is the length of the window. */
export function countsOf(known: readonly boolean[]): SumLast {
  const { length } = known;
  if (!known.includes(false)) return (count, skip = 0) => Math.max(0, Math.min(count, length - skip));
  return sumsOf(new Float64Array(length).fill(1), known);
}

/** Prepares the sums of recent minutes. */
export function recentSums(recent: Recent): RecentSums {
  return {
    reports: sumsOf(recent.reports, recent.known),
    networks: sumsOf(recent.networks, recent.known),
    known: countsOf(recent.known),
  };
}
