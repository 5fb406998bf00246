import { formatMinute } from "#lib/buckets/minute.ts";
import type { Mode } from "#lib/live/snapshot.ts";
import { DATA_LICENCE } from "#lib/publish/data-licence.ts";
import { plainText } from "#lib/publish/escape-markup.ts";
import type { IncidentFacts } from "#lib/publish/incident-facts.ts";
import { incidentTitle } from "#lib/publish/incident-paragraph.ts";
import { DEFAULT_LANGUAGE, type Language } from "#lib/publish/language.ts";
import { instantWords } from "#lib/publish/time-words.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

/** How to cite a record as of the latest minute that is settled. All name the address that never changes. */
export interface Citation {
  /** For a line under a chart. */
  readonly short: string;
  /** With the as-of time in the editor's zone and in UTC, address and licence. */
  readonly full: string;
  readonly bibtex: string;
}

/** What BibTeX would take for its own marks is taken out: a name must not end the field that it stands in. */
function bibtexText(text: string): string {
  return plainText(text)
    .replace(/[{}\\$%#_&~^"]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** What is no news says so wherever it is cited. */
function noticeOf(mode: Mode, language: Language): string {
  return mode === "live" ? "" : ` (${wordsOf(language).embed.chart.notices[mode]})`;
}

/** Cites a record. `publicUrl` is the instance's origin. */
export function citeIncident(
  facts: IncidentFacts,
  language: Language,
  timeZone: string,
  { instance, publicUrl }: { readonly instance: string; readonly publicUrl: string },
): Citation {
  const words = wordsOf(language);
  const asOf = facts.settled;
  const utc = formatMinute(asOf);
  const address = `${publicUrl}/incidents/${facts.incident.id}?asof=${utc}`;
  const notice = noticeOf(facts.mode, language);
  const title = incidentTitle(facts, language, timeZone) + notice;
  const local = timeZone === "UTC" ? utc : `${instantWords(asOf, timeZone, words.locale)}, ${utc}`;
  const fields = {
    title: bibtexText(title),
    author: `{${bibtexText(instance)}}`,
    year: utc.slice(0, 4),
    url: address,
    note: bibtexText(words.asOf(utc)),
  };
  const body = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`);
  return {
    short: `${instance}, ${words.asOf(utc)}${notice}`,
    full: `${instance}: ${title}, ${words.asOf(local)}. ${address} (${DATA_LICENCE.name})`,
    bibtex: `@misc{${facts.incident.id},\n${body.join(",\n")}\n}`,
  };
}

/** Cites the page of a service, which moves: what is quoted from it needs its minute. */
export function citeService(
  { name, slug }: { readonly name: string; readonly slug: string },
  asOf: string,
  publicUrl: string,
  mode: Mode,
): string {
  const title = `Reports of problems with ${name}${noticeOf(mode, DEFAULT_LANGUAGE)}`;
  return `${title}, as of ${asOf}. ${publicUrl}/status/${slug} (${DATA_LICENCE.name})`;
}
