import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import { type LargerIncident, riseOf } from "#lib/detection/collateral.ts";
import type { Memory } from "#lib/detection/memory.ts";
import { limits } from "#lib/detection/thresholds.ts";
import type { Verdict } from "#lib/detection/verdict.ts";

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

/**
 * The failing service that a memory tells of; null when there is none, or none that still explains other rises. What was possible at most explains
 * none, nor does what was called a false alarm, which is remembered as no more than that.
 */
export function failingOf(kin: Kin, memory: Memory, minute: Minute): Failing | null {
  const { episode, closed } = memory;
  const ended = closed !== null && minute - closed.closed <= limits.reopenWithin ? closed : null;
  const source = episode ?? ended;
  if (source?.level !== "outage") return null;
  const ratio = Math.max(source.peakRatio, 1);
  return { kin, start: source.start, ratio, excess: source.peak15 * (1 - 1 / ratio) };
}

/**
 * The rise of a service that fails but for its shape, a fault's or talk's, which the next minutes show; null for any other. It is beyond chance
 * already: its child's rise waits with it.
 */
export function waitingOf(kin: Kin, { minute, window, observed, expected, ...verdict }: Verdict): Failing | null {
  const { finding, gates, evidence, threshold } = verdict;
  if (finding !== "possible" || gates.lasting || evidence < threshold || expected === null) return null;
  return { kin, start: addMinutes(minute, 1 - window), ...riseOf(observed, expected) };
}

/** Clouds and carriers: what carries everybody is blamed for everything. */
function isBlamedByAll(kin: Kin): boolean {
  return kin.category === "cloud" || kin.isNetwork;
}

/** Whether people may report `own` when they mean `other`: one of its kind or family, or any other where `own` carries everybody. */
function isConfusable(own: Kin, other: Kin): boolean {
  return (
    own.category === other.category || own.parentId === other.id || other.parentId === own.id || isBlamedByAll(own)
  );
}

/** A service that rises, and since when. */
export interface Onset {
  readonly kin: Kin;
  readonly start: Minute;
  /** It fails; else its rise was put down to a failing service, and may be confusion. */
  readonly fails: boolean;
}

/** A rise that was put down to a failing service: one more sign that several fail together. Null when there is none. */
export function heldBack(kin: Kin, { together, since, state }: Memory): Onset | null {
  return together === null || since === null || state !== "possible" ? null : { kin, start: since, fails: false };
}

/**
 * When services of several kinds began to fail together, within the last hours: a supplier of all of them may have failed.
 * Null when they did not. Those of several kinds fail themselves: beside one failing service confusion alone makes others rise.
 * Whose supplier it was is not said.
 */
export function sharedOnset(rising: readonly Onset[], minute: Minute): Minute | null {
  const starts = rising.filter(({ start }) => minute - start <= limits.sharedLasts).sort((a, b) => a.start - b.start);
  for (const { start } of starts) {
    const together = starts.filter((other) => other.start >= start && other.start - start <= limits.sharedWithin);
    const categories = new Set(together.flatMap(({ kin, fails }) => (fails ? [kin.category] : [])));
    if (together.length >= limits.sharedServices && categories.size >= limits.sharedCategories) return start;
  }
  return null;
}

/** Whether a failing service can explain a rise of now: one that began shortly before, or that the rise has gone together with. */
function canExplain(other: Failing, memory: Memory, minute: Minute): boolean {
  return memory.together === other.kin.slug || minute - other.start <= limits.collateralWithin;
}

/** The failing service that people may mean when they report `own`, or whose outage this is: its parent, else the largest. */
export function pickLarger(
  own: Kin,
  memory: Memory,
  failing: readonly Failing[],
  onset: Minute | null,
  minute: Minute,
): LargerIncident | null {
  const comes = (a: Failing, b: Failing) =>
    a.kin.id === own.parentId || (b.kin.id !== own.parentId && a.excess > b.excess);
  let first: Failing | null = null;
  for (const other of failing) {
    if (other.kin.id === own.id || !isConfusable(own, other.kin) || !canExplain(other, memory, minute)) continue;
    if (first === null || comes(other, first)) first = other;
  }
  if (first === null) return null;
  const { kin, start, ratio, excess } = first;
  const together = onset !== null && Math.abs(start - onset) <= limits.sharedWithin;
  return {
    slug: kin.slug,
    name: kin.name,
    parent: own.parentId === kin.id,
    rival: own.category === kin.category,
    shared: together && !isBlamedByAll(own),
    start,
    ratio,
    excess,
  };
}
