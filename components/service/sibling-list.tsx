import { ServiceIndex } from "#components/services/service-index.tsx";
import { ServiceList } from "#components/services/service-list.tsx";
import { Moment } from "#components/time/moment.tsx";
import { minuteOf } from "#lib/buckets/minute.ts";
import type { ServiceSummary } from "#lib/live/snapshot.ts";

interface SiblingListProps {
  readonly siblings: readonly ServiceSummary[];
  readonly nowMs: number;
}

/** The family of a service: who is not normal in a row with its last hours, the others by name and count alone. */
export function SiblingList({ siblings, nowMs }: SiblingListProps) {
  const unusual = siblings.filter(({ state }) => state !== "normal");
  const normal = siblings.filter(({ state }) => state === "normal");
  return (
    <>
      {unusual.length > 0 ? <ServiceList services={unusual} nowMs={nowMs} /> : null}
      {normal.length > 0 ? (
        <>
          <p className="mb-1 mt-2 max-w-[68ch] text-small text-soft">
            Nothing unusual, with problem reports of the 15 minutes to <Moment minute={minuteOf(nowMs)} nowMs={nowMs} />
            :
          </p>
          <ServiceIndex services={normal} />
        </>
      ) : null}
    </>
  );
}
