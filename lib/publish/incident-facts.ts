import type { Minute } from "#lib/buckets/minute.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import type { Mode, Share } from "#lib/live/snapshot.ts";

/** What the sentences and the figure card of an incident are made from: no more than a script in the page needs. */
export interface IncidentFacts {
  /** Milliseconds since the epoch. */
  readonly asOf: number;
  /** As of when it can be cited. */
  readonly settled: Minute;
  readonly mode: Mode;
  readonly service: Pick<IncidentSnapshot["service"], "name">;
  readonly incident: Pick<IncidentSnapshot["incident"], "id" | "started" | "ended" | "corrected">;
  readonly figures: Pick<
    IncidentSnapshot["figures"],
    "peak15" | "peak1" | "total" | "ratio" | "expected15" | "firstFlag" | "worksPercent"
  >;
  /** What was named most. */
  readonly problem: Pick<Share, "key" | "label" | "percent"> | null;
  /** When the company first said something; null when nothing is on record. */
  readonly companyFirst: Minute | null;
}

/** The facts alone: a script that writes the paragraph again in another time zone needs no more of the page. */
export function factsOf({
  asOf,
  settled,
  mode,
  service,
  incident,
  figures,
  problems,
  official,
}: IncidentSnapshot): IncidentFacts {
  const { id, started, ended, corrected } = incident;
  const { peak15, peak1, total, ratio, expected15, firstFlag, worksPercent } = figures;
  const [named] = problems;
  return {
    asOf,
    settled,
    mode,
    service: { name: service.name },
    incident: { id, started, ended, corrected },
    figures: { peak15, peak1, total, ratio, expected15, firstFlag, worksPercent },
    problem: named === undefined ? null : { key: named.key, label: named.label, percent: named.percent },
    companyFirst: official[0]?.minute ?? null,
  };
}
