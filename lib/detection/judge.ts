import { addMinutes } from "#lib/buckets/minute.ts";
import { decidingSeries, type Look } from "#lib/detection/deciding-series.ts";
import { follow, type Step } from "#lib/detection/follow.ts";
import type { Memory } from "#lib/detection/memory.ts";
import { reasonOf } from "#lib/detection/sentence.ts";
import { limits, THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";
import type { JudgeInput, Verdict } from "#lib/detection/verdict.ts";

/** A verdict and the memory for the next minute. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly memory: Memory;
}

/** Window that a verdict speaks of when no window stands out, and while an outage is followed. */
const PLAIN_WINDOW = 15;

function unknown(input: JudgeInput): Judgement {
  const { memory, minute } = input;
  const facts = {
    minute,
    state: "unknown",
    since: minute,
    finding: "gap",
    country: null,
    window: 1,
    observed: 0,
    networks: 0,
    expected: null,
    usual: null,
    late: 0,
    basis: "trailing",
    evidence: 0,
    threshold: limits.outageEvidence,
    gates: { evidence: false, size: false, diversity: true, ownRise: true, notTail: true, lasting: true },
    episode: memory.episode,
    continues: false,
    end: null,
    thresholds: THRESHOLDS_VERSION,
  } as const;
  return { verdict: { ...facts, reason: reasonOf(facts, { country: null, larger: null }) }, memory };
}

/** The window that stands out, by its networks or else by its reports alone. */
function tellingWindow({ scan, volume }: Look["found"]) {
  return scan.level === "none" ? volume : scan.best;
}

function tell({ series, found }: Look, step: Step): Verdict {
  const { input, sums, expected, country } = series;
  const { memory, end, continues } = step;
  const { best } = found.scan;
  const window = input.memory.episode === null ? (tellingWindow(found)?.minutes ?? PLAIN_WINDOW) : PLAIN_WINDOW;
  const mean = expected.window(window)?.mean ?? null;
  const usual = expected.usual(window) ?? mean;
  const { reportsPerNetwork } = expected;
  const facts = {
    minute: input.minute,
    state: memory.state,
    since: memory.since ?? addMinutes(input.minute, 1),
    finding: found.finding,
    country,
    window,
    observed: sums.reports(window),
    networks: sums.networks(window),
    expected: mean === null ? null : mean * reportsPerNetwork,
    usual: usual === null ? null : usual * reportsPerNetwork,
    late: expected.late(window) * reportsPerNetwork,
    basis: expected.basis,
    evidence: best?.evidence ?? 0,
    threshold: best?.threshold ?? limits.outageEvidence,
    gates: found.gates,
    episode: memory.episode,
    continues,
    end,
    thresholds: THRESHOLDS_VERSION,
  };
  const named = input.countries.find((own) => own.country === country)?.name ?? null;
  return { ...facts, reason: reasonOf(facts, { country: named, larger: input.larger?.name ?? null }) };
}

/**
 * Judges one minute of one service from its recent counts, what is normal for it, and what it was before.
 * Pure and deterministic: the same input gives the same verdict to the last bit, today and in a replay.
 */
export function judge(input: JudgeInput): Judgement {
  if (input.known.at(-1) !== true) return unknown(input);
  const look = decidingSeries(input);
  const step = follow(look.series, look.found);
  // A country is judged without what ended in another one, and by its share of what ended in the whole: remembered is what ended.
  const closed = step.memory.closed === look.series.input.memory.closed ? input.memory.closed : step.memory.closed;
  return { verdict: tell(look, step), memory: { ...step.memory, closed } };
}
