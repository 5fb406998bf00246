import { z } from "zod";
import { minuteSchema } from "#lib/buckets/minute-schema.ts";

/** An outage as the detector follows it, from its first flag to its end. Counts are reports. */
const episodeSchema = z.object({
  level: z.enum(["possible", "outage"]),
  /** Back-dated: the first minute of the excess. */
  start: minuteSchema,
  flagged: minuteSchema,
  /** Highest count of 15 minutes so far, and the last of these minutes. */
  peak15: z.number(),
  peakMinute: minuteSchema,
  /** The highest rise so far in times the expected count, of 5 or of 15 minutes. */
  peakRatio: z.number(),
  phase: z.enum(["rising", "peaked", "recovering"]),
  /** Since when it has been calm without a break. */
  calmSince: minuteSchema.nullable(),
  /** The running correction when it opened: an outage must not correct its own expectation. */
  correction: z.number(),
  /** Without a baseline: networks per minute that were usual when it opened. */
  coldRate: z.number().nullable(),
  /** And reports per network. */
  coldReports: z.number().default(1),
  /** The last minute that was seen, and the last run of minutes that nobody saw: an end may lie in it. */
  seen: minuteSchema.nullable().default(null),
  unseen: z.object({ from: minuteSchema, to: minuteSchema }).nullable().default(null),
  /** The country whose own counts are followed (ISO 3166-1 alpha-2); null when it is the whole service's. */
  country: z.string().nullable().default(null),
});

const closedSchema = z.object({
  /** The highest that it reached: what continues it is no less. */
  level: episodeSchema.shape.level.default("possible"),
  start: minuteSchema,
  /** The minute in which the end was certain. */
  closed: minuteSchema,
  peak15: z.number(),
  peakRatio: z.number(),
  /** Networks per minute above the expected ones that still trickled in then. */
  tail: z.number(),
  /** It was called a false alarm afterwards: nothing continues it. */
  corrected: z.boolean().default(false),
  /** The country whose own counts showed its end; null when it was the whole service's. */
  country: episodeSchema.shape.country,
});

/** What the detector carries of one service from minute to minute; all else comes from the counts. */
export const memorySchema = z.object({
  state: z.enum(["normal", "possible", "unconfirmed", "outage"]),
  /** Since when the state holds; null while it was never judged. */
  since: minuteSchema.nullable(),
  /** Last minute with evidence for a state that is not normal. */
  evidenceMinute: minuteSchema.nullable(),
  episode: episodeSchema.nullable(),
  /** The failing service that a rise was found to go together with; null when there is none. */
  together: z.string().nullable(),
  /** Last minute whose rise was put down to another service. */
  explained: minuteSchema.nullable().default(null),
  /** The last outage that ended. */
  closed: closedSchema.nullable(),
});

export type Memory = z.infer<typeof memorySchema>;
export type Episode = z.infer<typeof episodeSchema>;
export type Closed = z.infer<typeof closedSchema>;

/** Reports per minute that were usual when an outage opened, where there was no baseline; null where there was one. */
export function coldReportRate({ coldRate, coldReports }: Pick<Episode, "coldRate" | "coldReports">): number | null {
  return coldRate === null ? null : coldRate * coldReports;
}

/** The memory of a service that was never judged. */
export const NO_MEMORY: Memory = {
  state: "normal",
  since: null,
  evidenceMinute: null,
  together: null,
  explained: null,
  episode: null,
  closed: null,
};
