import { z } from "zod";
import { partsOfKey, sourceKey } from "#lib/buckets/source-key.ts";
import { limits, THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";
import { type Evidence, evidenceSchema } from "#lib/incidents/evidence.ts";
import type { EventRow } from "#lib/live/events.db.ts";
import type { IncidentEventView } from "#lib/live/incident-snapshot.ts";
import type { IncidentRow } from "#lib/live/incidents.db.ts";
import type { Stamp } from "#lib/live/snapshot.ts";

/** Counts of a source: reports alone until version 3 of the thresholds. */
const sourceCounts = z.union([z.number(), z.object({ reports: z.number(), networks: z.number() })]);
type SourceCounts = z.infer<typeof sourceCounts>;

const part = z.looseObject({});
const numbers = z.array(z.number());

/** Evidence that older thresholds judged, as it was stored: this build cannot judge it again, the release that stored it can. */
const olderEvidenceSchema = z.object({
  thresholds: z.number().lt(THRESHOLDS_VERSION),
  input: z.looseObject({
    ...{ minute: z.number(), reports: numbers, networks: numbers, known: z.array(z.boolean()) },
    ...{ baseline: part.nullable(), memory: part, larger: part.nullable() },
    ...{ isNetwork: z.boolean(), commonFactor: z.number(), sources: z.record(z.string(), sourceCounts).nullable() },
  }),
  open: part.nullable(),
  last: part.nullable(),
  verdict: z.looseObject({ state: z.string(), reason: z.string() }),
});

export type OlderEvidence = z.infer<typeof olderEvidenceSchema>;

/** An event with what it followed from; null where what is stored is no evidence that this build can read. */
export interface EventEvidence extends IncidentEventView {
  readonly evidence: Evidence | OlderEvidence | null;
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
export function numberSources<Counts extends SourceCounts>(
  sources: Readonly<Record<string, Counts>>,
): Record<string, Counts> {
  const reportsOf = (counts: SourceCounts) => (typeof counts === "number" ? counts : counts.reports);
  const loudest = Object.entries(sources).sort(([, a], [, b]) => reportsOf(b) - reportsOf(a));
  const names = [...new Set(loudest.map(([key]) => partsOfKey(key).source))];
  const numbered = (key: string) => {
    const { source, country } = partsOfKey(key);
    return sourceKey(`source-${names.indexOf(source) + 1}`, country);
  };
  return Object.fromEntries(loudest.map(([key, counts]) => [numbered(key), counts]));
}

function withoutNames<
  Stored extends { readonly input: { readonly sources: Readonly<Record<string, SourceCounts>> | null } },
>(stored: Stored): Stored {
  const { input } = stored;
  return { ...stored, input: { ...input, sources: input.sources && numberSources(input.sources) } };
}

/** Stored evidence as it may be published: only the parts that the schema names, without names of networks. */
function publishable(stored: unknown): Evidence | OlderEvidence | null {
  const older = olderEvidenceSchema.safeParse(stored).data;
  if (older !== undefined) return withoutNames(older);
  const own = evidenceSchema.safeParse(stored).data;
  return own === undefined ? null : withoutNames(own);
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
