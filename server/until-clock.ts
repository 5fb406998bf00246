import { setTimeout as delay } from "node:timers/promises";
import { type Clock, startClock, UnpreparedError } from "#lib/clock.ts";
import { log } from "#lib/log.ts";

const RETRY_MS = 500;

/** What a process that has no clock yet waits for. */
export function waitingFor(error: unknown): string {
  return error instanceof UnpreparedError
    ? `the database is not prepared yet (${error.message}): only ROLE=all does that`
    : "the database cannot be reached yet";
}

/** Waits for the database and its clock. Null when told to stop before. */
export async function untilClock(stop: AbortSignal): Promise<Clock | null> {
  while (!stop.aborted) {
    try {
      return await startClock();
    } catch (error) {
      log.warn({ err: error }, waitingFor(error));
      await delay(RETRY_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }
  return null;
}
