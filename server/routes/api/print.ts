import { config } from "#lib/config.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import { citeIncident } from "#lib/publish/citation.ts";
import { figureCard } from "#lib/publish/figure-card.ts";
import { factsOf } from "#lib/publish/incident-facts.ts";
import { incidentParagraph, incidentTitle } from "#lib/publish/incident-paragraph.ts";
import type { Language } from "#lib/publish/language.ts";

/** What of a record is ready to print, in a language and a time zone. */
export function printJson(snapshot: IncidentSnapshot, language: Language, timeZone: string) {
  const { INSTANCE_NAME: instance, PUBLIC_URL: publicUrl } = config();
  const facts = factsOf(snapshot);
  return {
    language,
    timeZone,
    title: incidentTitle(facts, language, timeZone),
    paragraph: incidentParagraph(facts, language, timeZone, instance),
    citation: citeIncident(facts, language, timeZone, { instance, publicUrl }),
    figures: figureCard(facts, language, timeZone),
  };
}
