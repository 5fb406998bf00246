import type { StateCounts, StateKey } from "#lib/live/snapshot.ts";

/** Counts the states of the services that are not normal. */
export function countStates(services: readonly { readonly state: StateKey }[]): StateCounts {
  const inState = (state: StateKey) => services.filter((service) => service.state === state).length;
  return { outage: inState("outage"), possible: inState("possible"), unconfirmed: inState("unconfirmed") };
}
