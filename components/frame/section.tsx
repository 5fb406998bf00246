import { type ReactNode, useId } from "react";

interface SectionProps {
  /** Address of the section within the page. */
  readonly id?: string;
  readonly title: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page under its own heading. */
export function Section({ id, title, note, children }: SectionProps) {
  const headingId = useId();
  return (
    <section id={id} aria-labelledby={headingId} className="scroll-mt-4 border-t-2 border-ink pt-3">
      <h2 id={headingId} className="mb-2 text-lead">
        {title}
      </h2>
      {note === undefined ? null : <p className="mb-2 max-w-[68ch] text-small text-soft">{note}</p>}
      {children}
    </section>
  );
}
