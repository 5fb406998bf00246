import { asMinute } from "#lib/buckets/minute.ts";
import type { VerdictFacts } from "#lib/incidents/verdict-facts.ts";

const MINUTE = asMinute(28_850_000);

/** A rise that passed every gate, in the minute that opened its incident. */
export function flagged(change: Partial<VerdictFacts> = {}): VerdictFacts {
  return {
    minute: MINUTE,
    state: "outage",
    finding: "outage",
    country: null,
    window: 5,
    observed: 312,
    networks: 240,
    expected: 6.2,
    usual: 6.2,
    basis: "baseline",
    evidence: 451.5,
    threshold: 10.5,
    gates: { evidence: true, size: true, diversity: true, ownRise: true, notTail: true, lasting: true },
    episode: { flagged: asMinute(MINUTE + 1) },
    thresholds: 1,
    ...change,
  };
}

/** The same with some gates closed. */
export function gated(closed: Partial<VerdictFacts["gates"]>, change: Partial<VerdictFacts> = {}): VerdictFacts {
  const facts = flagged({ episode: null, ...change });
  return { ...facts, gates: { ...facts.gates, ...closed } };
}
