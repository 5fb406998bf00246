import { limits } from "#lib/detection/thresholds.ts";

/**
 * The countries that are judged by their own counts, by their networks of the days that a baseline learns from: those with enough
 * reports to have a usual, at most `limits.countrySeries` of them. One that is nearly the whole says nothing of its own. In the order of their codes.
 */
export function judgedCountries(networks: Readonly<Record<string, number>>): string[] {
  const all = Object.entries(networks);
  const total = all.reduce((sum, [, count]) => sum + count, 0);
  return all
    .filter(([, count]) => count >= limits.countryNetworks && count <= limits.countryShare * total)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, limits.countrySeries)
    .map(([country]) => country)
    .sort();
}
