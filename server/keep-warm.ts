import { setTimeout as delay } from "node:timers/promises";
import { readHome } from "#lib/live/read-home.ts";
import { log } from "#lib/log.ts";
import type { Front } from "#server/front.ts";

const EVERY_MS = 30_000;
/** Several fronts do not ask at the same moment. */
const JITTER = 0.2;

type NotNormal = Record<"failing" | "possible" | "unconfirmed", readonly { readonly slug: string }[]>;

/** What is asked for when something fails: home, and of each service that is not normal its page, its embed and its figures. */
export function targetsOf({ failing, possible, unconfirmed }: NotNormal): string[] {
  const own = [...failing, ...possible, ...unconfirmed].flatMap(({ slug }) => [
    `/status/${slug}`,
    `/embed/${slug}`,
    `/api/v1/services/${slug}`,
  ]);
  return ["/", "/api/v1/home", ...own];
}

/**
 * Keeps at hand what a front must still be able to show when its database goes: a front that was started a minute before has had few
 * visitors. Home lists a hundred services at most, which bounds it. Ends with `stop`.
 */
export async function keepWarm(front: Pick<Front, "warm">, stop: AbortSignal, everyMs = EVERY_MS): Promise<void> {
  while (!stop.aborted) {
    try {
      await front.warm(targetsOf(await readHome()));
    } catch (error) {
      log.warn({ err: error }, "what is failing could not be asked for");
    }
    await delay(everyMs * (1 + JITTER * Math.random()), undefined, { signal: stop }).catch(() => undefined);
  }
}
