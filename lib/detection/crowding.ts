import { limits } from "#lib/detection/thresholds.ts";

/** Counts of one window, and what is usual. */
export interface Crowd {
  /** Length of the window. */
  readonly minutes: number;
  readonly reports: number;
  readonly networks: number;
  /** Networks that the window was expected to hold. */
  readonly expected: number;
  /** Reports that usually come from one network. */
  readonly reportsPerNetwork: number;
}

/**
 * Whether reports come from the same networks again and again, as those of few senders do. `e` reports above the usual ones, each from a
 * network drawn from a crowd's pool of B, come from `B (1 - exp(-e / B))` networks (the occupancy problem); with the repeats that are usual
 * that is what an honest crowd would have. Clearly more, and the pool is small. From `limits.crowdNetworks` on networks are many, whatever their number of reports.
 */
export function isCrowded({ minutes, reports, networks, expected, reportsPerNetwork }: Crowd): boolean {
  if (networks >= limits.crowdNetworks) return false;
  const excess = Math.max(0, reports / reportsPerNetwork - expected);
  const met = excess - limits.crowdPool * (1 - Math.exp(-excess / limits.crowdPool));
  const usual = reports * (1 - 1 / reportsPerNetwork) + met;
  const spread = minutes < limits.shortWindow ? limits.crowdSpreadShort : limits.crowdSpread;
  return reports - networks > usual + spread * Math.sqrt(usual + 1);
}
