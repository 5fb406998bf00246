import { percentile } from "#bench/percentile.ts";
import { MAX_MEMORY_MB, MAX_TICK_MS } from "#bench/watch-options.ts";

export const ms = (value: number) => `${value.toFixed(0)} ms`;
const MB = 1_000_000;

const verdict = (value: number, limit: number) => (value <= limit ? "holds" : "DOES NOT HOLD");

/** Median, p99 and slowest of the ticks, and whether the slowest holds the limit. */
export function tickLine(name: string, times: readonly number[]): string {
  const slowest = Math.max(...times);
  const spread = `median ${ms(percentile(times, 0.5))}, p99 ${ms(percentile(times, 0.99))}, slowest ${ms(slowest)}`;
  return `${name}: tick ${spread}; the limit of ${MAX_TICK_MS} ms ${verdict(slowest, MAX_TICK_MS)}`;
}

/** The highest resident memory of this process so far, its heap now, and whether the former holds the limit. */
export function memoryLine(name: string): string {
  const peak = (process.resourceUsage().maxRSS * 1_024) / MB;
  const heap = process.memoryUsage().heapUsed / MB;
  const sizes = `at most ${peak.toFixed(0)} MB resident, ${heap.toFixed(0)} MB of heap`;
  return `${name}: ${sizes}; the limit of ${MAX_MEMORY_MB} MB ${verdict(peak, MAX_MEMORY_MB)}`;
}
