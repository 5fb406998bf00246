import { asMinute, type Minute } from "#lib/buckets/minute.ts";
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
export function knownMinutes(span: Span, beats: Iterable<Minute>, beginnings: Beginnings): boolean[] {
  const written = new Set(beats);
  const { first, firstBucket } = beginnings;
  const imported = (minute: number) =>
    firstBucket !== null && minute >= firstBucket && (first === null || minute < first);
  const known: boolean[] = [];
  let [gap, flush] = [0, 0];
  for (let minute = Math.max(0, span.from - BEATS_BEFORE); minute < span.to; minute += 1) {
    const open = written.has(asMinute(minute)) || imported(minute);
    const begun = first !== null && minute >= first;
    if (gap >= limits.flushGap) flush = limits.flushMinutes;
    gap = open || !begun ? 0 : gap + 1;
    if (minute >= span.from) known.push(open && flush === 0);
    if (open && flush > 0) flush -= 1;
  }
  return known;
}

/** Every minute of spans, in their order. */
export function* minutesOf(spans: readonly Span[]): Generator<Minute> {
  for (const { from, to } of spans) for (let minute: number = from; minute < to; minute += 1) yield asMinute(minute);
}

/** Known minutes of a learning span, in running totals: a slot of each service asks for them. */
export interface KnownTotals {
  /** Known minutes of [from, to) within the span, none of them before `first`, the service's first report; none without one. */
  count(from: Minute, to: Minute, first: Minute | null): number;
  /** The minutes of the span that are not known, joined where they meet: what came in then teaches nothing. */
  readonly unseen: readonly Span[];
}

/** Prepares the known minutes of a span for its slots. */
export function knownTotals(span: Span, known: readonly boolean[]): KnownTotals {
  const totals = new Int32Array(known.length + 1);
  const unseen: Span[] = [];
  for (const [i, seen] of known.entries()) {
    totals[i + 1] = (totals[i] ?? 0) + (seen ? 1 : 0);
    if (seen) continue;
    const [from, to] = [asMinute(span.from + i), asMinute(span.from + i + 1)];
    const last = unseen.at(-1);
    if (last !== undefined && last.to === from) unseen[unseen.length - 1] = { from: last.from, to };
    else unseen.push({ from, to });
  }
  const before = (minute: number) => totals[Math.min(known.length, Math.max(0, minute - span.from))] ?? 0;
  const count = (from: Minute, to: Minute, first: Minute | null) =>
    first === null ? 0 : Math.max(0, before(to) - before(Math.max(from, first)));
  return { count, unseen };
}
