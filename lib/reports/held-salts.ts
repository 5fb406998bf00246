import type { HmacKey } from "#lib/reports/hmac.ts";
import { limits } from "#lib/reports/limits.ts";

const MINUTES_PER_DAY = 1_440;

/** The salts that a minute's pseudonyms need. */
export interface Salts {
  readonly today: HmacKey;
  /** Only while a report of yesterday can still be within the repeat time. */
  readonly yesterday: HmacKey | null;
}

/** Salts at hand, of the UTC day (epoch minutes / 1440) that is `today` to them. */
export interface HeldSalts extends Salts {
  readonly day: number;
}

/** The UTC day of a minute, as its salt is called by. */
export const saltDay = (minute: number) => Math.floor(minute / MINUTES_PER_DAY);

/**
 * What a minute still needs of the salts at hand; null: nothing, and its own are to be read. Yesterday's goes an hour after midnight, today's
 * with its day: a process that is asked for nothing for days would else keep for as long what is deleted everywhere else after two days.
 */
export function stillNeeded(held: HeldSalts | null, minute: number): HeldSalts | null {
  if (held === null || held.day !== saltDay(minute)) return null;
  const nearMidnight = minute % MINUTES_PER_DAY < limits.repeatMinutes;
  return nearMidnight || held.yesterday === null ? held : { ...held, yesterday: null };
}
