import { FLAG_THRESHOLDS } from "#lib/detection/flag-thresholds.ts";
import { GATE_THRESHOLDS } from "#lib/detection/gate-thresholds.ts";
import { NORMAL_THRESHOLDS } from "#lib/detection/normal-thresholds.ts";

/** Raised whenever a number or a formula below changes: every stored verdict names the version that made it. */
export const THRESHOLDS_VERSION = 14;

/** Windows of the scan, in minutes, all ending now: short ones see a steep outage early, long ones a small one at all. */
export const SCAN_WINDOWS = [1, 2, 3, 5, 10, 15, 30, 60, 120, 240] as const;

/** The numbers of the detector, but for lengths and weights within one formula, which stand in its file. Code reads them through `limits`. */
export const THRESHOLDS = { ...NORMAL_THRESHOLDS, ...FLAG_THRESHOLDS, ...GATE_THRESHOLDS } as const;

type Limits = { readonly [Name in keyof typeof THRESHOLDS]: number };

/** The values alone. */
export const limits = Object.fromEntries(
  Object.entries(THRESHOLDS).map(([name, { value }]) => [name, value]),
) as Limits;
