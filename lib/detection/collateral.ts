import type { Minute } from "#lib/buckets/minute.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** How far a service is above its normal: in times, and in reports per 15 minutes. */
export interface Rise {
  readonly ratio: number;
  readonly excess: number;
}

/** A service's own rise. */
export interface OwnRise extends Rise {
  /** When it began, back-dated. */
  readonly began: Minute;
}

/** A failing service that people may mean when they report another one. */
export interface LargerIncident extends Rise {
  readonly slug: string;
  readonly name: string;
  /** It is the parent of the service: then the child's rise is part of the parent's outage. */
  readonly parent: boolean;
  /** It is of the same kind: a name that comes to mind in its place. */
  readonly rival: boolean;
  /** Services of several kinds began to fail with it: a shared cause is likelier than confusion. */
  readonly shared: boolean;
  /** When its outage began. */
  readonly start: Minute;
}

/** The rise of `observed` reports in 15 minutes over `expected`. Below a twentieth of a report nothing is expected reliably. */
export function riseOf(observed: number, expected: number): Rise {
  return { ratio: observed / Math.max(expected, 0.05), excess: observed - expected };
}

/** The factor of a rise as far as it is sure: a few reports could be fewer by chance. At least half of it. */
function sureRatio({ ratio, excess }: Rise): number {
  return ratio * Math.max(0.5, 1 - limits.collateralSpread / Math.sqrt(Math.max(1, excess)));
}

/** Up to which share of the failing service's factor a rise is put down to it, so many minutes after its start. */
function shareAt(age: number): number {
  if (age <= limits.collateralYoung) return limits.collateralYoungRatio;
  return age <= limits.collateralWithin ? limits.collateralRatio : limits.collateralOldRatio;
}

/** A rival's few reports, when a factor means little, beside a failure that is loud and has many times as many. */
function isFewOfRival(own: Rise, larger: LargerIncident): boolean {
  const loud = larger.rival && larger.ratio >= limits.collateralFewRatio;
  return loud && own.excess < limits.collateralFew && larger.excess >= limits.collateralFewTimes * own.excess;
}

/**
 * Whether a service rises only because a failing one is meant: people report the wrong company. Either it rises by
 * little, and by fewer reports than the failing one, as who means another one is a part of its crowd; or by far less than
 * the failing one: in the events that the press printed, rivals stayed below 8 % of its factor. While the failing one is
 * still rising steeply, neither its factor nor its number of reports is known yet, and more is put down to it. All of it holds only for a rise that
 * began together with the other's, or soon after: what was there before it has a cause of its own. Where services of several kinds fail at once, a supplier of all of them
 * may have failed: then only a small rise is taken for confusion.
 */
export function isCollateral(own: OwnRise, larger: LargerIncident | null, minute: Minute): boolean {
  if (larger === null || own.began < larger.start - limits.collateralBefore) return false;
  const age = minute - larger.start;
  const young = age <= limits.collateralYoung;
  if (larger.parent) return larger.excess >= (young ? limits.collateralYoungExcess : limits.parentExcess) * own.excess;
  const times = young ? limits.collateralYoungExcess : limits.collateralExcess;
  const little = own.ratio < limits.collateralSmall && larger.ratio >= limits.collateralSmallRatio * own.ratio;
  const small = little && larger.excess >= limits.collateralSmallExcess * own.excess;
  const far = larger.excess >= times * own.excess && sureRatio(own) < shareAt(age) * larger.ratio;
  return small || ((far || isFewOfRival(own, larger)) && !larger.shared);
}
