import type { Minute } from "#lib/buckets/minute.ts";
import { type Baseline, dayTypeOf } from "#lib/detection/baseline.ts";
import { offsetOf } from "#lib/detection/local-clock.ts";
import { expectedForStep, type NormalRange } from "#lib/detection/range.ts";
import type { ExpectedFor } from "#lib/live/build-series.ts";

const MINUTES_PER_DAY = 1_440;

/**
 * What a baseline expects, each time of day and type of day (two in a step across midnight) worked out once: a month of minutes
 * asks 44,640 times for 4,320 different answers. Keep it no longer than one reading: it grows with what it is asked.
 */
export function expectedOf(baseline: Baseline): ExpectedFor {
  const known = new Map<number, NormalRange>();
  return (minute: Minute, stepMinutes: number) => {
    const offset = offsetOf(baseline.clock, minute);
    // The clock is changed within: no other step is like this one.
    if (offsetOf(baseline.clock, minute + stepMinutes - 1) !== offset)
      return expectedForStep(baseline, minute, stepMinutes);
    const wallMinute = minute + offset;
    const [first, last] = [dayTypeOf(wallMinute), dayTypeOf(wallMinute + stepMinutes - 1)];
    const key = ((stepMinutes * 3 + first) * 3 + last) * MINUTES_PER_DAY + (wallMinute % MINUTES_PER_DAY);
    const range = known.get(key) ?? expectedForStep(baseline, minute, stepMinutes);
    known.set(key, range);
    return range;
  };
}
