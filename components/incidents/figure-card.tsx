"use client";

import { DefinitionFigure } from "#components/figures/definition-figure.tsx";
import { usePrint } from "#components/print/print-choice.tsx";
import { figureCard } from "#lib/publish/figure-card.ts";
import type { IncidentFacts } from "#lib/publish/incident-facts.ts";

/** Figures whose value is a moment with its day: as long as a line, and not what is compared at a glance. */
const TIMES: ReadonlySet<string> = new Set(["start", "flag", "company", "end"]);

/** The figure card of an incident: everything that may be quoted, and what it means, in the editor's language and time zone. */
export function FigureCard({ facts }: { readonly facts: IncidentFacts }) {
  const { language, timeZone } = usePrint();
  return (
    <dl lang={language} className="grid grid-cols-1 gap-x-12 sm:grid-cols-2 lg:grid-cols-3">
      {figureCard(facts, language, timeZone).map(({ key, value, ...figure }) => (
        <DefinitionFigure
          key={key}
          value={
            TIMES.has(key) ? (
              <span className="text-lead" suppressHydrationWarning>
                {value}
              </span>
            ) : (
              value
            )
          }
          {...figure}
        />
      ))}
    </dl>
  );
}
