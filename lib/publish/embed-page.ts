import type { IncidentSnapshot, ServiceSnapshot, Share } from "#lib/live/snapshot.ts";
import { chartTitle, highestWords } from "#lib/publish/describe-chart.ts";
import type { EmbedOptions } from "#lib/publish/embed-options.ts";
import {
  chartFigure,
  type EmbedSubject,
  noticeLine,
  part,
  problemsLine,
  sourceLine,
  stateLine,
  tableDetails,
} from "#lib/publish/embed-parts.ts";
import { embedStyle } from "#lib/publish/embed-style.ts";
import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import { highestStep } from "#lib/publish/highest-step.ts";
import { countReports, formatExpected, formatRatio } from "#lib/publish/number-words.ts";
import { stateWords } from "#lib/publish/state-words.ts";
import { sinceWords, spanWords } from "#lib/publish/time-words.ts";

/** Whose embed it is: its name and the origin that its links begin with. */
export interface EmbedPublisher {
  readonly instanceName: string;
  readonly publicUrl: string;
}

interface EmbedContent {
  readonly title: string;
  readonly subject: EmbedSubject;
  /** One line, plain text. */
  readonly figures: string;
  readonly problems: readonly Share[];
  /** Absolute address of the page about it. */
  readonly address: string;
}

/** The frame of every embed: complete without script, in a page that nobody indexes. `main` is markup. */
function embedDocument(title: string, main: string, options: EmbedOptions, address: string | null): string {
  const canonical = address === null ? "" : `<link rel="canonical" href="${escapeMarkup(address)}">`;
  const isLive = address !== null && !options.isStatic;
  const live = isLive ? `<p class="out" role="status"></p><script src="/embed/live.js" defer=""></script>` : "";
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeMarkup(title)}</title>`,
    `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">`,
    `${canonical}<style>${embedStyle(options)}</style></head><body><main>${main}</main>${live}</body></html>`,
  ].join("");
}

function assemble(content: EmbedContent, options: EmbedOptions, publisher: EmbedPublisher): string {
  const { title, subject, figures, problems, address } = content;
  const has = (name: Parameters<typeof options.parts.has>[0]) => options.parts.has(name);
  const main = [
    noticeLine(subject.mode),
    has("title") ? part("title", "h1", "", escapeMarkup(title)) : "",
    has("state") ? stateLine(subject) : "",
    has("chart") ? chartFigure(subject) : "",
    has("figures") ? part("figures", "p", "", escapeMarkup(figures)) : "",
    has("problems") ? problemsLine(problems) : "",
    has("chart") ? tableDetails(subject) : "",
    sourceLine(subject, publisher.instanceName, address),
  ].join("");
  return embedDocument(title, main, options, address);
}

/** The embed of a service: its state and its last hours or days. */
export function renderServiceEmbed(
  snapshot: ServiceSnapshot,
  options: EmbedOptions,
  publisher: EmbedPublisher,
): string {
  const { service, state, since, asOf, reports15, expected15, problems } = snapshot;
  const { timeZone } = options;
  const held = since === null ? "" : ` ${sinceWords(since, asOf, timeZone)}`;
  const stateText = stateWords(state).word + held;
  const subject = { ...snapshot, serviceName: service.name, stateText, timeZone };
  const usual = expected15 === null ? "" : `, ${formatExpected(expected15)} usual now`;
  const highest = highestStep(snapshot.series);
  const peak = highest === null ? "" : ` Highest: ${highestWords(highest, subject)}.`;
  const figures = `${countReports(reports15)} in the last 15 minutes${usual}.${peak}`;
  const address = `${publisher.publicUrl}/status/${encodeURIComponent(service.slug)}`;
  return assemble({ title: chartTitle(subject), subject, figures, problems, address }, options, publisher);
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

/** The embed of an incident: its record from an hour before its start. */
export function renderIncidentEmbed(
  snapshot: IncidentSnapshot,
  options: EmbedOptions,
  publisher: EmbedPublisher,
): string {
  const { incident, service, state, asOf, problems } = snapshot;
  const { timeZone } = options;
  const { started, ended } = incident;
  const stateText =
    ended === null
      ? `${stateWords(state).word} ${sinceWords(started, asOf, timeZone)}`
      : `Ended ${spanWords(ended.from, ended.to, asOf, timeZone)}`;
  const since = ended === null ? started : null;
  const subject = { ...snapshot, serviceName: service.name, incidents: [incident], since, stateText, timeZone };
  const figures = incidentFigures(snapshot, subject);
  const address = `${publisher.publicUrl}/incidents/${encodeURIComponent(incident.id)}`;
  return assemble({ title: chartTitle(subject), subject, figures, problems, address }, options, publisher);
}

const MISSING = {
  unknown: "There is no such service or incident here",
  retired: "This service is no longer observed",
} as const;

/** A small embed that says why there is nothing: an article must never show a broken frame. */
export function renderMissingEmbed(
  why: keyof typeof MISSING,
  options: EmbedOptions,
  { instanceName, publicUrl }: EmbedPublisher,
): string {
  const link = `<a href="${escapeMarkup(publicUrl)}" target="_blank" rel="noopener">${escapeMarkup(instanceName)}</a>`;
  return embedDocument(MISSING[why], `<h1>${MISSING[why]}.</h1><p class="source">${link}</p>`, options, null);
}
