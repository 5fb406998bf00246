import { z } from "zod";
import type { Minute } from "#lib/buckets/minute.ts";
import { minuteSchema } from "#lib/buckets/minute-schema.ts";
import { offsetOf } from "#lib/detection/local-clock.ts";

/** Minutes of one slot of the day's shape. */
export const SLOT_MINUTES = 10;
export const SLOTS_PER_DAY = 144;
const MINUTES_PER_DAY = 1440;

/** Checked without a step of the schema for each: a worker that starts reads half a million factors before its first judgement. */
function isShape(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length === SLOTS_PER_DAY &&
    value.every((factor) => Number.isFinite(factor) && factor >= 0)
  );
}

/**
 * What is normal for one service, learned from its clean minutes. Counts are distinct networks, the
 * unit of the detector; `reportsPerNetwork` turns them into reports, the unit of charts and sentences.
 */
export const baselineSchema = z.object({
  version: z.literal(2),
  /** Learned from minutes before this one (epoch minutes). */
  minute: z.int().nonnegative(),
  /** Days that were known when it was learned. */
  days: z.number().nonnegative(),
  /** Networks per minute, averaged over a day whose type has the factor 1. */
  level: z.number().positive(),
  /** The local clock that day and type of day go by: of the minutes that were learned from, which charts show, and of two days after `minute`. */
  clock: z.array(z.object({ from: minuteSchema, offset: z.int() })).min(1),
  /** Factor per ten minutes of the local day; mean 1. */
  shape: z.custom<readonly number[]>(isShape, "must be a factor for each ten minutes of a day"),
  /** Factors of weekdays, Saturdays and Sundays, by the local calendar. */
  dayTypes: z.tuple([z.number().nonnegative(), z.number().nonnegative(), z.number().nonnegative()]),
  /** Dispersion of long windows: variance = m + phi m^2. */
  phi: z.number().nonnegative(),
  /** Further dispersion of single minutes: a window of w minutes has phi + phiMinute / w. */
  phiMinute: z.number().nonnegative(),
  reportsPerNetwork: z.number().min(1),
  /** Evidence that the service's own bursts reach once in `limits.tailDays` days, in nats. */
  tail: z.number().nonnegative().default(0),
});

export type Baseline = z.infer<typeof baselineSchema>;

/** 0 Monday to Friday, 1 Saturday, 2 Sunday, of a minute of the wall clock (minutes since 1970-01-01T00:00 there). */
export function dayTypeOf(wallMinute: number): 0 | 1 | 2 {
  // Day 0 of the epoch was a Thursday: day 2 a Saturday, day 3 a Sunday.
  const weekday = Math.floor(wallMinute / MINUTES_PER_DAY) % 7;
  return weekday === 2 ? 1 : weekday === 3 ? 2 : 0;
}

/** For each minute of the day the slots whose middles it lies between, and how far it is from the first to the second. */
const [LEFT, RIGHT, ALONG] = [
  new Uint8Array(MINUTES_PER_DAY),
  new Uint8Array(MINUTES_PER_DAY),
  new Float64Array(MINUTES_PER_DAY),
];
for (let minute = 0; minute < MINUTES_PER_DAY; minute += 1) {
  const position = (minute + 0.5) / SLOT_MINUTES - 0.5;
  const left = Math.floor(position);
  LEFT[minute] = (left + SLOTS_PER_DAY) % SLOTS_PER_DAY;
  RIGHT[minute] = (left + 1) % SLOTS_PER_DAY;
  ALONG[minute] = position - left;
}

/** The day's shape at a minute of the wall clock, on a straight line between the middles of its ten-minute slots. */
export function shapeAt(shape: readonly number[], wallMinute: number): number {
  const minute = wallMinute % MINUTES_PER_DAY;
  const along = ALONG[minute] ?? 0;
  return (shape[LEFT[minute] ?? 0] ?? 1) * (1 - along) + (shape[RIGHT[minute] ?? 0] ?? 1) * along;
}

/** Writes the expected networks of consecutive minutes, from `first` on, into `perMinute`. Minutes before 1970 get none. */
export function fillExpected(baseline: Baseline, first: number, perMinute: Float64Array): void {
  const last = first + perMinute.length - 1;
  const steady = offsetOf(baseline.clock, first) === offsetOf(baseline.clock, last);
  let offset = offsetOf(baseline.clock, first);
  for (let i = Math.max(0, -first); i < perMinute.length; i += 1) {
    if (!steady) offset = offsetOf(baseline.clock, first + i);
    const wallMinute = first + i + offset;
    const factor = baseline.dayTypes[dayTypeOf(wallMinute)];
    perMinute[i] = baseline.level * shapeAt(baseline.shape, wallMinute) * factor;
  }
}

/** Expected networks of one minute. */
export function expectedNetworks(baseline: Baseline, minute: Minute): number {
  const wallMinute = minute + offsetOf(baseline.clock, minute);
  return baseline.level * shapeAt(baseline.shape, wallMinute) * baseline.dayTypes[dayTypeOf(wallMinute)];
}
