import { type Minute, minuteOf, minuteToMs } from "#lib/buckets/minute.ts";
import { localDay, offsetMinutes } from "#lib/buckets/wall-time.ts";
import { DEFAULT_LOCALE } from "#lib/publish/number-words.ts";
import { cityOf } from "#lib/publish/zone-city.ts";

/** One takes about 30 KB, and all zones in all languages would be half a gigabyte: whoever asks for them must not fill the memory. */
const MAX_FORMATTERS = 500;

/** Formatters by locale, zone and form. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { timeZone, ...options });
  if (formatters.size >= MAX_FORMATTERS) formatters.clear();
  formatters.set(key, made);
  return made;
}

/** The first of a month in a French date, before its month or as the beginning of a span. */
const FIRST = /(?<!\d)1(?=\s*[\u2013-]\s*\d+\s\p{L}|\s\p{L})/gu;

/** A date of Intl as the language writes it: in French the first of a month has its ordinal, "1er novembre", which Intl leaves out. */
export function writtenDate(text: string, locale: string): string {
  return locale.startsWith("fr") ? text.replaceAll(FIRST, "1er") : text;
}

/** Minutes ahead of UTC as "UTC", "UTC−5", "UTC+5:30", with the true minus sign. */
function offsetWords(minutes: number): string {
  if (minutes === 0) return "UTC";
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? "" : `:${String(size % 60).padStart(2, "0")}`;
  return `UTC${minutes < 0 ? "\u2212" : "+"}${Math.floor(size / 60)}${rest}`;
}

/** The offset that holds at that minute: "UTC", "UTC−5", "UTC+5:30". Abbreviations such as IST or CST name several zones each. */
export function offsetName(minute: Minute, timeZone: string): string {
  return offsetWords(offsetMinutes(minute, timeZone));
}

/** A zone by its city, without offset: "UTC", "New York time". */
function zoneName(timeZone: string): string {
  return timeZone === "UTC" ? "UTC" : `${cityOf(timeZone)} time`;
}

/** A zone over a span: "UTC", "New York time, UTC−5", and on a night of changing clocks "New York time, UTC−4 then UTC−5". */
export function zoneWords(from: Minute, to: Minute, timeZone: string): string {
  if (timeZone === "UTC") return "UTC";
  const [before, after] = [offsetName(from, timeZone), offsetName(to, timeZone)];
  return `${zoneName(timeZone)}, ${before === after ? before : `${before} then ${after}`}`;
}

/** The weekday and the date by themselves, for two rows: "Sat" and "9 Nov". */
export function splitDay(minute: Minute, timeZone: string, locale = DEFAULT_LOCALE): readonly [string, string] {
  const at = minuteToMs(minute);
  return [
    formatterOf(locale, timeZone, { weekday: "short" }).format(at),
    writtenDate(formatterOf(locale, timeZone, { day: "numeric", month: "short" }).format(at), locale),
  ];
}

/** Hours and minutes on the zone's 24-hour clock, for places where the zone is printed once beside them: 16:04. */
export function clockTime(minute: Minute, timeZone: string, locale = DEFAULT_LOCALE): string {
  return formatterOf(locale, timeZone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    minuteToMs(minute),
  );
}

/** "16:04 UTC", "11:04 UTC−5". */
export function timeOfDay(minute: Minute, timeZone: string, locale = DEFAULT_LOCALE): string {
  return `${clockTime(minute, timeZone, locale)} ${offsetName(minute, timeZone)}`;
}

/** "Fri 8 Nov". */
export function dayWords(minute: Minute, timeZone: string, locale = DEFAULT_LOCALE): string {
  const options = { weekday: "short", day: "numeric", month: "short" } as const;
  return writtenDate(formatterOf(locale, timeZone, options).format(minuteToMs(minute)), locale);
}

/** "8 Nov 2024", or "8 – 9 Nov 2024" for a span of several local days. `to` is exclusive. */
export function dateSpan(from: Minute, to: Minute, timeZone: string, locale = DEFAULT_LOCALE): string {
  const format = formatterOf(locale, timeZone, { day: "numeric", month: "short", year: "numeric" });
  return writtenDate(format.formatRange(minuteToMs(from), Math.max(minuteToMs(from), minuteToMs(to) - 1)), locale);
}

/** In languages whose order of day, month and year is not ours, Intl sets them. */
const INSTANT = {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const;

/** A moment that needs nothing beside it: "Sat 9 Nov 2024, 00:15 UTC". */
export function instantWords(minute: Minute, timeZone: string, locale = DEFAULT_LOCALE): string {
  if (locale !== DEFAULT_LOCALE) {
    const words = formatterOf(locale, timeZone, INSTANT).format(minuteToMs(minute));
    return `${writtenDate(words, locale)} ${offsetName(minute, timeZone)}`;
  }
  const year = formatterOf(locale, timeZone, { year: "numeric" }).format(minuteToMs(minute));
  return `${dayWords(minute, timeZone, locale)} ${year}, ${timeOfDay(minute, timeZone, locale)}`;
}

/** With its day, and with its year when it is another one than that of `nowMs`. */
function datedWords(minute: Minute, nowMs: number, timeZone: string, locale: string): string {
  const year = formatterOf(locale, timeZone, { year: "numeric" });
  if (year.format(minuteToMs(minute)) !== year.format(nowMs)) return instantWords(minute, timeZone, locale);
  return `${dayWords(minute, timeZone, locale)}, ${timeOfDay(minute, timeZone, locale)}`;
}

/** The shortest form that cannot be misread by someone who reads it at `nowMs`: the day appears when it is another one, the year when it is. */
export function momentWords(minute: Minute, nowMs: number, timeZone: string, locale = DEFAULT_LOCALE): string {
  const isToday = localDay(minute, timeZone) === localDay(minuteOf(nowMs), timeZone);
  return isToday ? timeOfDay(minute, timeZone, locale) : datedWords(minute, nowMs, timeZone, locale);
}

/** "since 16:04 UTC", "since Fri 8 Nov, 16:04 UTC". */
export function sinceWords(minute: Minute, nowMs: number, timeZone: string, locale = DEFAULT_LOCALE): string {
  return `since ${momentWords(minute, nowMs, timeZone, locale)}`;
}

/** A span of moments: "16:04 to 17:40 UTC", with both days where they differ; one moment when both are the same. */
export function spanWords(from: Minute, to: Minute, nowMs: number, timeZone: string, locale = DEFAULT_LOCALE): string {
  const start = momentWords(from, nowMs, timeZone, locale);
  if (from === to) return start;
  const sameDay = localDay(from, timeZone) === localDay(to, timeZone);
  const joint = locale === DEFAULT_LOCALE ? " to " : " – ";
  if (!sameDay) {
    return `${datedWords(from, nowMs, timeZone, locale)}${joint}${datedWords(to, nowMs, timeZone, locale)}`;
  }
  const offset = ` ${offsetName(from, timeZone)}`;
  const sameOffset = offset === ` ${offsetName(to, timeZone)}`;
  return `${sameOffset ? start.slice(0, -offset.length) : start}${joint}${timeOfDay(to, timeZone, locale)}`;
}
