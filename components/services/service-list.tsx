import { ServiceRow } from "#components/services/service-row.tsx";
import type { ServiceSummary } from "#lib/live/snapshot.ts";
import { formatCount } from "#lib/publish/number-words.ts";
import { sharedTop } from "#lib/publish/sparkline.ts";

interface ServiceListProps {
  readonly services: readonly ServiceSummary[];
  readonly nowMs: number;
}

/** Services with their last six hours, all on one scale, so that a small rise does not look like a large one. */
export function ServiceList({ services, nowMs }: ServiceListProps) {
  const top = sharedTop(services.map((service) => service.sparkline));
  const isFlat = services.every((service) => service.sparkline.every((value) => value === 0));
  return (
    <>
      <ul>
        {services.map((service) => (
          <ServiceRow key={service.slug} service={service} nowMs={nowMs} top={top} />
        ))}
      </ul>
      {isFlat ? null : (
        <p className="mt-2 text-small text-soft">
          Problem reports per 5 minutes, last 6 hours. One scale for this list: its top is {formatCount(top)}.
        </p>
      )}
    </>
  );
}
