import { limits } from "#lib/detection/thresholds.ts";

/** Fewer expected networks in 15 minutes say nothing of a common rise. */
export const COMMON_EXPECTED = 3;

/**
 * How much all quiet services rise together ("the internet is down" talk): the median of observed / expected over
 * the given services, between 1 and `limits.commonMax`. 1 when too few services expect enough to tell.
 */
export function commonFactor(services: readonly { readonly observed: number; readonly expected: number }[]): number {
  const ratios = services
    .filter(({ expected }) => expected >= COMMON_EXPECTED)
    .map(({ observed, expected }) => observed / expected)
    .sort((a, b) => a - b);
  if (ratios.length < limits.commonServices) return 1;
  const middle = ratios[Math.floor(ratios.length / 2)] ?? 1;
  return Math.min(limits.commonMax, Math.max(1, middle));
}
