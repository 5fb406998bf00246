import { type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import type { StateKey } from "#lib/live/snapshot.ts";

const MS_PER_DAY = 86_400_000;

interface Held {
  readonly state: StateKey;
  readonly since: Minute | null;
}

/** Since when a state holds, while that is news: as long as it is not normal, and for a day after. Else null. */
export function sinceNews({ state, since }: Held, nowMs: number): Minute | null {
  return since !== null && state === "normal" && nowMs - minuteToMs(since) > MS_PER_DAY ? null : since;
}
