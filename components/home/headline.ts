import type { HomeSnapshot } from "#lib/live/snapshot.ts";
import { countReports, formatCount } from "#lib/publish/number-words.ts";

type Counts = Pick<HomeSnapshot, "failing" | "possible" | "unconfirmed" | "services" | "reports24h">;

function services(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "service" : "services"}`;
}

/** The home page's first line: how many services have problems right now. */
export function headline({ failing, possible, services: watched }: Counts): string {
  if (watched === 0) return "Nothing is watched here yet";
  const count = failing.length;
  if (count > 0) return `${services(count)} ${count === 1 ? "has" : "have"} problems right now`;
  return possible.length > 0 ? "No service has confirmed problems right now" : "No service has problems right now";
}

/** The line below it: what is not certain, and how much is looked at. */
export function underline(home: Counts): string {
  if (home.services === 0)
    return "The catalogue of services is empty. Whoever runs this instance fills it when it starts.";
  const unsure = [
    home.possible.length > 0 ? `${formatCount(home.possible.length)} may have problems` : null,
    home.unconfirmed.length > 0
      ? `${formatCount(home.unconfirmed.length)} ${home.unconfirmed.length === 1 ? "is" : "are"} unconfirmed`
      : null,
  ].filter((part) => part !== null);
  const first = unsure.length > 0 ? `${home.failing.length > 0 ? "Another " : ""}${unsure.join(", ")}. ` : "";
  return `${first}We watch ${services(home.services)}; ${countReports(home.reports24h)} in the last 24 hours.`;
}
