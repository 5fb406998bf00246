import type { Sources } from "#lib/detection/loud-sources.ts";
import { limits, THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";
import { type Evidence, evidenceSchema } from "#lib/incidents/evidence.ts";
import type { EventRow } from "#lib/live/events.db.ts";
import type { IncidentEventView } from "#lib/live/incident-snapshot.ts";
import type { IncidentRow } from "#lib/live/incidents.db.ts";
import type { Stamp } from "#lib/live/snapshot.ts";

/** An event with what it followed from; null where what is stored is no evidence that this build can read. */
export interface EventEvidence extends IncidentEventView {
  readonly evidence: Evidence | null;
}

export interface EvidenceSnapshot extends Stamp {
  readonly incidentId: string;
  readonly service: { readonly slug: string; readonly name: string };
  readonly thresholds: Readonly<Record<string, number>>;
  readonly thresholdsVersion: number;
  readonly events: readonly EventEvidence[];
}

/**
 * Numbers the sources, loudest first, in the place of AS numbers and address groups: diversity follows from the
 * counts alone, and who was in which network is nobody's business. The order is also the worker's, so that the
 * entropy is summed in the same order.
 */
export function numberSources(sources: Sources): Sources {
  const loudest = Object.values(sources).sort((a, b) => b.reports - a.reports);
  return Object.fromEntries(loudest.map((counts, i) => [`source-${i + 1}`, counts]));
}

/** Stored evidence as it may be published: only the parts that the schema names, without names of networks. */
function publishable(stored: unknown): Evidence | null {
  const parsed = evidenceSchema.safeParse(stored);
  if (!parsed.success) return null;
  const { input } = parsed.data;
  return { ...parsed.data, input: { ...input, sources: input.sources && numberSources(input.sources) } };
}

/** The evidence of an incident, event by event, with this build's thresholds beside it. */
export function buildEvidence(stamp: Stamp, row: IncidentRow, events: readonly EventRow[]): EvidenceSnapshot {
  return {
    ...stamp,
    incidentId: row.id,
    service: { slug: row.slug, name: row.name },
    thresholds: limits,
    thresholdsVersion: THRESHOLDS_VERSION,
    events: events.map(({ seq, minute, kind, reason, evidence }) => ({
      seq,
      minute,
      kind,
      reason,
      evidence: publishable(evidence),
    })),
  };
}
