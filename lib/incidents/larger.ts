import type { Minute } from "#lib/buckets/minute.ts";
import type { LargerIncident } from "#lib/detection/collateral.ts";
import type { Memory } from "#lib/detection/memory.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** What of a service tells whom people may confuse it with. */
export interface Kin {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly category: string;
  readonly parentId: number | null;
  /** The service is itself a network (a carrier, a provider). */
  readonly isNetwork: boolean;
}

/** A service in an outage, or hardly out of one, with how far it rose. */
export interface Failing {
  readonly kin: Kin;
  readonly start: Minute;
  readonly ratio: number;
  readonly excess: number;
}

/** The failing service that a memory tells of; null when there is none, or none that still explains other rises. */
export function failingOf(kin: Kin, memory: Memory, minute: Minute): Failing | null {
  const { episode, closed } = memory;
  const ended = closed !== null && minute - closed.closed <= limits.reopenWithin ? closed : null;
  const source = episode ?? ended;
  if (source === null) return null;
  if (episode !== null && episode.level !== "outage") return null;
  const ratio = Math.max(source.peakRatio, 1);
  return { kin, start: source.start, ratio, excess: source.peak15 * (1 - 1 / ratio) };
}

/** Whether people may report `own` when they mean `other`: its kind, its family, or what carries everybody. */
function isConfusable(own: Kin, other: Kin): boolean {
  return (
    own.category === other.category ||
    own.parentId === other.id ||
    other.parentId === own.id ||
    own.category === "cloud" ||
    own.isNetwork
  );
}

/** A service that fails, or rises together with one that does, and since when. */
export type Onset = Pick<Failing, "kin" | "start">;

/** A rise that was put down to a failing service: one more sign that several fail together. Null when there is none. */
export function heldBack(kin: Kin, memory: Memory): Onset | null {
  return memory.together === null || memory.since === null || memory.episode !== null
    ? null
    : { kin, start: memory.since };
}

/**
 * When services of several kinds began to fail together, within the last hours: a supplier of all of them may have failed.
 * Null when they did not. Whose supplier it was is not said.
 */
export function sharedOnset(rising: readonly Onset[], minute: Minute): Minute | null {
  const starts = rising.filter(({ start }) => minute - start <= limits.sharedLasts).sort((a, b) => a.start - b.start);
  for (const { start } of starts) {
    const together = starts.filter((other) => other.start >= start && other.start - start <= limits.sharedWithin);
    const categories = new Set(together.map(({ kin }) => kin.category));
    if (together.length >= limits.sharedServices && categories.size >= limits.sharedCategories) return start;
  }
  return null;
}

/** The largest failing service that people may mean when they report `own`. */
export function pickLarger(own: Kin, failing: readonly Failing[], onset: Minute | null): LargerIncident | null {
  let largest: Failing | null = null;
  for (const other of failing) {
    if (other.kin.id === own.id || !isConfusable(own, other.kin)) continue;
    if (largest === null || other.excess > largest.excess) largest = other;
  }
  if (largest === null) return null;
  const { kin, start, ratio, excess } = largest;
  const together = onset !== null && Math.abs(start - onset) <= limits.sharedWithin;
  const shared = together && own.category !== "cloud" && !own.isNetwork;
  return {
    slug: kin.slug,
    name: kin.name,
    parent: own.parentId === kin.id,
    rival: own.category === kin.category,
    shared,
    start,
    ratio,
    excess,
  };
}
