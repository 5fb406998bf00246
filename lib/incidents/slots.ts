import { asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import { SLOT_MINUTES } from "#lib/detection/baseline.ts";

export const DAY_MINUTES = 1_440;
const DAY_SLOTS = DAY_MINUTES / SLOT_MINUTES;

/** Counts by slots of ten minutes (epoch minutes / 10), in their order, only those that have any. One entry a slot in each list. */
export interface Slots {
  readonly slots: readonly number[];
  readonly reports: readonly number[];
  readonly networks: readonly number[];
  /** Of each minute's networks the square, summed. */
  readonly squares: readonly number[];
}

/** The UTC day (epoch minutes / 1440) in which a minute lies. */
export const dayOf = (minute: number) => Math.floor(minute / DAY_MINUTES);

/** The slots of one that begin within a span. */
export function slotsWithin({ slots, reports, networks, squares }: Slots, { from, to }: Span): Slots {
  const at = (minute: Minute) => {
    const index = slots.findIndex((slot) => slot * SLOT_MINUTES >= minute);
    return index < 0 ? slots.length : index;
  };
  const [begin, end] = [at(from), at(to)];
  if (begin === 0 && end === slots.length) return { slots, reports, networks, squares };
  const cut = (values: readonly number[]) => values.slice(begin, end);
  return { slots: cut(slots), reports: cut(reports), networks: cut(networks), squares: cut(squares) };
}

/** The same slots, counted from another first one: as they are stored with their day, and back. */
export function shifted(own: Slots, by: number): Slots {
  return { ...own, slots: own.slots.map((slot) => slot + by) };
}

/** First slot of a day. */
export const firstSlotOf = (day: number) => day * DAY_SLOTS;

/**
 * What of the minutes [from, to) is not in the days `stored`, in spans that begin with a day: a day of which only the end is asked for is read as
 * a whole, so that it can be stored.
 */
export function spansMissing({ from, to }: Span, stored: ReadonlySet<number>): Span[] {
  const spans: Span[] = [];
  for (let start = floorToStep(from, DAY_MINUTES); start < to; start = asMinute(start + DAY_MINUTES)) {
    if (stored.has(dayOf(start))) continue;
    const end = asMinute(Math.min(to, start + DAY_MINUTES));
    const last = spans.at(-1);
    if (last !== undefined && last.to === start) spans[spans.length - 1] = { from: last.from, to: end };
    else spans.push({ from: start, to: end });
  }
  return spans;
}
