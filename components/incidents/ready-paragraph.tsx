"use client";

import { useState } from "react";
import { CopyText } from "#components/figures/copy-text.tsx";
import { type IncidentFacts, incidentParagraph } from "#components/incidents/incident-words.ts";
import { useReaderZone } from "#components/time/reader-zone.ts";

/** Zones that newsrooms write in, beside UTC and the reader's own. */
const NEWSROOM_ZONES = [
  "America/Los_Angeles",
  "America/New_York",
  "America/Sao_Paulo",
  "Europe/London",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Asia/Tokyo",
  "Australia/Sydney",
] as const;

interface ReadyParagraphProps {
  readonly facts: IncidentFacts;
  /** The instance's name, as the source. */
  readonly instance: string;
}

/** The incident as a paragraph to print, in the editor's time zone. */
export function ReadyParagraph({ facts, instance }: ReadyParagraphProps) {
  const own = useReaderZone();
  const [chosen, setChosen] = useState<string | null>(null);
  const zone = chosen ?? own;
  const zones = [...new Set([own, "UTC", ...NEWSROOM_ZONES])];
  return (
    <div className="grid gap-3">
      <label className="text-small text-soft noscript:hidden">
        Times in{" "}
        <select
          value={zone}
          onChange={(event) => setChosen(event.target.value)}
          className="min-h-9 border-b border-rule-strong bg-paper text-ink"
        >
          {zones.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <CopyText text={incidentParagraph(facts, zone, instance)} what="Copy the paragraph" />
    </div>
  );
}
