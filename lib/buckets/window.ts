import { addMinutes, type Minute, minuteToMs } from "#lib/buckets/minute.ts";

/** A span of minutes: from (inclusive) to (exclusive). */
export interface Span {
  readonly from: Minute;
  readonly to: Minute;
}

/** The span of `minutes` minutes that ends with the running one. */
export function lastMinutes(now: Minute, minutes: number): Span {
  return { from: addMinutes(now, 1 - minutes), to: addMinutes(now, 1) };
}

/** The span behind every `reports15`, in page, API, embed and stream: the last 15 minutes, the running one included. */
export function last15(now: Minute): Span {
  return lastMinutes(now, 15);
}

/** Length of a span in minutes. */
export function spanMinutes(span: Span): number {
  return span.to - span.from;
}

/** Whether the quarter of an hour from a minute is over at a time (milliseconds since the epoch): while it runs, its count is none yet. */
export function isQuarterOver(from: Minute, atMs: number): boolean {
  return minuteToMs(addMinutes(from, 15)) <= atMs;
}
