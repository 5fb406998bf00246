import { addMinutes, type Minute, minuteOf, minuteToMs } from "#lib/buckets/minute.ts";
import { isQuarterOver } from "#lib/buckets/window.ts";
import type { IncidentFacts } from "#lib/publish/incident-facts.ts";
import type { Language } from "#lib/publish/language.ts";
import type { LanguageWords } from "#lib/publish/language-words.ts";
import { formatCount, tellableRatio } from "#lib/publish/number-words.ts";
import { printPercent, printTimes } from "#lib/publish/print-numbers.ts";
import { type ProseMoment, proseDuration, proseMoment } from "#lib/publish/prose-time.ts";
import { writtenDate } from "#lib/publish/time-words.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

type Told = (minute: Minute, before: Minute | null) => ProseMoment;

/** A quarter of an hour that still runs is no figure yet: what it will hold is not known, and its end lies in the future. */
function riseSentence({ service, incident, figures, asOf }: IncidentFacts, words: LanguageWords, told: Told): string {
  const { paragraph, locale } = words;
  const began = told(incident.started, null);
  const { peak15 } = figures;
  const ratio = tellableRatio(figures.ratio);
  if (peak15 === null || !isQuarterOver(peak15.from, asOf)) return paragraph.rise(service.name, began);
  return paragraph.riseToPeak(service.name, began, {
    count: formatCount(peak15.reports, locale),
    until: told(addMinutes(peak15.from, 15), incident.started),
    times: ratio === null ? null : printTimes(ratio, locale),
  });
}

/** Beside a peak that is told: in how many of its minutes nobody could report. */
function missedSentence({ figures: { peak15 }, asOf }: IncidentFacts, { embed }: LanguageWords): string | null {
  const isTold = peak15 !== null && isQuarterOver(peak15.from, asOf);
  return isTold && peak15.missed > 0 ? embed.missed(peak15.missed) : null;
}

function companySentence({ companyFirst, incident }: IncidentFacts, words: LanguageWords, told: Told): string | null {
  if (companyFirst === null) return null;
  const lag = companyFirst - incident.started;
  return words.paragraph.company(
    told(companyFirst, incident.started),
    lag > 0 ? proseDuration(lag, words.locale) : null,
  );
}

/** What a problem is called in a language; in English as the reporter reads it. */
export function problemName({ key, label }: { readonly key: string; readonly label: string }, words: LanguageWords) {
  return Object.hasOwn(words.problems, key) ? (words.problems[key] ?? label) : label;
}

/**
 * The incident in sentences that can be printed as they are, in the editor's language and time zone; each stands only
 * where its datum exists. Ends by saying what reports are not, because headlines keep turning them into people.
 */
export function incidentParagraph(
  facts: IncidentFacts,
  language: Language,
  timeZone: string,
  instance: string,
): string {
  const words = wordsOf(language);
  const { paragraph, locale } = words;
  const { started, ended, corrected } = facts.incident;
  const told: Told = (minute, before) => proseMoment(minute, before, timeZone, locale);
  const end =
    ended === null ? paragraph.still(told(minuteOf(facts.asOf), started)) : paragraph.over(told(ended.to, started));
  const { problem, mode } = facts;
  const sentences = [
    mode === "live" ? null : paragraph.notNews[mode],
    corrected === null ? null : paragraph.falseAlarm(told(corrected, null)),
    riseSentence(facts, words, told),
    missedSentence(facts, words),
    problem === null ? null : paragraph.named(problemName(problem, words), printPercent(problem.percent, locale)),
    companySentence(facts, words, told),
    corrected === null ? end : null,
    paragraph.source(instance),
  ];
  return sentences.filter((sentence) => sentence !== null).join(language === "ja" ? "" : " ");
}

/** "ChatGPT, 8 November 2024: the record": the title of its page. */
export function recordTitle(facts: IncidentFacts, language: Language, timeZone: string): string {
  return wordsOf(language).recordTitle(incidentTitle(facts, language, timeZone));
}

/** "ChatGPT, 8 November 2024": what the record is called, by the day on which it began on the zone's calendar. */
export function incidentTitle({ service, incident }: IncidentFacts, language: Language, timeZone: string): string {
  const words = wordsOf(language);
  const date = new Intl.DateTimeFormat(words.locale, {
    timeZone,
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(minuteToMs(incident.started));
  const written = writtenDate(date, words.locale);
  return incident.corrected === null
    ? words.title(service.name, written)
    : words.falseAlarmTitle(service.name, written);
}
