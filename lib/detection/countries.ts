import type { Minute } from "#lib/buckets/minute.ts";
import { type Baseline, fillExpected } from "#lib/detection/baseline.ts";
import { evidence } from "#lib/detection/evidence.ts";
import { type SumLast, sumsOf } from "#lib/detection/recent.ts";
import { leastEvidence } from "#lib/detection/scan.ts";
import { limits, SCAN_WINDOWS } from "#lib/detection/thresholds.ts";

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

/** Sums of what the baseline alone expects of the last minutes up to `minute`. */
export function usualSums(own: { readonly baseline: Baseline }, minute: Minute, known: readonly boolean[]): SumLast {
  const perMinute = new Float64Array(known.length);
  fillExpected(own.baseline, minute - perMinute.length + 1, perMinute);
  return sumsOf(perMinute, known);
}

/**
 * Whether a scan of these counts can find anything, however quiet the day is: by the least mean and the least spread that an
 * expectation ever has. What cannot rise by these cannot rise by any, and the forecast need not be made.
 */
export function mayRise(networks: SumLast, usual: SumLast): boolean {
  return SCAN_WINDOWS.some((minutes) => {
    const observed = networks(minutes);
    if (observed < limits.sharedNetworks) return false;
    const least = limits.allowance * limits.correctionMin * usual(minutes);
    return evidence(observed, least, limits.driftFloor) >= leastEvidence(minutes);
  });
}
