import { insertHistory, insertIngestMinutes, insertRawReports } from "#bench/history.db.ts";
import { requireServices } from "#bench/profiles.ts";
import { drawHistory, type PastOutage, type ServiceProfile } from "#bench/synthetic-history.ts";
import type { Minute } from "#lib/buckets/minute.ts";
import { listServices } from "#lib/catalog/catalog.db.ts";
import type { Db } from "#lib/db.ts";

export interface HistoryOptions {
  readonly profiles: readonly ServiceProfile[];
  readonly outages: readonly PastOutage[];
  readonly from: Minute;
  /** Exclusive. */
  readonly to: Minute;
  readonly seed: number;
  /** From here on the minutes are the instance's own, and get raw reports too; absent: none are. */
  readonly ownFrom?: Minute;
  readonly onProgress?: (fraction: number) => void;
}

/** Two at once: while PostgreSQL writes one service's rows, this process draws the next one's. */
const LANES = 2;

/** Draws the ordinary weeks of services and writes them as if the reports had come in. */
export async function writeHistory(db: Db, options: HistoryOptions): Promise<void> {
  const { profiles, outages, from, to, seed } = options;
  const services = requireServices(
    await listServices(db),
    profiles.map((profile) => profile.slug),
  );
  await insertIngestMinutes(db, from, to);
  const queue = profiles.map((profile, i) => ({ profile, service: services[i] }));
  let done = 0;
  const lane = async () => {
    for (let next = queue.shift(); next?.service !== undefined; next = queue.shift()) {
      await insertHistory(db, next.service.id, drawHistory(next.profile, outages, from, to, seed));
      done += 1;
      options.onProgress?.(done / profiles.length);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (options.ownFrom !== undefined) await insertRawReports(db, options.ownFrom, to);
}
