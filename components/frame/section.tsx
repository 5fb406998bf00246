import { type ReactNode, useId } from "react";

interface SectionProps {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}

/** A part of a page under its own heading. */
export function Section({ title, note, children }: SectionProps) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className="py-6">
      <h2 id={headingId} className="mb-3 text-lead md:text-head">
        {title}
      </h2>
      {note === undefined ? null : <p className="mb-3 max-w-[68ch] text-base text-soft">{note}</p>}
      {children}
    </section>
  );
}
