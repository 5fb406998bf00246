import type { ServiceSnapshot } from "#lib/live/snapshot.ts";

/** Counts of places below this are published as "fewer than 5": smaller ones could point at a person. */
export const MIN_PLACE_REPORTS = 5;

type Place = ServiceSnapshot["places"][number];

/** The number that may be published of a place: null stands for "fewer than 5". */
export function publishedCount(reports: number): number | null {
  return reports < MIN_PLACE_REPORTS ? null : reports;
}

const regionNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** A country's English name; the key itself when it is no ISO 3166 code. */
export function countryName(key: string): string {
  return /^[A-Z]{2}$/.test(key) ? (regionNames.of(key) ?? key) : key;
}

/** Places by published count, largest first. The small ones follow by key, because their order would tell their counts. */
export function buildPlaces(rows: readonly { key: string; reports: number }[]): Place[] {
  return rows
    .map(({ key, reports }) => ({ key, label: countryName(key), reports: publishedCount(reports) }))
    .sort((left, right) => (right.reports ?? 0) - (left.reports ?? 0) || (left.key < right.key ? -1 : 1));
}
