import { addMinutes, minuteOf } from "#lib/buckets/minute.ts";
import type { IncidentEventView, IncidentSnapshot, Share } from "#lib/live/snapshot.ts";
import { countReports, formatPercent, formatRatio } from "#lib/publish/number-words.ts";
import { dateSpan, instantWords, timeOfDay } from "#lib/publish/time-words.ts";

/** What each kind of event is called in the timeline. */
export const EVENT_WORDS: Readonly<Record<IncidentEventView["kind"], string>> = {
  opened: "Opened",
  escalated: "Raised to problems",
  peaked: "Past its peak",
  recovering: "Recovering",
  resolved: "Ended",
  corrected: "Corrected",
};

/** What the sentences about an incident are made from. */
export interface IncidentFacts {
  readonly asOf: number;
  readonly service: Pick<IncidentSnapshot["service"], "name">;
  readonly incident: Pick<IncidentSnapshot["incident"], "started" | "ended" | "corrected">;
  readonly figures: Pick<IncidentSnapshot["figures"], "peak15" | "ratio">;
  readonly problems: readonly Pick<Share, "label" | "percent">[];
}

/** The facts alone: a script that writes the paragraph again in another time zone needs no more of the page. */
export function factsOf({ asOf, service, incident, figures, problems }: IncidentSnapshot): IncidentFacts {
  return {
    asOf,
    service: { name: service.name },
    incident: { started: incident.started, ended: incident.ended, corrected: incident.corrected },
    figures: { peak15: figures.peak15, ratio: figures.ratio },
    problems: problems.slice(0, 1).map(({ label, percent }) => ({ label, percent })),
  };
}

/** "ChatGPT, 8 Nov 2024": what the record is called. */
export function incidentTitle({ service, incident }: IncidentFacts, timeZone: string): string {
  const name = `${service.name}, ${dateSpan(incident.started, addMinutes(incident.started, 1), timeZone)}`;
  return incident.corrected === null ? name : `${name} (false alarm)`;
}

function riseSentence({ service, incident, figures }: IncidentFacts, timeZone: string): string {
  const began = `Reports of problems with ${service.name} began to rise at ${instantWords(incident.started, timeZone)}`;
  if (figures.peak15 === null) return `${began}.`;
  const until = timeOfDay(addMinutes(figures.peak15.from, 15), timeZone);
  const ratio = figures.ratio === null ? "" : `, ${formatRatio(figures.ratio)} the usual number for that time`;
  return `${began} and reached ${countReports(figures.peak15.reports)} in the 15 minutes to ${until}${ratio}.`;
}

function endSentence({ incident, asOf }: IncidentFacts, timeZone: string): string {
  const { ended } = incident;
  if (ended !== null) return `By ${timeOfDay(ended.to, timeZone)} reports were back in the normal range.`;
  return `At ${timeOfDay(minuteOf(asOf), timeZone)} they were still above the normal range.`;
}

/**
 * The incident in sentences that can be printed as they are; each clause stands only where its datum exists.
 * Ends by saying what reports are not, because headlines keep turning them into people.
 */
export function incidentParagraph(facts: IncidentFacts, timeZone: string, instance: string): string {
  const named = facts.problems[0];
  const { corrected } = facts.incident;
  return [
    corrected === null
      ? null
      : `False alarm, corrected at ${instantWords(corrected, timeZone)}: not to be printed as an outage.`,
    riseSentence(facts, timeZone),
    named === undefined ? null : `Most named: ${named.label} (${formatPercent(named.percent)}).`,
    corrected === null ? endSentence(facts, timeZone) : null,
    `Source: ${instance}, which counts reports that people submit. Reports are not a count of people affected.`,
  ]
    .filter((sentence) => sentence !== null)
    .join(" ");
}
