import { limits } from "#lib/detection/thresholds.ts";

/** How far a service is above its normal: in times, and in networks per 15 minutes. */
export interface Rise {
  readonly ratio: number;
  readonly excess: number;
}

/** A failing service that people may mean when they report another one. */
export interface LargerIncident extends Rise {
  readonly slug: string;
  readonly name: string;
  /** It is the parent of the service: then the child's rise is part of the parent's outage. */
  readonly parent: boolean;
}

/** The rise of `observed` networks in 15 minutes over `expected`. Below a twentieth of a network nothing is expected reliably. */
export function riseOf(observed: number, expected: number): Rise {
  return { ratio: observed / Math.max(expected, 0.05), excess: observed - expected };
}

/**
 * Whether a service rises only because a failing one is meant: people report the wrong company.
 * In the events that the press printed, rivals rose by under 8 % of the failing service's factor.
 */
export function isCollateral(own: Rise, larger: LargerIncident | null): boolean {
  if (larger === null) return false;
  if (larger.parent) return larger.excess >= limits.parentExcess * own.excess;
  return larger.excess >= limits.collateralExcess * own.excess && own.ratio < limits.collateralRatio * larger.ratio;
}
