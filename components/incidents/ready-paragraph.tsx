"use client";

import { CopyText } from "#components/figures/copy-text.tsx";
import { usePrint } from "#components/print/print-choice.tsx";
import type { IncidentFacts } from "#lib/publish/incident-facts.ts";
import { incidentParagraph } from "#lib/publish/incident-paragraph.ts";

interface ReadyParagraphProps {
  readonly facts: IncidentFacts;
  /** The instance's name, as the source. */
  readonly instance: string;
}

/** The incident as a paragraph to print, in the editor's language and time zone. */
export function ReadyParagraph({ facts, instance }: ReadyParagraphProps) {
  const { language, timeZone } = usePrint();
  return (
    <div lang={language}>
      <CopyText text={incidentParagraph(facts, language, timeZone, instance)} what="Copy the paragraph" />
    </div>
  );
}
