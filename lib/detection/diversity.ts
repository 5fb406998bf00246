import type { Sources } from "#lib/detection/sources.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** How many sources the reports come from, and how evenly. */
export interface Diversity {
  /** Distinct AS numbers or address groups. */
  readonly sources: number;
  /** exp(entropy): the number of equally loud sources that would be as mixed. */
  readonly effective: number;
}

/** Six equally loud sources come to 5.999999999999998 in floating point, and are six. */
const ROUNDING = 1e-9;

/** Measures the counts by source (the `network` facet: AS number, or the address group where that is unknown). */
export function measureDiversity(sources: Sources): Diversity {
  const positive = Object.values(sources).flatMap(({ reports }) => (reports > 0 ? [reports] : []));
  const total = positive.reduce((sum, count) => sum + count, 0);
  const entropy = positive.reduce((sum, count) => sum - (count / total) * Math.log(count / total), 0);
  return { sources: positive.length, effective: positive.length === 0 ? 0 : Math.exp(entropy) };
}

/**
 * Whether reports from these sources can be a crowd, as a window of `minutes` suggests. A service that is itself a network expects one AS
 * number, so for it only the count of networks speaks. Null (not asked, or no facets): nothing against it.
 */
export function isDiverse(diversity: Diversity | null, isNetwork: boolean, minutes: number): boolean {
  if (diversity === null || isNetwork) return true;
  const effective = minutes < limits.shortWindow ? limits.minEffectiveSourcesShort : limits.minEffectiveSources;
  return diversity.sources >= limits.minSources && diversity.effective >= effective - ROUNDING;
}
