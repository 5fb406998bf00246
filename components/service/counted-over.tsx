import { Moment } from "#components/time/moment.tsx";
import { minuteOf } from "#lib/buckets/minute.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";

/**
 * What the shares, places and answers of a service's page are counted over, as the end of a sentence. They stand as the page was
 * made, while the count and the line above it go on: without a time of their own they would pass for figures of now.
 */
export function CountedOver({ snapshot: { incidentId, asOf } }: { snapshot: ServiceSnapshot }) {
  return (
    <>
      {incidentId === null ? "in the last 24 hours" : "since the incident's start"}, as of{" "}
      <Moment minute={minuteOf(asOf)} nowMs={asOf} />
    </>
  );
}
