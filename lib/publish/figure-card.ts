import { addMinutes, type Minute, minuteOf } from "#lib/buckets/minute.ts";
import { isQuarterOver } from "#lib/buckets/window.ts";
import { companyLag } from "#lib/publish/company-lag.ts";
import type { IncidentFacts } from "#lib/publish/incident-facts.ts";
import type { Language } from "#lib/publish/language.ts";
import type { LanguageWords } from "#lib/publish/language-words.ts";
import { formatCount } from "#lib/publish/number-words.ts";
import { printExpected, printShare, printTimes } from "#lib/publish/print-numbers.ts";
import { proseDuration, tableSpan } from "#lib/publish/prose-time.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

/** A figure that can be quoted: its name, its value, and what exactly it says. */
export interface Figure {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly definition: string;
}

/** Writes a moment, or a span of two. */
type Told = (from: Minute, to?: Minute) => string;

/** What the highest quarter of an hour holds, and what it does not hold yet. */
function peak15Definition(
  { from, missed }: { readonly from: Minute; readonly missed: number },
  { incident, asOf }: IncidentFacts,
  { card: { peak15 }, embed }: LanguageWords,
  told: Told,
): string {
  return [
    peak15.definition(told(from, addMinutes(from, 15))),
    // Else a peak that is larger than the total would look like a mistake of ours.
    ...(from < incident.started ? [peak15.early] : []),
    ...(isQuarterOver(from, asOf) ? [] : [peak15.running]),
    ...(missed === 0 ? [] : [embed.missed(missed)]),
  ].join(" ");
}

function countFigures(facts: IncidentFacts, words: LanguageWords, told: Told): Figure[] {
  const { card, locale } = words;
  const { incident, figures } = facts;
  const { peak15, peak1, total, ratio, expected15, worksPercent } = figures;
  const quarter = peak15 && {
    key: "peak15",
    label: card.peak15.label,
    value: formatCount(peak15.reports, locale),
    definition: peak15Definition(peak15, facts, words, told),
  };
  const minute = peak1 && {
    key: "peak1",
    label: card.peak1.label,
    value: formatCount(peak1.reports, locale),
    definition: card.peak1.definition(told(peak1.minute)),
  };
  const sum = {
    key: "total",
    label: card.total.label,
    value: formatCount(total, locale),
    definition: incident.ended === null ? card.total.soFar : card.total.definition(),
  };
  const against =
    ratio === null
      ? null
      : {
          key: "ratio",
          label: card.ratio.label,
          value: card.ratio.value(printTimes(ratio, locale)),
          definition:
            expected15 === null ? card.ratio.definition() : card.ratio.against(printExpected(expected15, locale)),
        };
  const works =
    worksPercent === null
      ? null
      : {
          key: "works",
          label: card.works.label,
          value: printShare({ percent: worksPercent, reports: null }, words),
          definition: card.works.definition(),
        };
  return [quarter, minute, sum, against, works].filter((figure) => figure !== null);
}

/** The end is known as an interval only, because reports fade out; an operator closes a false alarm at one moment. */
function endFigure({ asOf, incident }: IncidentFacts, { card, locale }: LanguageWords, told: Told): Figure {
  const { started, ended, corrected } = incident;
  const frame = { key: "end", label: card.end.label };
  if (ended === null) {
    const lasts = proseDuration(minuteOf(asOf) - started, locale);
    return { ...frame, value: card.end.notYet, definition: card.end.lasts(lasts) };
  }
  const isClosed = corrected !== null && ended.from === ended.to;
  const value = told(ended.from, ended.to);
  const definition = isClosed ? card.end.closed : card.end.definition(proseDuration(ended.to - started, locale));
  return { ...frame, value, definition };
}

function companyFigure({ companyFirst, incident }: IncidentFacts, words: LanguageWords, told: Told) {
  if (companyFirst === null) return null;
  const { company } = words.card;
  const definition = `${companyLag(incident.started, companyFirst, words)} ${company.definition()}`;
  return { key: "company", label: company.label, value: told(companyFirst), definition };
}

/** Everything of an incident that may be quoted, with its definition, in a language and a time zone. */
export function figureCard(facts: IncidentFacts, language: Language, timeZone: string): readonly Figure[] {
  const words = wordsOf(language);
  const { card, locale } = words;
  const told: Told = (from, to = from) => tableSpan(from, to, timeZone, locale);
  const moment = (key: "start" | "flag", minute: Minute): Figure => {
    return { key, label: card[key].label, value: told(minute), definition: card[key].definition() };
  };
  const company = companyFigure(facts, words, told);
  return [
    ...countFigures(facts, words, told),
    moment("start", facts.incident.started),
    moment("flag", facts.figures.firstFlag),
    ...(company === null ? [] : [company]),
    endFigure(facts, words, told),
  ];
}
