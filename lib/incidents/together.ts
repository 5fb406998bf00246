import { limits } from "#lib/detection/thresholds.ts";
import type { Kin } from "#lib/incidents/larger.ts";
import type { Rise } from "#lib/incidents/rise.ts";

/** A service that rose, with the highest state that it reached. */
export interface Riser extends Rise {
  readonly kin: Kin;
  readonly state: "possible" | "unconfirmed" | "outage";
  readonly incidentId: string | null;
}

/** What two services have to do with each other, as the catalogue and the record know it; the closest that holds. */
export type Relation = "parent" | "child" | "sibling" | "carrier" | "carried" | "same-kind" | "rose-before" | "none";

/** A service that rose at about the same time as another. */
export interface Companion extends Riser {
  readonly relation: Relation;
  /** Minutes from the other's beginning to this one's; negative when this one was first. */
  readonly minutesAfter: number;
  /** How many times the larger of both peaks is the smaller one. */
  readonly times: number;
  readonly isLarger: boolean;
  /** How often both began an incident at about the same time in the last 90 days, this time not counted. */
  readonly before: number;
}

/** More would be a list of everything that ever rises. */
const MAX_COMPANIONS = 8;
/** Once is an accident. */
const LEAST_BEFORE = 2;

function carries({ category, isNetwork }: Kin): boolean {
  return category === "cloud" || isNetwork;
}

/** What `other` is to `own`. */
export function relationOf(own: Kin, other: Kin, before: number): Relation {
  if (own.parentId === other.id) return "parent";
  if (other.parentId === own.id) return "child";
  if (own.parentId !== null && own.parentId === other.parentId) return "sibling";
  if (own.category === other.category) return "same-kind";
  if (carries(other)) return "carrier";
  if (carries(own)) return "carried";
  return before >= LEAST_BEFORE ? "rose-before" : "none";
}

function compare(own: Riser, other: Riser, before: number): Companion {
  const [less, more] = [own.peak15, other.peak15].sort((a, b) => a - b);
  return {
    ...other,
    relation: relationOf(own.kin, other.kin, before),
    minutesAfter: other.began - own.began,
    times: (more ?? 0) / Math.max(1, less ?? 0),
    isLarger: other.peak15 > own.peak15,
    before,
  };
}

/**
 * The services that rose together with one, in the order in which they began. Kept are those that began within 90 minutes
 * of it and have to do with it; strangers only where both are in an outage. Nothing here says who caused what.
 */
export function companionsOf(own: Riser, others: readonly Riser[], before: ReadonlyMap<number, number>): Companion[] {
  return others
    .filter((other) => other.kin.id !== own.kin.id)
    .map((other) => compare(own, other, before.get(other.kin.id) ?? 0))
    .filter(({ minutesAfter }) => Math.abs(minutesAfter) <= limits.collateralWithin)
    .filter(({ relation, state }) => relation !== "none" || (state === "outage" && own.state === "outage"))
    .sort((a, b) => b.peak15 - a.peak15)
    .slice(0, MAX_COMPANIONS)
    .sort((a, b) => a.began - b.began || b.peak15 - a.peak15);
}
