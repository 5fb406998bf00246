import type { ReactNode } from "react";
import { EvidenceMeter } from "#components/evidence/evidence-meter.tsx";
import { GateList } from "#components/evidence/gate-list.tsx";
import type { VerdictFacts } from "#lib/incidents/verdict-facts.ts";
import { chanceWords, countryWords, evidenceFigures, whyWords } from "#lib/publish/evidence-words.ts";

interface EvidencePanelProps {
  readonly facts: VerdictFacts;
  /** Of when the numbers are, where the page beside them goes on. */
  readonly judged?: ReactNode;
  /** What stands below: how to check it. */
  readonly children: ReactNode;
}

/** Why a verdict is what it is: the counts against what is usual, how far beyond chance they are, and each test. */
export function EvidencePanel({ facts, judged, children }: EvidencePanelProps) {
  const words = [whyWords(facts), countryWords(facts), chanceWords(facts)].filter((text) => text !== null);
  return (
    <div className="grid gap-5">
      {judged === undefined ? null : <p className="-mb-3 text-small text-soft">{judged}</p>}
      <p className="max-w-[68ch]">{words.join(" ")}</p>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,5.25rem),1fr))] gap-x-4 gap-y-3 sm:gap-x-8">
        {evidenceFigures(facts).map(({ label, value, note }) => (
          <div key={label}>
            <dt className="text-small text-soft">{label}</dt>
            <dd className="text-balance text-lead font-semibold">{value}</dd>
            <dd className="text-small text-soft">{note}</dd>
          </div>
        ))}
      </dl>
      <EvidenceMeter evidence={facts.evidence} threshold={facts.threshold} />
      <GateList facts={facts} />
      {children}
    </div>
  );
}
