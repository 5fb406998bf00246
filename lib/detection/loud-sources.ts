import { isCrowded } from "#lib/detection/crowding.ts";
import type { Sources } from "#lib/detection/sources.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** Whether the reports of a source come from the same networks again and again. */
function isLoud(counts: Sources[string], reportsPerNetwork: number): boolean {
  const crowded = isCrowded({ ...counts, minutes: limits.diversityWindow, expected: 0, reportsPerNetwork });
  return crowded && counts.reports >= limits.loudRepeats * counts.networks;
}

const repeats = ({ reports, networks }: Sources[string]) => reports - networks;

/**
 * The sources without those few whose reports come from the same networks again and again, as a loud room's do; null when there is none
 * of them. `reportsPerNetwork` is what is usual for the service.
 */
export function withoutLoud(sources: Sources, reportsPerNetwork: number): Sources | null {
  const loud = Object.entries(sources)
    .filter(([, counts]) => isLoud(counts, reportsPerNetwork))
    .sort(([, a], [, b]) => repeats(b) - repeats(a) || b.reports - a.reports)
    .slice(0, limits.loudSources);
  if (loud.length === 0) return null;
  const left = new Set(loud.map(([source]) => source));
  return Object.fromEntries(Object.entries(sources).filter(([source]) => !left.has(source)));
}

/** Reports and networks of all sources together. */
export function totalOf(sources: Sources): Sources[string] {
  const all = Object.values(sources);
  return {
    reports: all.reduce((sum, { reports }) => sum + reports, 0),
    networks: all.reduce((sum, { networks }) => sum + networks, 0),
  };
}
