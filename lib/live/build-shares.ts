import { problemLabel } from "#lib/catalog/problems.ts";
import type { Share } from "#lib/live/snapshot.ts";

/** Problems with their share of all that were named: whole percents that sum to 100 (largest remainder), largest first. */
export function buildShares(rows: readonly { key: string; reports: number }[]): Share[] {
  const total = rows.reduce((sum, row) => sum + row.reports, 0);
  if (total === 0) return [];
  const exact = rows.map((row) => ({ ...row, floor: Math.floor((row.reports * 100) / total) }));
  const missing = 100 - exact.reduce((sum, row) => sum + row.floor, 0);
  const raised = new Set(
    [...exact]
      .sort(
        (left, right) =>
          ((right.reports * 100) % total) - ((left.reports * 100) % total) || right.reports - left.reports,
      )
      .slice(0, missing)
      .map((row) => row.key),
  );
  return exact
    .map(({ key, reports, floor }) => ({
      key,
      label: problemLabel(key),
      reports,
      percent: floor + (raised.has(key) ? 1 : 0),
    }))
    .sort((left, right) => right.reports - left.reports || (left.key < right.key ? -1 : 1));
}
