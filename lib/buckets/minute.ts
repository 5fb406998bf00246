declare const minuteBrand: unique symbol;

/** Whole minutes since 1970-01-01T00:00Z: the START of a UTC minute. The unit of every bucket, verdict and incident. */
export type Minute = number & { readonly [minuteBrand]: true };

const MS_PER_MINUTE = 60_000;
/** 9999-12-31T23:59Z: the last minute that ISO 8601 writes with four digits of year. */
const MAX_MINUTE = Date.UTC(9999, 11, 31, 23, 59) / MS_PER_MINUTE;

/** Whether a number is a minute: an integer of 0..9999-12-31T23:59Z. */
export function isMinute(value: number): value is Minute {
  return Number.isInteger(value) && value >= 0 && value <= MAX_MINUTE;
}

/** Takes an integer as a minute. Throws RangeError outside 0..9999-12-31T23:59Z, because such a value is a bug, not data. */
export function asMinute(value: number): Minute {
  if (!isMinute(value)) throw new RangeError(`not a minute: ${value}`);
  return value;
}

/** The minute that contains a moment (milliseconds since the epoch). */
export function minuteOf(ms: number): Minute {
  return asMinute(Math.floor(ms / MS_PER_MINUTE));
}

/** Milliseconds since the epoch at which the minute starts. */
export function minuteToMs(minute: Minute): number {
  return minute * MS_PER_MINUTE;
}

/** The minute `count` minutes later (earlier when negative). */
export function addMinutes(minute: Minute, count: number): Minute {
  return asMinute(minute + count);
}

/** The start of the UTC-aligned step (1, 5, 15, 60, 1440 ... minutes) that contains the minute. */
export function floorToStep(minute: Minute, stepMinutes: number): Minute {
  return asMinute(Math.floor(minute / stepMinutes) * stepMinutes);
}

let formatted: { readonly minute: Minute; readonly text: string } | null = null;

/** ISO 8601 in UTC without seconds: 2024-11-09T00:03Z. The last one is known: ten thousand reports a second are told the same. */
export function formatMinute(minute: Minute): string {
  if (formatted?.minute !== minute)
    formatted = { minute, text: `${new Date(minuteToMs(minute)).toISOString().slice(0, 16)}Z` };
  return formatted.text;
}

/**
 * Reads `2024-11-09T00:03Z` (seconds and milliseconds allowed, cut to the minute); null when it is anything else. A day that
 * the month does not have and an hour 24, which Date.parse takes for one of the next day, are nothing: who cites 30 February must hear so.
 */
export function parseMinute(text: string): Minute | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/.test(text)) return null;
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || ms < 0) return null;
  const minute = minuteOf(ms);
  return text.startsWith(formatMinute(minute).slice(0, -1)) ? minute : null;
}
