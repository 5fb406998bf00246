import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** When the ingest began to write down its minutes, and the first minute that has a bucket. */
export interface Beginnings {
  readonly first: Minute | null;
  readonly firstBucket: Minute | null;
}

/** How far before a span the beats must be given, to see a gap that ended just before it. */
export const BEATS_BEFORE = limits.flushGap + limits.flushMinutes;

/**
 * For each minute of a span whether reports could be taken: `beats` are the minutes that the ingest wrote down,
 * from BEATS_BEFORE minutes before the span on. Buckets from before the very first beat were imported, and are
 * known from the first bucket on. The minutes after a gap belong to it: what could not be sent comes in at once.
 */
export function knownMinutes(span: Span, beats: readonly Minute[], beginnings: Beginnings): boolean[] {
  const written = new Set(beats);
  const { first, firstBucket } = beginnings;
  const imported = (minute: number) =>
    firstBucket !== null && minute >= firstBucket && (first === null || minute < first);
  const known: boolean[] = [];
  let [gap, flush] = [0, 0];
  for (let minute = Math.max(0, span.from - BEATS_BEFORE); minute < span.to; minute += 1) {
    const open = written.has(asMinute(minute)) || imported(minute);
    const begun = minute >= Math.min(first ?? Infinity, firstBucket ?? Infinity);
    if (open && gap >= limits.flushGap) flush = limits.flushMinutes;
    gap = open || !begun ? 0 : gap + 1;
    if (minute >= span.from) known.push(open && flush === 0);
    if (open && flush > 0) flush -= 1;
  }
  return known;
}

/** Known minutes of the ten-minute slot that begins at `slot`: those written down, and imported ones before the first beat. */
export function knownInSlot(
  slot: Minute,
  written: number,
  beginnings: Beginnings,
  serviceFirst: Minute | null,
): number {
  const end = addMinutes(slot, 10);
  if (serviceFirst === null || end <= serviceFirst) return 0;
  const from = Math.max(slot, beginnings.firstBucket ?? end);
  const to = Math.min(end, beginnings.first ?? end);
  return Math.min(10, written + Math.max(0, to - from));
}
