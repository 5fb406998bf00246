import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";

/** Counts of the minutes that have any, in their order. One entry a minute in each list. */
export interface Counts {
  readonly minutes: readonly number[];
  readonly reports: readonly number[];
  readonly networks: readonly number[];
}

/**
 * The last minutes that are read again. A report is counted seconds after its minute, on the clock of a demonstration that is sixty
 * times as fast some minutes after it.
 */
const AGAIN_MINUTES = 30;

/**
 * From which minute on a tick reads counts of services that a worker has at hand: of four hours that it looks at, all but its own minute were read
 * by the tick before. Only where `span` follows on what was read up to `heldTo`; else from the beginning of the series.
 */
export function readFrom(heldTo: Minute, series: Span, span: Span): Minute {
  if (heldTo !== span.from) return series.from;
  return asMinute(Math.max(series.from, addMinutes(span.from, -AGAIN_MINUTES)));
}

/** The counts that are held of the minutes from `from` up to `lately`, and those that were read from there on. */
export function joinedCounts(held: Counts, read: Counts, from: Minute, lately: Minute): Counts {
  const begin = held.minutes.findIndex((minute) => minute >= from);
  const last = held.minutes.findLastIndex((minute) => minute < lately);
  const join = (before: readonly number[], after: readonly number[]) =>
    begin < 0 ? after : [...before.slice(begin, last + 1), ...after];
  return {
    minutes: join(held.minutes, read.minutes),
    reports: join(held.reports, read.reports),
    networks: join(held.networks, read.networks),
  };
}
