import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import { offsetMinutes } from "#lib/buckets/wall-time.ts";
import { zoneOfCountry } from "#lib/catalog/country-zone.ts";
import { clockBetween, type LocalClock } from "#lib/detection/local-clock.ts";
import { limits } from "#lib/detection/thresholds.ts";

const MINUTES_PER_DAY = 1440;
/** What a baseline learned on a day may need: its history before, and the days that it serves. */
const [DAYS_BEFORE, DAYS_AFTER] = [limits.learningDays + 1, 3];

/** Zones of one day: a round of learning asks for the same ones thousands of times. */
const clocks = new Map<string, LocalClock>();
let clocksDay = -1;

/** The wall clock by which a service of this country is used, for learning at a minute: from before its history to two days later. */
export function clockOfCountry(country: string | null, at: Minute): LocalClock {
  const zone = zoneOfCountry(country);
  const day = Math.floor(at / MINUTES_PER_DAY);
  if (day !== clocksDay) clocks.clear();
  clocksDay = day;
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const from = asMinute(Math.max(0, (day - DAYS_BEFORE) * MINUTES_PER_DAY));
  const made = clockBetween(from, addMinutes(asMinute(day * MINUTES_PER_DAY), DAYS_AFTER * MINUTES_PER_DAY), (minute) =>
    offsetMinutes(minute, zone),
  );
  clocks.set(zone, made);
  return made;
}
