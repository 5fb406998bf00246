import { setTimeout as delay } from "node:timers/promises";
import { readDrift } from "#lib/clock.ts";
import { log } from "#lib/log.ts";

export interface ClockWatch {
  /** Real milliseconds that the database's clock is away from this process'. */
  readonly drift: () => Promise<number>;
  readonly everyMs: number;
}

const OF_THIS_PROCESS: ClockWatch = { drift: readDrift, everyMs: 10_000 };
/** Reports of half a minute lie in the wrong minute at most, which is less than a restart may cost. */
const MAX_DRIFT_MS = 30_000;

/**
 * Aborted when this process' clock has nothing to do with the database's any more: its machine slept, or a wall clock was put
 * right. The process must end then, for a clock never runs backwards, and whoever starts it again has it read anew. While the database is
 * away nothing is known. Ends with `stop`.
 */
export function watchClock(stop: AbortSignal, { drift, everyMs }: ClockWatch = OF_THIS_PROCESS): AbortSignal {
  const wrong = new AbortController();
  const watch = async () => {
    while (!stop.aborted && !wrong.signal.aborted) {
      await delay(everyMs, undefined, { signal: stop, ref: false }).catch(() => undefined);
      const driftMs = await drift().catch(() => 0);
      if (stop.aborted || Math.abs(driftMs) <= MAX_DRIFT_MS) continue;
      log.error(
        { driftMs },
        "the database's clock and this process' do not agree any more: ending, to be started again",
      );
      wrong.abort();
    }
  };
  void watch();
  return wrong.signal;
}
