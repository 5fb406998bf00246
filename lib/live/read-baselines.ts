import { LRUCache } from "lru-cache";
import type { Db } from "#lib/db.ts";
import { type Baseline, baselineSchema } from "#lib/detection/baseline.ts";
import { type BaselineRow, readBaselineRows } from "#lib/live/baselines.db.ts";
import type { ExpectedFor } from "#lib/live/build-series.ts";
import { expectedOf } from "#lib/live/expected-of.ts";

interface Held {
  readonly computedMinute: number;
  /** Null when too little is known of the service. */
  readonly baseline: Baseline | null;
}

/** About 3 KB each; beyond this those not asked for longest go. */
const MAX_HELD = 5_000;

const heldBy = new WeakMap<Db, LRUCache<number, Held>>();

function heldOf(db: Db): LRUCache<number, Held> {
  const held = heldBy.get(db) ?? new LRUCache<number, Held>({ max: MAX_HELD });
  heldBy.set(db, held);
  return held;
}

/**
 * Holds a stored model. One of a version that this build does not know is not held at all: when it is learned again at once, that
 * is for the same minute, and what is held for that minute is not asked for until the next one is learned, six hours later.
 */
function keep(held: LRUCache<number, Held>, { serviceId, computedMinute, model }: BaselineRow): void {
  held.delete(serviceId);
  const { data } = baselineSchema.nullable().safeParse(model);
  if (data === undefined) return;
  held.set(serviceId, { computedMinute, baseline: data });
}

/** What is expected of each service; one without a baseline is missing from the answer. */
export async function readBaselines(db: Db, serviceIds: readonly number[]): Promise<Map<number, ExpectedFor>> {
  const held = heldOf(db);
  const known = serviceIds.map((serviceId) => ({
    serviceId,
    computedMinute: held.get(serviceId)?.computedMinute ?? -1,
  }));
  const expected = new Map<number, ExpectedFor>();
  for (const row of await readBaselineRows(db, known)) {
    if (!row.isHeld) keep(held, row);
    const baseline = held.get(row.serviceId)?.baseline;
    if (baseline) expected.set(row.serviceId, expectedOf(baseline));
  }
  return expected;
}
