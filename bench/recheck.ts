import type { z } from "zod";
import { addMinutes, formatMinute } from "#lib/buckets/minute.ts";
import { THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";
import { recompute } from "#lib/incidents/evidence.ts";
import type { evidenceAnswer } from "#server/routes/api/answers.ts";

export type PublishedEvidence = z.output<typeof evidenceAnswer>;
type PublishedEvent = PublishedEvidence["events"][number];

/** One event judged again. */
export interface Recheck {
  readonly agrees: boolean;
  /** What was published, and what comes out now. */
  readonly stored: string;
  readonly recomputed: string;
}

/** JSON with sorted keys: databases keep the values of an object, not their order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function tryAgain(evidence: PublishedEvent["evidence"]) {
  try {
    return recompute(evidence);
  } catch {
    return null;
  }
}

function recheckEvent({ minute, kind, reason, evidence }: PublishedEvent): Recheck {
  if (kind === "corrected") {
    const word = `${minute} corrected: ${reason}`;
    return { agrees: true, stored: word, recomputed: "an operator's word: nothing to judge" };
  }
  const stored = `${minute} ${kind} ${evidence?.verdict.state ?? "?"}: ${reason}`;
  if (evidence === null) return { agrees: false, stored, recomputed: "no evidence that this build can read" };
  if (evidence.thresholds !== THRESHOLDS_VERSION) {
    const versions = `version ${evidence.thresholds} of the thresholds judged this, and this build has ${THRESHOLDS_VERSION}`;
    return { agrees: false, stored, recomputed: `cannot be judged again: ${versions}` };
  }
  const again = tryAgain(evidence);
  if (again === null) return { agrees: false, stored, recomputed: "cannot be judged again: the evidence is damaged" };
  const { verdict, transition } = again;
  const at = formatMinute(addMinutes(verdict.minute, 1));
  const recomputed = `${at} ${transition.kind} ${verdict.state}: ${transition.reason}`;
  const same = canonical(verdict) === canonical(evidence.verdict);
  return { agrees: same && recomputed === stored, stored, recomputed };
}

/** Judges each event of an incident again, from nothing but what is published. Bit for bit: every number of the verdict counts. */
export function recheckIncident(published: PublishedEvidence): Recheck[] {
  return published.events.map(recheckEvent);
}

/** The result in words, a paragraph per event. */
export function formatRechecks(rechecks: readonly Recheck[]): string {
  const lines = rechecks.map(
    ({ agrees, stored, recomputed }) =>
      `${agrees ? "agrees " : "differs"}  stored      ${stored}\n         recomputed  ${recomputed}`,
  );
  const differing = rechecks.filter(({ agrees }) => !agrees).length;
  const sum = `${rechecks.length} events, ${differing === 0 ? "all agree" : `${differing} differ`}`;
  return [...lines, rechecks.length === 0 ? "no events" : sum].join("\n");
}
