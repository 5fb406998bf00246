import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import type { PastSnapshot } from "#lib/live/series-snapshot.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";
import type { EmbedOptions } from "#lib/publish/embed-options.ts";
import { chartFigure, noticeLine, part, sourceLine, stateLine, tableDetails } from "#lib/publish/embed-parts.ts";
import { embedStyle } from "#lib/publish/embed-style.ts";
import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import { incidentContent, type PublishedContent, pastContent, serviceContent } from "#lib/publish/publish-content.ts";
import { STALE_MARK } from "#lib/publish/stale-note.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

/** Whose embed it is: its name and the origin that its links begin with. */
export interface EmbedPublisher {
  readonly instanceName: string;
  readonly publicUrl: string;
}

/** The frame of every embed: complete without script, in a page that nobody indexes. `main` is markup. */
function embedDocument(title: string, main: string, options: EmbedOptions, address: string | null): string {
  const canonical = address === null ? "" : `<link rel="canonical" href="${escapeMarkup(address)}">`;
  const isFrozen = options.asOf !== null || options.span !== null;
  const frozen = isFrozen ? ` data-frozen=""` : "";
  const script = `<p class="out" role="status"></p><script src="/embed/live.js" defer=""${frozen}></script>`;
  const live = address === null || options.isStatic ? "" : script;
  return [
    `<!doctype html><html lang="${options.language}"><head><meta charset="utf-8"><title>${escapeMarkup(title)}</title>`,
    `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">`,
    `${canonical}<style>${embedStyle(options)}</style></head><body>${STALE_MARK}<main>${main}</main>${live}</body></html>`,
  ].join("");
}

function assemble(content: PublishedContent, options: EmbedOptions, publisher: EmbedPublisher): string {
  const { title, figures, problems, path } = content;
  const address = publisher.publicUrl + path;
  const has = (name: Parameters<typeof options.parts.has>[0]) => options.parts.has(name);
  const main = [
    noticeLine(content),
    has("title") ? part("title", "h1", "", escapeMarkup(title)) : "",
    has("state") && content.stateText !== "" ? stateLine(content) : "",
    has("chart") ? chartFigure(content, options.isFitted) : "",
    has("figures") ? part("figures", "p", "", escapeMarkup(figures)) : "",
    has("problems") ? part("problems", "p", "", escapeMarkup(problems)) : "",
    has("chart") ? tableDetails(content) : "",
    sourceLine(content, publisher.instanceName, address),
  ].join("");
  return embedDocument(title, main, options, address);
}

/** The embed of a service: its state and its last hours or days. */
export function renderServiceEmbed(
  snapshot: ServiceSnapshot,
  options: EmbedOptions,
  publisher: EmbedPublisher,
): string {
  return assemble(serviceContent(snapshot, options.timeZone, options.language), options, publisher);
}

/** The embed of a past span of a service. */
export function renderPastEmbed(snapshot: PastSnapshot, options: EmbedOptions, publisher: EmbedPublisher): string {
  return assemble(pastContent(snapshot, options.timeZone, options.language), options, publisher);
}

/** The embed of an incident: its record from an hour before its start. */
export function renderIncidentEmbed(
  snapshot: IncidentSnapshot,
  options: EmbedOptions,
  publisher: EmbedPublisher,
): string {
  return assemble(incidentContent(snapshot, options.timeZone, options.language), options, publisher);
}

/** A small embed that says why there is nothing, `moment`: of that time. An article must never show a broken frame. */
export function renderMissingEmbed(
  why: "unknown" | "retired" | "moment",
  options: EmbedOptions,
  { instanceName, publicUrl }: EmbedPublisher,
): string {
  const link = `<a href="${escapeMarkup(publicUrl)}" target="_blank" rel="noopener">${escapeMarkup(instanceName)}</a>`;
  const { missing, chart } = wordsOf(options.language).embed;
  const words = why === "moment" ? chart.noData : missing[why];
  return embedDocument(words, `<h1>${escapeMarkup(words)}.</h1><p class="source">${link}</p>`, options, null);
}
