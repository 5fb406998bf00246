import { scaleLinear } from "d3-scale";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import { localDay, wallTime } from "#lib/buckets/wall-time.ts";

/** A calm day must look calm: below this the axis does not shrink, so that 2 reports are not drawn like a wave. */
const LEAST_TOP = 5;

/** Every offset in use since 1990 is a multiple of a quarter of an hour. */
const QUARTER = 15;
/** Clocks jump by two hours at most (Troll station), so the next tick is never nearer than its step less this. */
const LARGEST_JUMP = 120;

const CLOCK_STEPS = [5, 10, 15, 30, 60, 120, 180, 360, 720] as const;
const DAY_STEPS = [1, 2, 7, 14, 28] as const;

/** Round values from 0 (1, 2 or 5 times a power of ten apart), the last one at or above `largest`. */
export function valueTicks(largest: number, count: number): number[] {
  const scale = scaleLinear()
    .domain([0, Math.max(LEAST_TOP, largest)])
    .nice(count);
  return scale.ticks(count);
}

export type TimeStep =
  | { readonly unit: "clock"; readonly minutes: number }
  | { readonly unit: "day"; readonly days: number };

/** The finest step whose labels have room: `pixelsPerMinute` of the axis, and the width that one label of each kind needs. */
export function timeStep(pixelsPerMinute: number, clockWidth: number, dayWidth: number): TimeStep {
  const minutes = CLOCK_STEPS.find((step) => step * pixelsPerMinute >= clockWidth);
  if (minutes !== undefined) return { unit: "clock", minutes };
  const days = DAY_STEPS.find((step) => step * 1440 * pixelsPerMinute >= dayWidth);
  return { unit: "day", days: days ?? DAY_STEPS[4] };
}

/**
 * The moments in [from, to] at which the zone's clocks show a multiple of the step. In a night when they go back, an hour
 * appears twice; when they go forward, one is missing.
 */
export function clockTicks(from: Minute, to: Minute, timeZone: string, minutes: number): Minute[] {
  // Where clocks are a quarter of an hour off, as in Nepal, tens of their minutes are fives of UTC's.
  const grain = minutes % QUARTER === 0 ? QUARTER : CLOCK_STEPS[0];
  const leap = Math.max(grain, minutes - LARGEST_JUMP);
  const ticks: Minute[] = [];
  let minute = Math.ceil(from / grain) * grain;
  while (minute <= to) {
    const tick = asMinute(minute);
    const wall = wallTime(tick, timeZone);
    const hit = (wall.hour * 60 + wall.minute) % minutes === 0;
    if (hit) ticks.push(tick);
    minute += hit ? leap : grain;
  }
  return ticks;
}

/** The next minute, on whole quarters, at which a search for the following midnight must begin. */
function beforeMidnight(minute: number, timeZone: string): number {
  const wall = wallTime(asMinute(minute), timeZone);
  const early = minute + 1440 - (wall.hour * 60 + wall.minute) - LARGEST_JUMP;
  return Math.ceil(Math.max(minute + 1, early) / QUARTER) * QUARTER;
}

/** The first minutes of the zone's days in (from, to], every so many days. Some zones' days begin at 01:00 once a year. */
export function dayStarts(from: Minute, to: Minute, timeZone: string, days = 1): Minute[] {
  const starts: Minute[] = [];
  let day = localDay(from, timeZone);
  let minute = beforeMidnight(from, timeZone);
  while (minute <= to) {
    const next = localDay(asMinute(minute), timeZone);
    if (next === day) {
      minute += QUARTER;
      continue;
    }
    day = next;
    if (day % days === 0) starts.push(asMinute(minute));
    minute = beforeMidnight(minute, timeZone);
  }
  return starts;
}
