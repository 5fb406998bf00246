"use client";

import { useHomeFrame } from "#components/live/live-home.tsx";
import { newInFrame } from "#components/live/moving-row.ts";
import { RowCount, RowState } from "#components/services/row-state.tsx";
import type { HomeFrame } from "#lib/live/live-frame.ts";
import { stateWords } from "#lib/publish/state-words.ts";

interface NewServicesProps {
  /** Slugs of the services that were not normal when the page was made, those that it has no room for too. */
  readonly known: readonly string[];
}

interface NewServiceListProps {
  readonly services: HomeFrame["services"];
  readonly nowMs: number;
}

const TITLE = "New since you opened this page";

/** What is read aloud: names and states alone, because a count is another one every second. */
function spokenWords(services: HomeFrame["services"]): string {
  if (services.length === 0) return "";
  return `${TITLE}: ${services.map(({ name, state }) => `${name}, ${stateWords(state).phrase}`).join("; ")}.`;
}

/** Services that are new, with their counts. Its line for screen readers takes no room. */
export function NewServiceList({ services, nowMs }: NewServiceListProps) {
  return (
    <>
      <p role="status" className="sr-only">
        {spokenWords(services)}
      </p>
      {services.length === 0 ? null : (
        <section aria-label={TITLE} className="border-t-2 border-ink pt-3">
          <h2 className="mb-2 text-lead">{TITLE}</h2>
          <ul>
            {services.map((service) => (
              <li
                key={service.slug}
                className="relative flex flex-wrap items-center justify-between gap-4 border-b border-rule py-4"
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
                  <RowState row={service} nowMs={nowMs} />
                </div>
                <RowCount row={service} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Services that have left normal since the page was opened. They stand above the lists, which keep their order. */
export function NewServices({ known }: NewServicesProps) {
  const frame = useHomeFrame();
  return <NewServiceList services={newInFrame(known, frame)} nowMs={frame?.asOf ?? 0} />;
}
