import { ScaleNote } from "#components/services/scale-note.tsx";
import { ServiceRow } from "#components/services/service-row.tsx";
import { isReported } from "#components/services/sparkline-picture.tsx";
import type { ServiceSummary } from "#lib/live/snapshot.ts";
import { sharedTop } from "#lib/publish/sparkline.ts";

interface ServiceListProps {
  readonly services: readonly ServiceSummary[];
  readonly nowMs: number;
  /** The top of the scale that several lists of a page share, which then says so once; absent: the list has its own. */
  readonly sharedScale?: number;
}

/** Services with their last six hours, all on one scale, so that a small rise does not look like a large one. */
export function ServiceList({ services, nowMs, sharedScale }: ServiceListProps) {
  const top = sharedScale ?? sharedTop(services.map((service) => service.sparkline));
  const isFlat = services.every((service) => !service.sparkline.some(isReported));
  return (
    <>
      <ul>
        {services.map((service) => (
          <ServiceRow key={service.slug} service={service} nowMs={nowMs} top={top} />
        ))}
      </ul>
      {isFlat || sharedScale !== undefined ? null : <ScaleNote top={top} shared="list" />}
    </>
  );
}
