import { setTimeout as delay } from "node:timers/promises";

/** How an instance's clock runs, as seen from here. */
export interface InstanceClock {
  /** The instance's time now, in milliseconds since the epoch. */
  nowMs(): number;
  readonly speed: number;
}

/** The clock that an instance reported at a moment of our own monotonic time. */
export function clockFrom(reportedMs: number, speed: number, monotonicMs = () => performance.now()): InstanceClock {
  const readAt = monotonicMs();
  return { nowMs: () => reportedMs + (monotonicMs() - readAt) * speed, speed };
}

/** The longest sleep: a stop signal is noticed within it. */
const MAX_SLEEP_MS = 250;

/** Waits until the instance's clock shows `atMs`, or until the signal stops it. */
export async function until(clock: InstanceClock, atMs: number, signal?: AbortSignal): Promise<void> {
  while (signal?.aborted !== true) {
    const left = (atMs - clock.nowMs()) / clock.speed;
    if (left <= 0) return;
    await delay(Math.min(left, MAX_SLEEP_MS));
  }
}

/**
 * Hands over each item when the instance's clock shows its time. Returns the greatest lateness in
 * milliseconds of the instance's time: what `hand` held back, or what this machine could not do.
 */
export async function pace<Item extends { readonly atMs: number }>(
  items: Iterable<Item>,
  clock: InstanceClock,
  hand: (item: Item) => Promise<void>,
  signal?: AbortSignal,
): Promise<number> {
  let latest = 0;
  for (const item of items) {
    if (clock.nowMs() < item.atMs) await until(clock, item.atMs, signal);
    if (signal?.aborted) break;
    await hand(item);
    latest = Math.max(latest, clock.nowMs() - item.atMs);
  }
  return latest;
}
