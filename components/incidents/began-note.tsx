import { Moment } from "#components/time/moment.tsx";
import type { Began } from "#lib/live/build-began.ts";
import { formatCount } from "#lib/publish/number-words.ts";

interface BeganNoteProps {
  readonly began: Began | null;
  readonly nowMs: number;
}

/** When reporters say that it began, beside the start that follows from the counts. Nothing where too few say. */
export function BeganNote({ began, nowMs }: BeganNoteProps) {
  if (began === null) return null;
  return (
    <p className="mt-4 max-w-[68ch] text-small text-soft">
      {formatCount(began.reports)} of the counted reports also say when it began: half of them{" "}
      <Moment minute={began.median} nowMs={nowMs} /> or earlier. They choose from rough times like “about half an hour
      ago”; the start in this record follows from the counts.
    </p>
  );
}
