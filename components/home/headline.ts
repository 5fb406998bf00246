import type { StateKey } from "#lib/live/snapshot.ts";
import { countReports, formatCount } from "#lib/publish/number-words.ts";

/** How many services are in each state that is not normal. */
export type StateCounts = Readonly<Record<Exclude<StateKey, "normal">, number>>;

/** Counts the states of the services that are not normal. */
export function countStates(services: readonly { readonly state: StateKey }[]): StateCounts {
  const inState = (state: StateKey) => services.filter((service) => service.state === state).length;
  return { outage: inState("outage"), possible: inState("possible"), unconfirmed: inState("unconfirmed") };
}

function services(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "service" : "services"}`;
}

/** The home page's first line: how many services have problems right now. */
export function headline({ outage, possible }: StateCounts, watched: number): string {
  if (watched === 0) return "Nothing is watched here yet";
  if (outage > 0) return `${services(outage)} ${outage === 1 ? "has" : "have"} problems right now`;
  return possible > 0 ? "No service has confirmed problems right now" : "No service has problems right now";
}

/** What is not certain: "Another 2 may have problems, 1 is unconfirmed." Empty when nothing is. */
export function uncertain({ outage, possible, unconfirmed }: StateCounts): string {
  const parts = [
    possible > 0 ? `${formatCount(possible)} may have problems` : null,
    unconfirmed > 0 ? `${formatCount(unconfirmed)} ${unconfirmed === 1 ? "is" : "are"} unconfirmed` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "" : `${outage > 0 ? "Another " : ""}${parts.join(", ")}. `;
}

/** How much is looked at. */
export function scopeSentence(watched: number, reports24h: number): string {
  if (watched === 0) return "The catalogue of services is empty. Whoever runs this instance fills it when it starts.";
  return `We watch ${services(watched)}; ${countReports(reports24h)} in the last 24 hours.`;
}
