"use client";

import { CopyText } from "#components/figures/copy-text.tsx";
import { Fold } from "#components/frame/fold.tsx";
import { usePrint } from "#components/print/print-choice.tsx";
import { formatMinute } from "#lib/buckets/minute.ts";
import { citeIncident } from "#lib/publish/citation.ts";
import type { IncidentFacts } from "#lib/publish/incident-facts.ts";

interface CiteProps {
  readonly facts: IncidentFacts;
  readonly instance: string;
  readonly publicUrl: string;
}

/** How to cite the record: the address of what is known at this minute, which never changes. */
export function Cite({ facts, instance, publicUrl }: CiteProps) {
  const { language, timeZone } = usePrint();
  const citation = citeIncident(facts, language, timeZone, { instance, publicUrl });
  const permalink = `${publicUrl}/incidents/${facts.incident.id}`;
  return (
    <div className="grid gap-4">
      <div lang={language}>
        <CopyText text={citation.full} what="Copy the citation" />
      </div>
      <Fold title="BibTeX">
        <div className="font-mono text-small">
          <CopyText text={citation.bibtex} what="Copy the BibTeX entry" />
        </div>
      </Fold>
      <p className="max-w-[68ch] text-small text-soft">
        The record stays at <a href={permalink}>its own address</a> and goes on to be completed.{" "}
        <a href={`${permalink}?asof=${formatMinute(facts.settled)}`}>This address</a> shows for ever what was known at
        this minute.
      </p>
    </div>
  );
}
