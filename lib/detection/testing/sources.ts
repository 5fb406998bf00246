import type { Sources } from "#lib/detection/sources.ts";

/** Sources of which every report is the first of its network. */
export function sourcesOf(counts: Readonly<Record<string, number>>): Sources {
  return Object.fromEntries(Object.entries(counts).map(([key, reports]) => [key, { reports, networks: reports }]));
}

/** So many sources with as many reports each. */
export function evenSources(count: number, reports: number): Sources {
  return sourcesOf(Object.fromEntries(Array.from({ length: count }, (_, i) => [`AS${i + 1}`, reports])));
}
