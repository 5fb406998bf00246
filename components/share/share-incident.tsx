"use client";

import { ShareDialog } from "#components/share/share-dialog.tsx";
import { formatMinute } from "#lib/buckets/minute.ts";
import { DEFAULT_RANGE } from "#lib/live/range.ts";
import type { IncidentFacts } from "#lib/publish/incident-facts.ts";

interface ShareIncidentProps {
  readonly facts: IncidentFacts;
  readonly instance: string;
  readonly publicUrl: string;
  readonly isFrozen: boolean;
}

const load = () => import("#components/share/incident-panel.tsx").then(({ IncidentPanel }) => IncidentPanel);

/** Shares an incident's record. */
export function ShareIncident({ facts, instance, publicUrl, isFrozen }: ShareIncidentProps) {
  const { id } = facts.incident;
  const { name } = facts.service;
  const subject = {
    name,
    publicUrl,
    path: `/incidents/${id}`,
    embedPath: `/embed/incidents/${id}`,
    asOf: formatMinute(facts.settled),
    range: DEFAULT_RANGE,
    isIncident: true,
    isFrozen,
  };
  return <ShareDialog name={name} fallback="#share" load={load} panel={{ subject, facts, instance }} />;
}
