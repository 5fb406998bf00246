import type { z } from "zod";
import { addMinutes, formatMinute } from "#lib/buckets/minute.ts";
import { THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";
import { recompute } from "#lib/incidents/evidence.ts";
import type { evidenceAnswer } from "#server/routes/api/answers.ts";

export type PublishedEvidence = z.output<typeof evidenceAnswer>;
type PublishedEvent = PublishedEvidence["events"][number];

/** One event judged again. */
export interface Recheck {
  /** `other-version`: other thresholds than this build's judged it, so nothing can be said here. */
  readonly outcome: "agrees" | "differs" | "other-version";
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
    return { outcome: "agrees", stored: word, recomputed: "an operator's word: nothing to judge" };
  }
  const stored = `${minute} ${kind} ${evidence?.verdict.state ?? "?"}: ${reason}`;
  if (evidence === null) return { outcome: "differs", stored, recomputed: "no evidence that this build can read" };
  if (evidence.thresholds !== THRESHOLDS_VERSION) {
    const versions = `version ${evidence.thresholds} of the thresholds judged this, and this build has ${THRESHOLDS_VERSION}`;
    return { outcome: "other-version", stored, recomputed: `not judged again: ${versions}. CHANGELOG.md names them.` };
  }
  const again = tryAgain(evidence);
  if (again === null)
    return { outcome: "differs", stored, recomputed: "cannot be judged again: the evidence is damaged" };
  const { verdict, transition } = again;
  const at = formatMinute(addMinutes(verdict.minute, 1));
  const recomputed = `${at} ${transition.kind} ${verdict.state}: ${transition.reason}`;
  const same = canonical(verdict) === canonical(evidence.verdict);
  return { outcome: same && recomputed === stored ? "agrees" : "differs", stored, recomputed };
}

/** Judges each event of an incident again, from nothing but what is published. Bit for bit: every number of the verdict counts. */
export function recheckIncident(published: PublishedEvidence): Recheck[] {
  return published.events.map(recheckEvent);
}

const LABELS = { agrees: "agrees ", differs: "differs", "other-version": "not here" } as const;

/** The result in words, a paragraph per event. */
export function formatRechecks(rechecks: readonly Recheck[]): string {
  if (rechecks.length === 0) return "no events";
  const lines = rechecks.map(
    ({ outcome, stored, recomputed }) =>
      `${LABELS[outcome]}  stored      ${stored}\n         recomputed  ${recomputed}`,
  );
  const count = (outcome: Recheck["outcome"]) => rechecks.filter((recheck) => recheck.outcome === outcome).length;
  const [differ, others] = [count("differs"), count("other-version")];
  const parts = [
    differ + others === 0 ? "all agree" : `${count("agrees")} agree`,
    ...(differ === 0 ? [] : [`${differ} differ`]),
    ...(others === 0 ? [] : [`${others} judged by another version of the thresholds`]),
  ];
  return [...lines, `${rechecks.length} events, ${parts.join(", ")}`].join("\n");
}

/** 0: all agree. 1: something differs, or there is nothing. 2: nothing differs, but not all could be judged by this build. */
export function exitCodeOf(rechecks: readonly Recheck[]): 0 | 1 | 2 {
  if (rechecks.length === 0 || rechecks.some(({ outcome }) => outcome === "differs")) return 1;
  return rechecks.every(({ outcome }) => outcome === "agrees") ? 0 : 2;
}
