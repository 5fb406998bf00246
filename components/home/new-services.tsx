"use client";

import { useHomeFrame } from "#components/live/live-home.tsx";
import { newInFrame } from "#components/live/moving-row.ts";
import { RowCount, RowState } from "#components/services/row-state.tsx";

interface NewServicesProps {
  /** Slugs of the services that were not normal when the page was made, those that it has no room for too. */
  readonly known: readonly string[];
}

/** Services that have left normal since the page was opened. They stand above the lists, which keep their order. */
export function NewServices({ known }: NewServicesProps) {
  const frame = useHomeFrame();
  const services = newInFrame(known, frame);
  return (
    <div aria-live="polite" className="empty:absolute">
      {services.length === 0 || frame === null ? null : (
        <section aria-label="New since you opened this page" className="border-t-2 border-ink pt-3">
          <h2 className="mb-2 text-lead">New since you opened this page</h2>
          <ul>
            {services.map((service) => (
              <li
                key={service.slug}
                className="relative flex items-center justify-between gap-4 border-b border-rule py-4"
              >
                <div>
                  <h3 className="text-lead">
                    <a
                      href={`/status/${service.slug}`}
                      className="no-underline after:absolute after:inset-0 hover:underline"
                    >
                      {service.name}
                    </a>
                  </h3>
                  <RowState row={service} nowMs={frame.asOf} />
                </div>
                <RowCount row={service} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
