import { formatCount } from "#lib/publish/number-words.ts";

interface ScaleNoteProps {
  readonly top: number;
  /** Which small charts share the scale. */
  readonly shared: "list" | "page";
}

/** What the small charts count, and the top of their one scale. */
export function ScaleNote({ top, shared }: ScaleNoteProps) {
  return (
    <p className="mt-2 text-small text-soft">
      Problem reports per 5 minutes, last 6 hours. One scale for this {shared}: its top is {formatCount(top)}.
    </p>
  );
}
