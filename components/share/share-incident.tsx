"use client";

import { CopyText } from "#components/figures/copy-text.tsx";
import { Fold } from "#components/frame/fold.tsx";
import { ReadyParagraph } from "#components/incidents/ready-paragraph.tsx";
import { usePrint } from "#components/print/print-choice.tsx";
import { ShareDialog } from "#components/share/share-dialog.tsx";
import { formatMinute } from "#lib/buckets/minute.ts";
import { DEFAULT_RANGE } from "#lib/live/range.ts";
import { citeIncident } from "#lib/publish/citation.ts";
import type { IncidentFacts } from "#lib/publish/incident-facts.ts";

interface ShareIncidentProps {
  readonly facts: IncidentFacts;
  readonly instance: string;
  readonly publicUrl: string;
  readonly isFrozen: boolean;
}

/** Shares an incident's record. */
export function ShareIncident({ facts, instance, publicUrl, isFrozen }: ShareIncidentProps) {
  const { language, timeZone } = usePrint();
  const { id } = facts.incident;
  const subject = {
    name: facts.service.name,
    publicUrl,
    path: `/incidents/${id}`,
    embedPath: `/embed/incidents/${id}`,
    asOf: formatMinute(facts.settled),
    range: DEFAULT_RANGE,
    isIncident: true,
    isFrozen,
  };
  const citation = citeIncident(facts, language, timeZone, { instance, publicUrl });
  return (
    <ShareDialog subject={subject} fallback="#share">
      <Fold title="Paragraph">
        <ReadyParagraph facts={facts} instance={instance} />
      </Fold>
      <Fold title="Citation">
        <div lang={language}>
          <CopyText text={citation.full} what="Copy the citation" />
        </div>
      </Fold>
    </ShareDialog>
  );
}
