import type { ReactNode } from "react";

interface DefinitionFigureProps {
  readonly label: string;
  readonly value: ReactNode;
  /** What the figure counts: unit, scope, and its limits. */
  readonly definition: ReactNode;
}

/**
 * A figure that can be quoted: its name, its value set large, and what exactly it says. Server and browser may write the
 * moments in it differently, as `Moment` knows.
 */
export function DefinitionFigure({ label, value, definition }: DefinitionFigureProps) {
  return (
    <div className="border-t border-rule py-3">
      <dt className="text-small text-soft">{label}</dt>
      <dd className="text-head font-semibold tracking-tight" suppressHydrationWarning>
        {value}
      </dd>
      <dd className="max-w-[44ch] text-small text-soft" suppressHydrationWarning>
        {definition}
      </dd>
    </div>
  );
}
