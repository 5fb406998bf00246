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
}

/** Sum over the last `count` known minutes' entries of a series, `skip` minutes ago. */
export function sumKnown(series: ArrayLike<number>, known: readonly boolean[], count: number, skip = 0): number {
  const end = known.length - skip;
  let sum = 0;
  for (let i = Math.max(0, end - count); i < end; i += 1) if (known[i] === true) sum += series[i] ?? 0;
  return sum;
}

/** How many of the last `count` minutes, `skip` minutes ago, are known. */
export function countKnown(known: readonly boolean[], count: number, skip = 0): number {
  const end = known.length - skip;
  let sum = 0;
  for (let i = Math.max(0, end - count); i < end; i += 1) if (known[i] === true) sum += 1;
  return sum;
}
