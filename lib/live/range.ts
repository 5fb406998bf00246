import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import { alignSpan, chooseStep, type StepMinutes } from "#lib/buckets/series.ts";
import type { Span } from "#lib/buckets/window.ts";

/** The ranges that pages, API and embeds offer, in minutes. */
export const RANGES = { "1h": 60, "6h": 360, "24h": 1_440, "7d": 10_080 } as const;
export type RangeKey = keyof typeof RANGES;
export const RANGE_KEYS = Object.keys(RANGES) as RangeKey[];
export const DEFAULT_RANGE: RangeKey = "24h";

/** Takes a visitor's word for a range; null when it is none. */
export function asRangeKey(text: string): RangeKey | null {
  return RANGE_KEYS.find((key) => key === text) ?? null;
}

/**
 * The span of a range that ends with the step under way, in whole steps: 24h in 5-minute steps are 288. Without a
 * step the finest that a chart takes is chosen.
 */
export function rangeSpan(
  range: RangeKey,
  now: Minute,
  step: StepMinutes = chooseStep(RANGES[range]),
): { span: Span; step: StepMinutes } {
  const { to } = alignSpan({ from: now, to: addMinutes(now, 1) }, step);
  return { span: { from: addMinutes(to, -RANGES[range]), to }, step };
}
