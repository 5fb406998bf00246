import type { StateCounts } from "#lib/live/snapshot.ts";
import { countReports, countServices, formatCount } from "#lib/publish/number-words.ts";

function others(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "other" : "others"}`;
}

/** How much is looked at: services of the catalogue, and counted reports of the last 24 hours. */
export interface Scope {
  readonly watched: number;
  readonly reports24h: number;
}

/** With fewer reports in a day nothing could have been flagged: whether anything fails is not known. */
const FEW_REPORTS = 10;

/** The home page's first line: how many services have problems right now. Silence is told from calm, and so is too little to tell. */
export function headline({ outage, possible }: StateCounts, { watched, reports24h }: Scope): string {
  if (watched === 0) return "Nothing is watched here yet";
  if (reports24h === 0 && outage + possible === 0) return "Nothing has been reported in the last 24 hours";
  if (reports24h < FEW_REPORTS && outage + possible === 0) return "Too few reports to tell what fails right now";
  if (outage > 0) return `${countServices(outage)} ${outage === 1 ? "has" : "have"} problems right now`;
  return possible > 0 ? "No service has confirmed problems right now" : "No service has problems right now";
}

/** What is not certain: "2 others may have problems, 1 is unconfirmed." Empty when nothing is. */
export function uncertain({ outage, possible, unconfirmed }: StateCounts): string {
  const parts = [
    possible > 0 ? `${outage > 0 ? others(possible) : countServices(possible)} may have problems` : null,
    unconfirmed > 0 ? `${formatCount(unconfirmed)} ${unconfirmed === 1 ? "is" : "are"} unconfirmed` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "" : `${parts.join(", ")}. `;
}

/** How much is looked at. */
export function scopeSentence({ watched, reports24h }: Scope): string {
  if (watched === 0) return "The catalogue of services is empty. Whoever runs this instance fills it when it starts.";
  if (reports24h === 0)
    return `We watch ${countServices(watched)}. Search for yours, and be the first to report on it.`;
  return `We watch ${countServices(watched)}; ${countReports(reports24h)} in the last 24 hours.`;
}
