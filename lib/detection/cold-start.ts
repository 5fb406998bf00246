import { limits } from "#lib/detection/thresholds.ts";

/** Networks that are taken to have sent one report each, beside those that were seen. */
const NETWORKS_PRIOR = 10;

/** Networks a minute that are usual after so many in so many known minutes, where no baseline tells: with a weak prior. */
export function coldRate(networks: number, minutes: number): number {
  return (networks + limits.coldPriorReports) / (minutes + limits.coldPriorMinutes);
}

/** Reports that usually come from one network after so many of both, where no baseline tells; at least 1. */
export function coldReportsPerNetwork(reports: number, networks: number): number {
  return Math.max(1, (reports + NETWORKS_PRIOR) / (networks + NETWORKS_PRIOR));
}
