import { setTimeout as delay } from "node:timers/promises";
import { readCatalog } from "#lib/catalog/read-catalog.ts";
import { readHome } from "#lib/live/read-home.ts";
import { log } from "#lib/log.ts";
import type { Front } from "#server/front.ts";

const EVERY_MS = 30_000;
/** Several fronts do not ask at the same moment. */
const JITTER = 0.2;
/** Between two answers it pauses so many times as long as one took: hundreds in a row held up reports for seconds in a large outage. */
const PAUSES = 4;

/**
 * A page of each kind: the first render of each loads its code. Without the database no service is known by name, and that page's first
 * visitor waits; a front that ended for it would not be started again.
 */
export async function pagesOfEachKind(): Promise<string[]> {
  const own = await readCatalog().then(
    ({ services }) => services.slice(0, 1).map(({ slug }) => `/status/${slug}`),
    (error: unknown) => {
      log.warn({ err: error }, "no service's page can be made before the database is back");
      return [];
    },
  );
  return ["/", "/incidents", "/search", ...own];
}

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

/** Resolves after a time, or at once when `stop` is told. */
const pause = (ms: number, stop: AbortSignal) => delay(ms, undefined, { signal: stop }).catch(() => undefined);

/** With `stop` the rest is left: in a large outage there are hundreds, and a front that ends waits for the one under way only. */
async function warmSlowly(front: Pick<Front, "warm">, targets: readonly string[], stop: AbortSignal): Promise<void> {
  for (const target of targets) {
    if (stop.aborted) return;
    const began = performance.now();
    await front.warm([target]);
    await pause(PAUSES * (performance.now() - began), stop);
  }
}

/**
 * Keeps at hand what a front must still be able to show when its database goes: a front that was started a minute before has had few
 * visitors. Home lists a hundred services at most, which bounds it. Ends with `stop`.
 */
export async function keepWarm(front: Pick<Front, "warm">, stop: AbortSignal, everyMs = EVERY_MS): Promise<void> {
  while (!stop.aborted) {
    try {
      await warmSlowly(front, targetsOf(await readHome()), stop);
    } catch (error) {
      log.warn({ err: error }, "what is failing could not be asked for");
    }
    await pause(everyMs * (1 + JITTER * Math.random()), stop);
  }
}
