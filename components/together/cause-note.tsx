import type { CauseView } from "#lib/live/snapshot.ts";
import { causeWords } from "#lib/publish/together-words.ts";

/** A supplier that several failing services may have in common, said as what it is: possible. */
export function CauseNote({ cause }: { cause: CauseView }) {
  const { supplier } = cause;
  return (
    <p className="mb-3 max-w-[68ch] border-l-4 border-rule-strong pl-4">
      {causeWords(cause)} <a href={`/status/${supplier.slug}`}>{supplier.name} now</a>
    </p>
  );
}
