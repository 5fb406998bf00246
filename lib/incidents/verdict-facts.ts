import { z } from "zod";
import { minuteSchema } from "#lib/buckets/minute-schema.ts";

/** What of a stored verdict is shown. Read leniently: older builds stored less, later ones store more. */
const storedFacts = z.object({
  minute: minuteSchema,
  state: z.enum(["unknown", "normal", "possible", "unconfirmed", "outage"]),
  finding: z.string(),
  /** The country whose own counts decided; null when it was the whole service's. */
  country: z.string().nullable().default(null),
  /** Minutes of the deciding window, with the reports and networks in it and the reports expected in it. */
  window: z.number(),
  observed: z.number(),
  networks: z.number(),
  expected: z.number().nullable(),
  /** Reports that are usual in it, as charts draw them. */
  usual: z.number().nullable().optional(),
  basis: z.string(),
  /** Nats. */
  evidence: z.number(),
  threshold: z.number(),
  gates: z.object({
    evidence: z.boolean(),
    size: z.boolean(),
    diversity: z.boolean(),
    ownRise: z.boolean(),
    notTail: z.boolean(),
    lasting: z.boolean().default(true),
  }),
  episode: z.object({ flagged: minuteSchema }).nullable(),
  thresholds: z.number(),
});

/** Until thresholds version 6 what was expected was told as the usual. */
const verdictFactsSchema = storedFacts.transform(({ usual, ...facts }) => ({
  ...facts,
  usual: usual === undefined ? facts.expected : usual,
}));

/** The numbers of a verdict, as pages and the API show them. */
export type VerdictFacts = z.infer<typeof verdictFactsSchema>;

/** Null for what is no verdict that this build can read. */
export function verdictFacts(stored: unknown): VerdictFacts | null {
  return verdictFactsSchema.safeParse(stored).data ?? null;
}

const withVerdict = z.looseObject({ verdict: z.unknown() });

/** The numbers of the verdict in an event's evidence, also in that of a build whose inputs this one cannot judge again. */
export function factsOfEvidence(evidence: unknown): VerdictFacts | null {
  return verdictFacts(withVerdict.safeParse(evidence).data?.verdict);
}
