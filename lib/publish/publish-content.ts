import { type Minute, minuteOf } from "#lib/buckets/minute.ts";
import { isQuarterOver } from "#lib/buckets/window.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import type { PastSnapshot } from "#lib/live/series-snapshot.ts";
import type { MarkedIncident, Mode, Series, ServiceSnapshot, Share, StateKey } from "#lib/live/snapshot.ts";
import { chartTitle, describeChart, missedOf, writeHighest } from "#lib/publish/describe-chart.ts";
import type { EmbedWords } from "#lib/publish/embed-words.ts";
import { type HighestStep, highestStep } from "#lib/publish/highest-step.ts";
import { problemName } from "#lib/publish/incident-paragraph.ts";
import { DEFAULT_LANGUAGE, type Language } from "#lib/publish/language.ts";
import { tellableRatio } from "#lib/publish/number-words.ts";
import { printShare } from "#lib/publish/print-numbers.ts";
import { momentWords, spanWords } from "#lib/publish/time-words.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

/** What the drawings of a service and of an incident have in common. */
export interface PublishedSubject {
  readonly serviceName: string;
  readonly series: Series;
  readonly incidents: readonly MarkedIncident[];
  readonly mode: Mode;
  readonly asOf: number;
  /** Null where nothing is said of it. */
  readonly state: StateKey | null;
  readonly since: Minute | null;
  /** When the company said something. */
  readonly official: readonly Minute[];
  readonly timeZone: string;
}

/** What an embed and a picture say of a service or an incident, in the same words. */
export interface PublishedContent {
  readonly language: Language;
  /** With the times that it is about. */
  readonly title: string;
  /** Without them, for a picture, whose chart prints them. */
  readonly headline: string;
  /** The state and its times in words. */
  readonly stateText: string;
  readonly subject: PublishedSubject;
  /** One line, plain text. */
  readonly figures: string;
  /** Instead of them where they have no room, since no count may stand there without the minutes that it lacks; null where it lacks none. */
  readonly briefFigures: string | null;
  /** What was named most, in a sentence; empty while nothing was. */
  readonly problems: string;
  /** The chart in words. */
  readonly description: string;
  /** Path of the page about it. */
  readonly path: string;
}

const SHARES = 3;
const PAST_MS = 31 * 86_400_000;

/** "Most named: login 62 %, app 20 %." */
function problemsSentence(problems: readonly Share[], language: Language): string {
  const words = wordsOf(language);
  const named = problems
    .slice(0, SHARES)
    .map((problem) => `${problemName(problem, words)} ${printShare(problem, words)}`);
  return named.length === 0 ? "" : words.embed.named(named.join(language === "ja" ? "、" : ", "));
}

/** What all drawings say, once title and figures are written. */
function publish(
  subject: PublishedSubject,
  language: Language,
  content: Pick<PublishedContent, "headline" | "stateText" | "figures" | "briefFigures" | "path"> & {
    readonly problems: readonly Share[];
    readonly highest: HighestStep | null;
    readonly label: (title: string) => string;
  },
): PublishedContent {
  const words = wordsOf(language).embed;
  const { label, problems, highest, ...rest } = content;
  const title = label(chartTitle({ ...subject, words }));
  const description =
    language === DEFAULT_LANGUAGE
      ? describeChart(subject, content.stateText, highest)
      : [`${title}.`, content.figures, content.stateText].filter((text) => text !== "").join(" ");
  return { ...rest, language, subject, title, problems: problemsSentence(problems, language), description };
}

/** The sentences that there are, one behind the other. */
function joined(...sentences: readonly (string | null)[]): string {
  return sentences.filter((sentence) => sentence !== null).join(" ");
}

/** The start of the rise where the chart marks one, found a little before the state could leave normal: one picture has one beginning. */
function beginningOf({ incidents, incidentId, since }: ServiceSnapshot): Minute | null {
  const open = incidents.find(({ id, ended }) => id === incidentId && ended === null);
  return open?.started ?? since;
}

/** The state of a service and since when it holds, where that is known. */
function stateText(state: StateKey | null, since: string | null, { states, held, missing }: EmbedWords): string {
  if (state === null) return missing.retired;
  return since === null ? states[state] : held(states[state], since);
}

/** A service: its state and its last hours or days. One that is no longer observed has no state, and no count of now. */
export function serviceContent(
  snapshot: ServiceSnapshot,
  timeZone: string,
  language: Language = DEFAULT_LANGUAGE,
): PublishedContent {
  const { service, asOf, reports15, missed15, expected15, problems } = snapshot;
  const state = service.retired ? null : snapshot.state;
  const since = service.retired ? null : beginningOf(snapshot);
  const words = wordsOf(language).embed;
  const held = since === null ? null : momentWords(since, asOf, timeZone, words.chart.locale);
  const now = service.retired ? null : words.now(reports15, expected15);
  const missed = service.retired || missed15 === 0 ? null : words.missed(missed15);
  const official = snapshot.official.map(({ minute }) => minute);
  const subject = { ...snapshot, serviceName: service.name, state, since, official, timeZone };
  const highest = highestStep(snapshot.series, minuteOf(asOf), snapshot.incidents, snapshot.gaps);
  const peak = highest && words.highest(writeHighest(highest, { asOf, timeZone, words }));
  const peakMissed = missedOf(highest, words);
  return publish(subject, language, {
    headline: words.headline(service.name),
    stateText: stateText(state, held, words),
    figures: joined(now, missed, peak, peakMissed),
    briefFigures: missed === null && peakMissed === null ? null : joined(now, missed),
    problems,
    highest,
    path: `/status/${encodeURIComponent(service.slug)}`,
    label: (title) => title,
  });
}

/** A past span of a service, which says nothing of its state: that is on record in its incidents. */
export function pastContent(snapshot: PastSnapshot, timeZone: string, language: Language): PublishedContent {
  const { service, series, gaps, mode, incidents } = snapshot;
  const words = wordsOf(language).embed;
  // Told as of the span's end, and from afterwards: every moment in it is written with its day.
  const asOf = snapshot.asOf + PAST_MS;
  const official = snapshot.official.map(({ minute }) => minute);
  const drawn = { serviceName: service.name, series, incidents, official, mode, asOf, timeZone };
  const subject = { ...drawn, state: null, since: null };
  const highest = highestStep(series, series.to, incidents, gaps);
  // Where nobody could report, that nobody did is not known.
  const nothing = series.points.length === 0 ? words.chart.noData : words.chart.noReports;
  const peak = highest === null ? `${nothing}.` : words.highest(writeHighest(highest, { asOf, timeZone, words }));
  const content = publish(subject, language, {
    headline: words.headline(service.name),
    stateText: "",
    figures: joined(peak, missedOf(highest, words)),
    briefFigures: null,
    problems: [],
    highest,
    path: `/status/${encodeURIComponent(service.slug)}`,
    label: (title) => title,
  });
  return {
    ...content,
    subject: { ...subject, asOf: snapshot.asOf },
    description: `${content.title}. ${content.figures}`,
  };
}

/** How an incident stands: that it lasts, ended, or was none. */
function courseWords({ incident, state, asOf }: IncidentSnapshot, timeZone: string, language: Language): string {
  const { started, ended, corrected } = incident;
  const words = wordsOf(language).embed;
  const { locale } = words.chart;
  if (corrected !== null) return words.corrected(momentWords(corrected, asOf, timeZone, locale));
  if (ended === null) return words.held(words.states[state], momentWords(started, asOf, timeZone, locale));
  return words.ended(spanWords(ended.from, ended.to, asOf, timeZone, locale));
}

/** An incident: its record from an hour before its start. */
export function incidentContent(
  snapshot: IncidentSnapshot,
  timeZone: string,
  language: Language = DEFAULT_LANGUAGE,
): PublishedContent {
  const { incident, service, problems, figures, asOf } = snapshot;
  const words = wordsOf(language).embed;
  const { peak15, total, ratio, expected15 } = figures;
  const since = incident.ended === null ? incident.started : null;
  // A false alarm is drawn without the tint of an outage.
  const incidents = incident.corrected === null ? [incident] : [];
  const official = snapshot.official.map(({ minute }) => minute);
  const subject = { ...snapshot, serviceName: service.name, incidents, official, since, timeZone };
  const highest = peak15 && {
    minute: peak15.from,
    stepMinutes: 15,
    reports: peak15.reports,
    expected: expected15,
    isCounting: !isQuarterOver(peak15.from, asOf),
    missed: peak15.missed,
  };
  // Beside the ratio what is usual would be said twice.
  const peak = highest && { ...highest, expected: null };
  const missed = missedOf(highest, words);
  const record = words.record(total, peak && writeHighest(peak, { asOf, timeZone, words }), tellableRatio(ratio));
  const label = (title: string) => (incident.corrected === null ? title : words.falseAlarm(title));
  return publish(subject, language, {
    headline: label(words.headline(service.name)),
    stateText: courseWords(snapshot, timeZone, language),
    figures: joined(record, missed),
    briefFigures: missed && words.record(total, null, null),
    problems,
    highest,
    path: `/incidents/${encodeURIComponent(incident.id)}`,
    label,
  });
}
