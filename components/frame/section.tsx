import { type ReactNode, useId } from "react";

interface SectionProps {
  /** Address of the section within the page. */
  readonly id?: string;
  readonly title: string;
  readonly note?: ReactNode;
  /** What sets how the part is shown; stands beside the heading where there is room. */
  readonly controls?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page under its own heading. */
export function Section({ id, title, note, controls, children }: SectionProps) {
  const headingId = useId();
  const heading = (
    <h2 id={headingId} className="mb-2 text-lead">
      {title}
    </h2>
  );
  return (
    <section id={id} aria-labelledby={headingId} className="scroll-mt-4 border-t-2 border-ink pt-3">
      {controls === undefined ? (
        heading
      ) : (
        <div className="mb-4 flex flex-wrap justify-between gap-x-6">
          {heading}
          {controls}
        </div>
      )}
      {note === undefined ? null : <p className="mb-2 max-w-[68ch] text-small text-soft">{note}</p>}
      {children}
    </section>
  );
}
