import { z } from "zod";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import { minuteSchema } from "#lib/buckets/minute-schema.ts";
import type { Span } from "#lib/buckets/window.ts";
import { type Baseline, baselineSchema } from "#lib/detection/baseline.ts";
import { coldReportRate } from "#lib/detection/memory.ts";

/** What was decided with an event, and what was normal then. Null where it was not recorded. */
export interface RecordedDecision {
  readonly level: "possible" | "outage" | null;
  /** Back-dated: the first minute of the outage that was followed. */
  readonly started: Minute | null;
  readonly end: Span | null;
  readonly baseline: Baseline | null;
  /** Without a baseline: reports per minute that were usual before the outage. */
  readonly coldRate: number | null;
}

/**
 * Baselines of all versions so far: what was cited is drawn for ever as it was. Version 1 knew no local clock and went
 * by UTC. A version whose fields mean something else needs a branch here that turns an older one into it.
 */
const anyBaseline = baselineSchema
  .extend({
    version: z.int().transform(() => baselineSchema.shape.version.value),
    clock: baselineSchema.shape.clock.default([{ from: asMinute(0), offset: 0 }]),
  })
  .nullable()
  .catch(null);

const level = z.enum(["possible", "outage"]).nullable().catch(null);
const coldRate = z.number().nullable().catch(null);
const start = minuteSchema.nullable().catch(null);
/** Builds that did not store it took the networks for reports, and that is what was cited. */
const coldReports = z.number().catch(1);
const NO_EPISODE = { level: null, start: null, coldRate: null, coldReports: 1 };
const episode = z.object({ level, start, coldRate, coldReports }).catch(NO_EPISODE);

/** Each part is read by itself: what a build stored otherwise takes nothing else with it. */
const decisionSchema = z.object({
  verdict: z
    .object({ episode, end: z.object({ from: minuteSchema, to: minuteSchema }).nullable().catch(null) })
    .catch({ episode: NO_EPISODE, end: null }),
  input: z
    .object({ baseline: anyBaseline, memory: z.object({ episode }).catch({ episode: NO_EPISODE }) })
    .catch({ baseline: null, memory: { episode: NO_EPISODE } }),
});

/**
 * What an event's evidence says was decided. It is read from what was stored and never judged again: another build has
 * other thresholds, and would decide something else.
 */
export function recordedDecision(evidence: unknown): RecordedDecision {
  const read = decisionSchema.safeParse(evidence).data;
  if (read === undefined) return { level: null, started: null, end: null, baseline: null, coldRate: null };
  const { verdict, input } = read;
  return {
    level: verdict.episode.level,
    started: verdict.episode.start,
    end: verdict.end,
    baseline: input.baseline,
    coldRate: coldReportRate(verdict.episode) ?? coldReportRate(input.memory.episode),
  };
}
