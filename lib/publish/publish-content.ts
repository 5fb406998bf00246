import type { IncidentSnapshot, ServiceSnapshot, Share } from "#lib/live/snapshot.ts";
import { chartTitle, highestWords } from "#lib/publish/describe-chart.ts";
import type { EmbedSubject } from "#lib/publish/embed-parts.ts";
import { highestStep } from "#lib/publish/highest-step.ts";
import { countReports, formatExpected, formatRatio } from "#lib/publish/number-words.ts";
import { stateWords } from "#lib/publish/state-words.ts";
import { momentWords, sinceWords, spanWords } from "#lib/publish/time-words.ts";

/** What an embed and a picture say of a service or an incident, in the same words. */
export interface PublishedContent {
  /** With the times that it is about. */
  readonly title: string;
  /** Without them, for a picture, whose chart prints them. */
  readonly headline: string;
  readonly subject: EmbedSubject;
  /** One line, plain text. */
  readonly figures: string;
  readonly problems: readonly Share[];
  /** Path of the page about it. */
  readonly path: string;
}

function headlineOf(serviceName: string): string {
  return `Reports of problems with ${serviceName}`;
}

/** A service: its state and its last hours or days. */
export function serviceContent(snapshot: ServiceSnapshot, timeZone: string): PublishedContent {
  const { service, state, since, asOf, reports15, expected15, problems } = snapshot;
  const held = since === null ? "" : ` ${sinceWords(since, asOf, timeZone)}`;
  const stateText = stateWords(state).word + held;
  const subject = { ...snapshot, serviceName: service.name, stateText, timeZone };
  const usual = expected15 === null ? "" : `, ${formatExpected(expected15)} usual now`;
  const highest = highestStep(snapshot.series);
  const peak = highest === null ? "" : ` Highest: ${highestWords(highest, subject)}.`;
  const figures = `${countReports(reports15)} in the last 15 minutes${usual}.${peak}`;
  const path = `/status/${encodeURIComponent(service.slug)}`;
  return { title: chartTitle(subject), headline: headlineOf(service.name), subject, figures, problems, path };
}

function incidentFigures({ figures }: IncidentSnapshot, subject: EmbedSubject): string {
  const { peak15, total, ratio } = figures;
  const highest = peak15 && { minute: peak15.from, stepMinutes: 15, reports: peak15.reports, expected: null };
  const parts = [
    `${countReports(total)} since the start`,
    highest && `highest ${highestWords(highest, subject)}`,
    ratio && `${formatRatio(ratio)} the usual number`,
  ];
  return `${parts.filter((words) => words !== null).join(", ")}.`;
}

/** How an incident stands: that it lasts, ended, or was none. */
function courseWords({ incident, state, asOf }: IncidentSnapshot, timeZone: string): string {
  const { started, ended, corrected } = incident;
  if (corrected !== null) return `False alarm, corrected ${momentWords(corrected, asOf, timeZone)}`;
  if (ended === null) return `${stateWords(state).word} ${sinceWords(started, asOf, timeZone)}`;
  return `Ended ${spanWords(ended.from, ended.to, asOf, timeZone)}`;
}

/** An incident: its record from an hour before its start. */
export function incidentContent(snapshot: IncidentSnapshot, timeZone: string): PublishedContent {
  const { incident, service, problems } = snapshot;
  const { ended } = incident;
  const stateText = courseWords(snapshot, timeZone);
  const since = ended === null ? incident.started : null;
  const subject = {
    ...snapshot,
    serviceName: service.name,
    incidents: incident.corrected === null ? [incident] : [],
    since,
    stateText,
    timeZone,
  };
  const figures = incidentFigures(snapshot, subject);
  const path = `/incidents/${encodeURIComponent(incident.id)}`;
  const label = incident.corrected === null ? "" : "False alarm: ";
  const [title, headline] = [label + chartTitle(subject), label + headlineOf(service.name)];
  return { title, headline, subject, figures, problems, path };
}
