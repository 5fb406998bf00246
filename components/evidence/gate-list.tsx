import type { VerdictFacts } from "#lib/incidents/verdict-facts.ts";
import { gateWords } from "#lib/publish/evidence-words.ts";

/** A tick or a cross; the word beside it says the same. */
function GateMark({ passed }: { passed: boolean }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="mt-1 size-4 shrink-0" fill="none" stroke="currentColor">
      <path strokeWidth="2" d={passed ? "M2 8.5 6.5 13 14 3.5" : "M3.5 3.5 12.5 12.5 M12.5 3.5 3.5 12.5"} />
    </svg>
  );
}

/** Each test between a count and an outage, and what came of it. */
export function GateList({ facts }: { facts: VerdictFacts }) {
  return (
    <ul className="border-t border-rule">
      {gateWords(facts).map(({ name, passed, meaning }) => (
        <li key={name} className="flex gap-3 border-b border-rule py-2">
          <GateMark passed={passed} />
          <p>
            <span className="font-semibold">{name}</span>
            <span className="text-soft">, {passed ? "passed" : "not passed"}.</span>{" "}
            <span className="text-small text-soft">{meaning}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
