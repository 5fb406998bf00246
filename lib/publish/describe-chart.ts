import { asMinute, minuteOf } from "#lib/buckets/minute.ts";
import { RANGE_KEYS, RANGES, type RangeKey } from "#lib/live/range.ts";
import type { Mode, Series } from "#lib/live/snapshot.ts";
import type { EmbedWords, Highest } from "#lib/publish/embed-words.ts";
import type { HighestStep } from "#lib/publish/highest-step.ts";
import { english } from "#lib/publish/languages/en.ts";
import { modeNotice } from "#lib/publish/state-words.ts";
import { momentWords, spanWords } from "#lib/publish/time-words.ts";

export interface ChartSubject {
  readonly serviceName: string;
  readonly series: Series;
  readonly mode: Mode;
  /** Milliseconds since the epoch. */
  readonly asOf: number;
  readonly timeZone?: string;
  /** Of the title; the rest of the description is English. */
  readonly words?: EmbedWords;
}

/** A series that ends this many of its steps before now is a past one: it is named by its times, not as "the last hours". */
const PAST_STEPS = 2;

/** The range that a series shows; its span is up to two steps longer, because it is widened to whole steps. */
function rangeOf({ from, to, stepMinutes }: Series): RangeKey | undefined {
  return RANGE_KEYS.find((key) => to - from >= RANGES[key] && to - from < RANGES[key] + 2 * stepMinutes);
}

/**
 * "Reports of problems with ChatGPT in the last 24 hours", or with both times: of a past series, and of an incident's, which begins an
 * hour before the rise. Never "since" its first time: beside "Problems since 00:03 UTC" that would be a second beginning.
 */
export function chartTitle(subject: ChartSubject): string {
  const { series, asOf, serviceName, timeZone = "UTC", words = english.embed } = subject;
  const { from, to, stepMinutes } = series;
  const now = minuteOf(asOf);
  const isPast = now - to > PAST_STEPS * stepMinutes;
  const range = rangeOf(series);
  const about = words.headline(serviceName);
  if (!isPast && range !== undefined) return words.titleLast(about, RANGES[range]);
  return `${about}, ${spanWords(from, asMinute(Math.min(to, now)), asOf, timeZone, words.chart.locale)}`;
}

/** The highest step as the words of a language take it. */
export function writeHighest(
  { minute, stepMinutes, reports, expected, isCounting }: HighestStep,
  { asOf, timeZone = "UTC", words = english.embed }: Pick<ChartSubject, "asOf" | "timeZone" | "words">,
): Highest {
  const from = momentWords(minute, asOf, timeZone, words.chart.locale);
  return { reports, minutes: stepMinutes, from, isCounting, usual: isCounting ? null : expected };
}

/** In how many minutes of the highest step nobody could report; null where in none. */
export function missedOf(highest: HighestStep | null, words: EmbedWords): string | null {
  return highest === null || highest.missed === 0 ? null : words.missed(highest.missed, highest.stepMinutes);
}

/**
 * The chart in words, for everyone who cannot see it: alternative text, description, social cards. `stateText` as the picture
 * says it, "Problems since 16:04 UTC", and `highest` as its line of figures does: who hears it must not hear of another beginning or
 * peak than who sees it.
 */
export function describeChart(subject: ChartSubject, stateText: string, highest: HighestStep | null): string {
  const { asOf, timeZone = "UTC" } = subject;
  const none = subject.series.points.length === 0 ? `${english.embed.chart.noData}.` : "None.";
  const figures = highest === null ? none : english.embed.highest(writeHighest(highest, { asOf, timeZone }));
  const notice = modeNotice(subject.mode);
  const lowered = lowerFirst(figures).replace("ighest: ", "ighest ");
  const sentences = [
    `${chartTitle(subject)}: ${lowered}`,
    missedOf(highest, english.embed),
    `State: ${lowerFirst(stateText)}.`,
    notice && `${notice.short}.`,
  ];
  return sentences.filter((sentence) => sentence !== null).join(" ");
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
