import type { Minute } from "#lib/buckets/minute.ts";
import { type Counts, joinedCounts } from "#lib/incidents/held-counts.ts";
import { parseServiceBaseline, type ServiceBaseline } from "#lib/incidents/service-baseline.ts";
import type { WatchedRow } from "#lib/incidents/watch.db.ts";

/** A baseline as it was read, with the version of its row, and the counts of its service. */
interface Held {
  readonly version: string;
  readonly own: ServiceBaseline;
  readonly counts: Counts;
}

/** Baselines and counts that a worker has at hand from the tick before: a tick would else read, check and prepare thousands again that are the same. */
export type HeldBaselines = ReadonlyMap<number, Held>;

/** What is asked of the database not to be sent again. */
export function heldVersions(held: HeldBaselines): { readonly serviceId: number; readonly version: string }[] {
  return [...held].map(([serviceId, { version }]) => ({ serviceId, version }));
}

/** The baselines of the rows, each as stored or as held; null for what another version of the detector learned. */
export function storedBaselines(
  rows: readonly WatchedRow[],
  held: HeldBaselines,
): ReadonlyMap<number, ServiceBaseline | null> {
  const stored = rows.map((row) => {
    const own = row.isHeld ? held.get(row.id)?.own : parseServiceBaseline(row.model, row.countries);
    if (own === undefined) throw new Error(`the baseline of service ${row.id} is held by nobody`);
    return [row.id, own] as const;
  });
  return new Map(stored);
}

/** The rows with all counts from `from` on: of those that are held only the counts from `lately` on were sent. */
export function wholeRows(
  rows: readonly WatchedRow[],
  held: HeldBaselines,
  from: Minute,
  lately: Minute,
): WatchedRow[] {
  return rows.map((row) => {
    const counts = row.isHeld ? held.get(row.id)?.counts : undefined;
    return counts === undefined ? row : { ...row, ...joinedCounts(counts, row, from, lately) };
  });
}

/** What is held until the next tick: of these rows alone, so that nothing is held of services that are quiet, and nothing that could not be read. */
export function heldNext(
  rows: readonly WatchedRow[],
  stored: ReadonlyMap<number, ServiceBaseline | null>,
): HeldBaselines {
  const held = rows.flatMap(({ id, baselineVersion, minutes, reports, networks }) => {
    const own = stored.get(id) ?? null;
    const counts = { minutes, reports, networks };
    return own === null || baselineVersion === null ? [] : [[id, { version: baselineVersion, own, counts }] as const];
  });
  return new Map(held);
}
