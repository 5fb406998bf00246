"use client";

import { CopyText } from "#components/figures/copy-text.tsx";
import { Fold } from "#components/frame/fold.tsx";
import { ReadyParagraph } from "#components/incidents/ready-paragraph.tsx";
import { usePrint } from "#components/print/print-choice.tsx";
import { SharePanel } from "#components/share/share-panel.tsx";
import type { ShareSubject } from "#components/share/share-subject.ts";
import { citeIncident } from "#lib/publish/citation.ts";
import type { IncidentFacts } from "#lib/publish/incident-facts.ts";

interface IncidentPanelProps {
  readonly subject: ShareSubject;
  readonly facts: IncidentFacts;
  readonly instance: string;
}

/** What an incident's share dialog holds. */
export function IncidentPanel({ subject, facts, instance }: IncidentPanelProps) {
  const { language, timeZone } = usePrint();
  const citation = citeIncident(facts, language, timeZone, { instance, publicUrl: subject.publicUrl });
  return (
    <SharePanel subject={subject}>
      <Fold title="Paragraph">
        <ReadyParagraph facts={facts} instance={instance} />
      </Fold>
      <Fold title="Citation">
        <div lang={language}>
          <CopyText text={citation.full} what="Copy the citation" />
        </div>
      </Fold>
    </SharePanel>
  );
}
