import { addMinutes, type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import { RANGE_KEYS, RANGES, type RangeKey } from "#lib/live/range.ts";
import type { Mode, Series, StateKey } from "#lib/live/snapshot.ts";
import { stepWords } from "#lib/publish/chart-steps.ts";
import { rangeWords } from "#lib/publish/duration-words.ts";
import { type HighestStep, highestStep } from "#lib/publish/highest-step.ts";
import { DEFAULT_LOCALE, formatCount, formatExpected } from "#lib/publish/number-words.ts";
import { modeNotice, stateWords } from "#lib/publish/state-words.ts";
import { momentWords, sinceWords, spanWords } from "#lib/publish/time-words.ts";

export interface ChartSubject {
  readonly serviceName: string;
  readonly series: Series;
  readonly mode: Mode;
  /** Milliseconds since the epoch. */
  readonly asOf: number;
  readonly timeZone?: string;
  readonly locale?: string;
}

/** A series that ends this many of its steps before now is a past one: it is named by its times, not as "the last hours". */
const PAST_STEPS = 2;
const MS_PER_MINUTE = 60_000;

/** The range that a series shows; its span is up to two steps longer, because it is widened to whole steps. */
function rangeOf({ from, to, stepMinutes }: Series): RangeKey | undefined {
  return RANGE_KEYS.find((key) => to - from >= RANGES[key] && to - from < RANGES[key] + 2 * stepMinutes);
}

/** "Reports of problems with ChatGPT in the last 24 hours", "... since 23:00 UTC", or with both times when the series is past. */
export function chartTitle(subject: ChartSubject): string {
  const { series, asOf, serviceName, timeZone = "UTC", locale = DEFAULT_LOCALE } = subject;
  const { from, to, stepMinutes } = series;
  const isPast = asOf / MS_PER_MINUTE - to > PAST_STEPS * stepMinutes;
  const range = rangeOf(series);
  const about = `Reports of problems with ${serviceName}`;
  if (isPast) return `${about}, ${spanWords(from, to, asOf, timeZone, locale)}`;
  return `${about} ${range === undefined ? sinceWords(from, asOf, timeZone, locale) : `in the last ${rangeWords(RANGES[range])}`}`;
}

/** "19,043 in 15 minutes from 00:15 UTC", and what is usual then. */
export function highestWords(
  highest: HighestStep,
  subject: Pick<ChartSubject, "asOf" | "timeZone" | "locale">,
): string {
  const { timeZone = "UTC", locale = DEFAULT_LOCALE } = subject;
  const step = highest.stepMinutes === 60 ? "one hour" : stepWords(highest.stepMinutes);
  const when = momentWords(highest.minute, subject.asOf, timeZone, locale);
  // A step that is still counting has only a part of what is usual in it: two such numbers would not compare.
  const isCounting = minuteToMs(addMinutes(highest.minute, highest.stepMinutes)) > subject.asOf;
  const usual =
    highest.expected === null || isCounting ? "" : `, ${formatExpected(highest.expected, locale)} usual at that time`;
  return `${formatCount(highest.reports, locale)} in ${step} from ${when}${usual}`;
}

/** The chart in words, for everyone who cannot see it: alternative text, description, social cards. */
export function describeChart(subject: ChartSubject, state: StateKey, since: Minute | null): string {
  const { asOf, timeZone = "UTC", locale = DEFAULT_LOCALE } = subject;
  const highest = highestStep(subject.series);
  const figures = highest === null ? "none" : `highest ${highestWords(highest, subject)}`;
  const held = since === null ? "" : ` ${sinceWords(since, asOf, timeZone, locale)}`;
  const notice = modeNotice(subject.mode);
  const sentences = [`${chartTitle(subject)}: ${figures}.`, `State: ${stateWords(state).phrase}${held}.`];
  return [...sentences, ...(notice === null ? [] : [`${notice.short}.`])].join(" ");
}
