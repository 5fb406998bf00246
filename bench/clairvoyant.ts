import type { FoundIncident, TrueOutage } from "#bench/detection-score.ts";
import { addMinutes, type Minute } from "#lib/buckets/minute.ts";

/** Networks that report a service in a minute. */
export type NetworksAt = (service: string, minute: Minute) => number;

/**
 * What a detector would find that is told the minute in which each outage begins: it flags when so many networks have reported since, is never
 * wrong, and knows the end. A detector that waits for as many reports is hardly ever sooner: so far a world can be won at all.
 */
export function clairvoyant(outages: readonly TrueOutage[], networksAt: NetworksAt, least: number): FoundIncident[] {
  return outages.flatMap(({ service, start, signalEnd, faultEnd }): FoundIncident[] => {
    const last = Math.max(signalEnd, faultEnd);
    let networks = 0;
    for (let minute = start; minute < last; minute = addMinutes(minute, 1)) {
      networks += networksAt(service, minute);
      if (networks >= least) return [{ service, detected: addMinutes(minute, 1), end: faultEnd }];
    }
    return [];
  });
}
