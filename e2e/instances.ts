import { setTimeout as delay } from "node:timers/promises";
import { insertIngestMinutes } from "#bench/history.db.ts";
import { type Instance, startInstance } from "#bench/instance.ts";
import { ordinaryProfile, requireServices } from "#bench/profiles.ts";
import type { PastOutage } from "#bench/synthetic-history.ts";
import { writeHistory } from "#bench/write-history.ts";
import { addMinutes, minuteOf, minuteToMs } from "#lib/buckets/minute.ts";
import { listServices } from "#lib/catalog/catalog.db.ts";

const environment = { LOG_LEVEL: "warn" };

/** A live instance with nothing in it. `linkDatabase` gives it another way to its database, which a test can cut. */
export function startQuietInstance(linkDatabase?: (url: string) => Promise<string>): Promise<Instance> {
  return startInstance({ mode: "live", environment, ...(linkDatabase === undefined ? {} : { linkDatabase }) });
}

/** The operator of the staged instance. */
export const STAGE_OPERATOR_TOKEN = "the-token-of-a-stage-that-nobody-else-sees";

const STAGE_LEVELS: Readonly<Record<string, number>> = { chatgpt: 30, claude: 6, discord: 15, netflix: 12, x: 20 };
/** When the stage opens. */
export const STAGE_START = minuteOf(Date.UTC(2026, 10, 10, 15));
const MINUTES_PER_DAY = 1_440;
/** Real seconds in which the detector must have seen what is on the stage. */
const STAGE_PATIENCE_MS = 60_000;

/** Waits for the API and for the page, whose first version was made before the outage was flagged: who comes next would see that one, and then how it moves. */
async function untilOutage(origin: string): Promise<void> {
  const deadline = performance.now() + STAGE_PATIENCE_MS;
  while (performance.now() < deadline) {
    const home: unknown = await fetch(new URL("/api/v1/home", origin)).then((response) => response.json());
    const outage = typeof home === "object" && home !== null && "outage" in home ? home.outage : [];
    const page = await fetch(origin).then((response) => response.text());
    if (Array.isArray(outage) && outage.length > 0 && page.includes("ChatGPT")) return;
    await delay(500);
  }
  throw new Error("the outage on the stage was not flagged");
}

/**
 * An instance in which everything can be seen at once: weeks of history of five services, and ChatGPT in an
 * outage that began 40 minutes before. The next hours are written ahead, so the picture moves and stays.
 */
export async function startStagedInstance(): Promise<Instance> {
  const now = STAGE_START;
  const outage: PastOutage = { slug: "chatgpt", start: addMinutes(now, -40), minutes: 600, peak15: 4_000 };
  const instance = await startInstance({
    mode: "demo",
    clockStartMs: minuteToMs(now),
    clockSpeed: 6,
    environment: { ...environment, OPERATOR_TOKEN: STAGE_OPERATOR_TOKEN },
    prepare: async (db) => {
      const services = requireServices(await listServices(db), Object.keys(STAGE_LEVELS));
      const profiles = services.map((service) => ordinaryProfile(service, STAGE_LEVELS[service.slug] ?? 1));
      const [from, to] = [addMinutes(now, -15 * MINUTES_PER_DAY), addMinutes(now, MINUTES_PER_DAY)];
      await writeHistory(db, { profiles, outages: [outage], from, to, seed: 1, ownFrom: now });
      await insertIngestMinutes(db, from, to);
    },
  });
  await untilOutage(instance.url);
  return instance;
}
