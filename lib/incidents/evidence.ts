import { z } from "zod";
import { judge } from "#lib/detection/judge.ts";
import { sourcesWith } from "#lib/detection/sources.ts";
import { THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";
import { type JudgeInput, judgeInputSchema, type Verdict } from "#lib/detection/verdict.ts";
import { lastIncidentSchema, nextIncident, openIncidentSchema, type Transition } from "#lib/incidents/incident.ts";

/** What is stored with each event of an incident: everything that the decision followed from. */
export const evidenceSchema = z.object({
  thresholds: z.number(),
  input: judgeInputSchema,
  open: openIncidentSchema.nullable(),
  last: lastIncidentSchema.nullable(),
  /** What was concluded then, so that judging again can be compared with it to the last bit. */
  verdict: z.looseObject({ state: z.string(), reason: z.string() }),
});

export type Evidence = z.infer<typeof evidenceSchema>;

/** The evidence of a decision, ready to be stored as JSON. Of countries, and of their sources, the one that decided: without the others it decides the same. */
export function evidenceOf(
  input: JudgeInput,
  open: Evidence["open"],
  last: Evidence["last"],
  verdict: Verdict,
): Evidence {
  const countries = input.countries.filter(({ country }) => country === verdict.country);
  const sources = input.sources && sourcesWith(input.sources, verdict.country);
  const own = { ...input, countries, sources };
  return { thresholds: THRESHOLDS_VERSION, input: own, open, last, verdict: { ...verdict } };
}

/**
 * Judges again from stored evidence. Gives the stored verdict and transition bit for bit; throws ZodError when
 * the evidence is damaged, and RangeError when other thresholds than today's made it.
 */
export function recompute(stored: unknown): { readonly verdict: Verdict; readonly transition: Transition } {
  const { thresholds, input, open, last } = evidenceSchema.parse(stored);
  if (thresholds !== THRESHOLDS_VERSION) {
    throw new RangeError(`thresholds ${thresholds} made this verdict; this build has ${THRESHOLDS_VERSION}`);
  }
  const { verdict } = judge(input);
  return { verdict, transition: nextIncident(open, verdict, last) };
}
