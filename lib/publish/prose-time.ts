import { type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import { localDay, wallTime } from "#lib/buckets/wall-time.ts";
import { clockTime, instantWords, offsetName, timeOfDay, writtenDate } from "#lib/publish/time-words.ts";

/** A moment as a sentence says it: in pieces, because each language sets them in its own order and between its own words. */
export interface ProseMoment {
  readonly hour: number;
  readonly minute: number;
  /** "16:04". */
  readonly clock: string;
  /** "Friday, 8 November 2024" in the language's own long form; null when the day was said already. */
  readonly date: string | null;
  /** "Pacific Standard Time, UTC−8"; null when it was said already. */
  readonly zone: string | null;
}

function longDate(minute: Minute, timeZone: string, locale: string): string {
  const options = { timeZone, weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  return writtenDate(new Intl.DateTimeFormat(locale, options).format(minuteToMs(minute)), locale);
}

/** The zone's own name where the language has one, and its offset, which alone cannot be misread. */
function namedZone(minute: Minute, timeZone: string, locale: string): string {
  const offset = offsetName(minute, timeZone);
  if (timeZone === "UTC") return offset;
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "long" }).formatToParts(minuteToMs(minute));
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return name === "" || /^(GMT|UTC)/.test(name) ? offset : `${name}, ${offset}`;
}

/** A moment that is told after `before`: day and zone are said again only when they are other ones. Null: it is the first. */
export function proseMoment(minute: Minute, before: Minute | null, timeZone: string, locale: string): ProseMoment {
  const wall = wallTime(minute, timeZone);
  const sameDay = before !== null && localDay(before, timeZone) === localDay(minute, timeZone);
  const sameOffset = before !== null && offsetName(before, timeZone) === offsetName(minute, timeZone);
  const zone = before === null ? namedZone(minute, timeZone, locale) : offsetName(minute, timeZone);
  return {
    hour: wall.hour,
    minute: wall.minute,
    clock: clockTime(minute, timeZone),
    date: sameDay ? null : longDate(minute, timeZone, locale),
    zone: sameOffset ? null : zone,
  };
}

/** The second of two moments in a table: its day only where it is another one. */
function laterMoment(minute: Minute, before: Minute, timeZone: string, locale: string): string {
  const sameDay = localDay(before, timeZone) === localDay(minute, timeZone);
  return sameDay ? timeOfDay(minute, timeZone) : instantWords(minute, timeZone, locale);
}

/** A span in a table: "Sat 9 Nov 2024, 02:10–02:35 UTC". One moment when both are the same. */
export function tableSpan(from: Minute, to: Minute, timeZone: string, locale: string): string {
  const start = instantWords(from, timeZone, locale);
  if (from === to) return start;
  const offset = ` ${offsetName(to, timeZone)}`;
  const end = laterMoment(to, from, timeZone, locale);
  const isShort = start.endsWith(offset) && end === timeOfDay(to, timeZone);
  return isShort ? `${start.slice(0, -offset.length)}–${end}` : `${start} – ${end}`;
}

/** What stands between two units of a length, by language; a space where it is not here: "1 hour 5 minutes" beside "1 hora y 5 minutos". */
const UNIT_JOINTS: Readonly<Record<string, string>> = { es: " y ", fr: " et ", pt: " e " };

/** A length of time in its two largest units, in the language's own words: "1 hour 5 minutes", "1時間 5分". What is smaller is cut off. */
export function proseDuration(minutes: number, locale: string): string {
  const whole = Math.max(0, Math.floor(minutes));
  const counts = [
    ["day", Math.floor(whole / 1440)],
    ["hour", Math.floor(whole / 60) % 24],
    ["minute", whole % 60],
  ] as const;
  const first = counts.findIndex(([, count]) => count > 0);
  const shown = counts
    .slice(first === -1 ? 2 : first, first === -1 ? 3 : first + 2)
    .filter(([, count]) => count > 0 || first === -1);
  return shown
    .map(([unit, count]) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(count))
    .join(UNIT_JOINTS[locale.slice(0, 2)] ?? " ");
}
