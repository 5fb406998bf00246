import { z } from "zod";
import type { Minute } from "#lib/buckets/minute.ts";
import { minuteSchema } from "#lib/buckets/minute-schema.ts";
import { baselineSchema } from "#lib/detection/baseline.ts";
import type { End } from "#lib/detection/ending.ts";
import { type Episode, memorySchema } from "#lib/detection/memory.ts";

/** The counts of one country's reports, with what is usual there. */
const countrySeriesSchema = z.object({
  country: z.string(),
  /** Its name in the verdict's sentence: names differ between versions of the runtime, and a verdict must not. */
  name: z.string(),
  reports: z.array(z.number()).readonly(),
  networks: z.array(z.number()).readonly(),
  baseline: baselineSchema,
});

export type CountrySeries = z.infer<typeof countrySeriesSchema>;

/**
 * Everything that a verdict follows from. It is stored with each change of an incident, so that anyone can
 * judge again. The arrays are the last minutes, oldest first; the last entry is the judged minute.
 */
export const judgeInputSchema = z.object({
  minute: minuteSchema,
  reports: z.array(z.number()).readonly(),
  networks: z.array(z.number()).readonly(),
  known: z.array(z.boolean()),
  /** The service's first report ever is among these minutes: before it there was silence. */
  firstHeard: z.boolean().default(false),
  /** Countries that are judged by their own counts beside the whole; of a stored verdict the one that decided. */
  countries: z.array(countrySeriesSchema).default([]),
  baseline: baselineSchema.nullable(),
  memory: memorySchema,
  /** Counts of the last hour by source (AS number or address group); null when they were not asked for. */
  sources: z.record(z.string(), z.object({ reports: z.number(), networks: z.number() })).nullable(),
  /** Whether the service is itself a network, whose reporters share one AS number. */
  isNetwork: z.boolean(),
  /** How much all quiet services rise together; 1 is not at all. */
  commonFactor: z.number(),
  /** Services of several kinds have just begun to fail together: a further one is likelier to fail, too. */
  sharedCause: z.boolean(),
  /** What the small rises of all services say together: many at once may be one script's, and of few senders they are. */
  smallRises: z.enum(["few", "many", "few-senders"]).default("few"),
  /** Networks beyond the usual that the middle one of many small rises has in five minutes: what all services get alike is none's own. */
  commonNetworks: z.number().default(0),
  /** A failing service that people may mean, or whose outage this is: the parent, else the one with the most reports above its usual. */
  larger: z
    .object({
      slug: z.string(),
      name: z.string(),
      parent: z.boolean(),
      rival: z.boolean().default(false),
      shared: z.boolean(),
      start: minuteSchema,
      ratio: z.number(),
      excess: z.number(),
    })
    .nullable(),
});

export type JudgeInput = z.infer<typeof judgeInputSchema>;

/** What an evaluated minute was found to be, before hysteresis. */
export type Finding = "quiet" | "late-reports" | "possible" | "collateral" | "too-few-networks" | "outage";

/** What the detector says of one service at one minute. */
export interface Verdict {
  /** The judged minute. It could be known from `minute + 1` on. */
  readonly minute: Minute;
  /** `unknown`: our own ingest was away; nothing opens or closes. */
  readonly state: "unknown" | "normal" | "possible" | "unconfirmed" | "outage";
  readonly since: Minute;
  readonly finding: Finding | "gap";
  /** The country whose own counts decided; null when it was the whole service's. */
  readonly country: string | null;
  /** Reports and networks in the deciding window, its length in minutes, and the reports expected in it (null: nothing is known yet). Without one that stands out, and while an outage is followed, the last 15 minutes. */
  readonly window: number;
  readonly observed: number;
  readonly networks: number;
  readonly expected: number | null;
  /** Reports that are usual in it, as charts draw them; the expected ones go with the day besides, and hold late reports of an outage. */
  readonly usual: number | null;
  /** Of the expected reports those that come late after an outage. */
  readonly late: number;
  /** What the expectation rests on. */
  readonly basis: "baseline" | "trailing" | "frozen";
  /** Evidence G of the window of the scan that says most, and what `outage` asks of it, in nats: of `window` where one stands out by its networks. */
  readonly evidence: number;
  readonly threshold: number;
  /** Each test that stands between a count and an outage, and whether it was passed. `evidence`: a window that is large enough has what `possible` asks. */
  readonly gates: {
    readonly evidence: boolean;
    readonly size: boolean;
    readonly diversity: boolean;
    readonly ownRise: boolean;
    readonly notTail: boolean;
    readonly lasting: boolean;
  };
  /** The outage that is being followed. */
  readonly episode: Episode | null;
  /** This flag continues the outage that ended shortly before. */
  readonly continues: boolean;
  /** Set in the minute in which the end is certain. */
  readonly end: End | null;
  readonly reason: string;
  /** THRESHOLDS_VERSION of the numbers that judged. */
  readonly thresholds: number;
}
