import type { ServiceSnapshot } from "#lib/live/snapshot.ts";

/** What the shares, places and answers of a service's page are counted over, as the end of a sentence. */
export function spanWords({ incidentId }: Pick<ServiceSnapshot, "incidentId">): string {
  return incidentId === null ? "in the last 24 hours" : "since the incident's start";
}
