import { setTimeout as delay } from "node:timers/promises";
import { type Clock, startClock, UnpreparedError } from "#lib/clock.ts";
import { db } from "#lib/db.ts";
import { errorLine } from "#lib/describe-error.ts";
import { sayRarely } from "#lib/log.ts";
import { checkRelease } from "#server/check-release.ts";
import { StartError } from "#server/start-failure.ts";

const RETRY_MS = 500;

/** What a process that has no clock yet waits for. */
export function waitingFor(error: unknown): string {
  return error instanceof UnpreparedError
    ? `the database is not prepared yet (${error.message}): only ROLE=all does that`
    : "the database cannot be reached yet";
}

/** Waits for the database, its clock and the migrations of this release. Null when told to stop before. Throws when a newer release has migrated it. */
export async function untilClock(stop: AbortSignal): Promise<Clock | null> {
  const say = sayRarely("warn");
  while (!stop.aborted) {
    try {
      const clock = await startClock();
      await checkRelease(db());
      return clock;
    } catch (error) {
      if (error instanceof StartError) throw error;
      say(waitingFor(error), { reason: errorLine(error) });
      await delay(RETRY_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }
  return null;
}
