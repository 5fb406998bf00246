import { parseArgs } from "node:util";
import { z } from "zod";
import { asMinute } from "#lib/buckets/minute.ts";

/** First minute of the drawn day, at midnight UTC. The first tick is five minutes later, when yesterday is not stored as a whole yet: learning then reads the most. */
export const START = asMinute(28_851_840);
export const FIRST_TICK = asMinute(START + 5);
/** One of so many active services fails while the bench runs. */
export const FAILING = 50;
/** What a tick may take and hold, on one core. */
export const MAX_TICK_MS = 1_500;
export const MAX_MEMORY_MB = 400;
/** The last ticks are those of a worker that was started again. */
export const TICKS_AGAIN = 3;

const whole = z.coerce.number().int().positive();
const optionsSchema = z.object({
  services: whole.default(35_000),
  active: whole.default(2_000),
  ticks: whole.default(40),
  /** Ticks that a worker before this one has judged. */
  before: z.coerce.number().int().nonnegative().default(0),
  /** One active service of so many is used in several countries. Shares no divisor with the 36 turns of learning, or one turn would have them all. */
  several: whole.default(5),
  seed: z.coerce.number().int().default(1),
  url: z.string().default(""),
});

export type WatchOptions = z.infer<typeof optionsSchema>;

/** The options of the watch benchmarks; `url` is for the parts that are started by the whole. */
export function watchOptions(): WatchOptions {
  const text = { type: "string" } as const;
  const options = { services: text, active: text, ticks: text, before: text, several: text, seed: text, url: text };
  return optionsSchema.parse(parseArgs({ options }).values);
}
