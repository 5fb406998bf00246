import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";

/** From a minute on, clocks are so many minutes ahead of UTC. */
export interface ClockChange {
  readonly from: Minute;
  readonly offset: number;
}

/** The wall clock that a service is used by: its changes in order of time. The first one holds for all minutes before it, too. */
export type LocalClock = readonly ClockChange[];

/** The clock of a service that belongs to no country. */
export const UTC: LocalClock = [{ from: asMinute(0), offset: 0 }];

const MINUTES_PER_DAY = 1440;

/** First minute in (from, to] whose offset is that of `to`; clocks change once within that time at most. */
function changeBetween(from: Minute, to: Minute, offsetAt: (minute: Minute) => number): Minute {
  const after = offsetAt(to);
  let [before, at] = [from, to];
  while (at - before > 1) {
    const middle = asMinute(Math.floor((before + at) / 2));
    if (offsetAt(middle) === after) at = middle;
    else before = middle;
  }
  return at;
}

/** The clock between two minutes, from what tells how far it is ahead of UTC at a minute. Looks once a day, and closer where that differs. */
export function clockBetween(from: Minute, to: Minute, offsetAt: (minute: Minute) => number): LocalClock {
  const clock: ClockChange[] = [{ from, offset: offsetAt(from) }];
  for (let day = from; day < to; day = addMinutes(day, MINUTES_PER_DAY)) {
    const next = addMinutes(day, MINUTES_PER_DAY);
    const offset = offsetAt(next);
    if (offset !== offsetAt(day)) clock.push({ from: changeBetween(day, next, offsetAt), offset });
  }
  return clock;
}

/** Minutes that the clock is ahead of UTC at a minute. */
export function offsetOf(clock: LocalClock, minute: number): number {
  let offset = clock[0]?.offset ?? 0;
  for (const change of clock) if (change.from <= minute) offset = change.offset;
  return offset;
}

/** The part of a clock that matters from a minute on. */
export function clockFrom(clock: LocalClock, minute: Minute): LocalClock {
  return [{ from: minute, offset: offsetOf(clock, minute) }, ...clock.filter((change) => change.from > minute)];
}
