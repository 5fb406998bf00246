import type { Minute } from "#lib/buckets/minute.ts";
import { alignSpan, chooseStep, type StepMinutes } from "#lib/buckets/series.ts";
import { lastMinutes, type Span } from "#lib/buckets/window.ts";

/** The ranges that pages, API and embeds offer, in minutes. */
export const RANGES = { "1h": 60, "6h": 360, "24h": 1_440, "7d": 10_080 } as const;
export type RangeKey = keyof typeof RANGES;
export const RANGE_KEYS = Object.keys(RANGES) as RangeKey[];
export const DEFAULT_RANGE: RangeKey = "24h";

/** Takes a visitor's word for a range; null when it is none. */
export function asRangeKey(text: string): RangeKey | null {
  return RANGE_KEYS.find((key) => key === text) ?? null;
}

/** The span of a range that ends now, in whole steps of the finest size that a chart takes: 24h has 5-minute steps. */
export function rangeSpan(range: RangeKey, now: Minute): { span: Span; step: StepMinutes } {
  const step = chooseStep(RANGES[range]);
  return { span: alignSpan(lastMinutes(now, RANGES[range]), step), step };
}
