import { asMinute, type Minute, minuteToMs } from "#lib/buckets/minute.ts";

/** What the clocks on the walls of a time zone show. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const MS_PER_MINUTE = 60_000;

/** One formatter per zone: making one costs a hundred times its use. Bounded by the number of zones that `parseTimeZone` knows. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  formatters.set(timeZone, made);
  return made;
}

/** The canonical name of an IANA time zone, whatever its case; null when there is none of this name. */
export function parseTimeZone(text: string): string | null {
  if (!/^[a-z][a-z0-9_+-]*(\/[a-z0-9_+-]+){0,2}$/i.test(text)) return null;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** The wall time of a UTC minute in an IANA zone, with that zone's own rules for that date. Throws RangeError for an unknown zone. */
export function wallTime(minute: Minute, timeZone: string): WallTime {
  const wall = { year: 0, month: 0, day: 0, hour: 0, minute: 0 };
  for (const { type, value } of formatterOf(timeZone).formatToParts(minuteToMs(minute))) {
    if (type in wall) wall[type as keyof WallTime] = Number(value);
  }
  return wall;
}

/** Minutes that the zone's clocks are ahead of UTC at that minute. */
export function offsetMinutes(minute: Minute, timeZone: string): number {
  const wall = wallTime(minute, timeZone);
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute) / MS_PER_MINUTE - minute;
}

/** Longer than clocks ever go back at once (two hours, Troll station). */
const AROUND = 180;

/** Whether the zone's clocks show the time of that minute twice: in the night when they go back. */
export function comesTwice(minute: Minute, timeZone: string): boolean {
  const offsetAfter = (minutes: number) => offsetMinutes(asMinute(Math.max(0, minute + minutes)), timeZone);
  const back = offsetAfter(-AROUND) - offsetAfter(AROUND);
  if (back <= 0) return false;
  const own = offsetAfter(0);
  return offsetAfter(back) === own - back || offsetAfter(-back) === own + back;
}

/** Days since 1970-01-01 on the zone's calendar: equal for two minutes of the same local day. */
export function localDay(minute: Minute, timeZone: string): number {
  const wall = wallTime(minute, timeZone);
  return Date.UTC(wall.year, wall.month - 1, wall.day) / (1440 * MS_PER_MINUTE);
}
