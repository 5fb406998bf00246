import type { Answer } from "#components/report/report-answer.ts";
import { KEEP_MS, retryDelayMs } from "#components/report/retry-schedule.ts";

/** How a delivery ended. `expired`: no final answer within 15 minutes. It may be stored all the same: an answer can be lost after the commit. */
export type Delivery = Exclude<Answer, { outcome: "retry" }> | { readonly outcome: "expired" };

/** What a delivery needs of the world. */
export interface DeliveryWorld {
  /** One attempt; it must resolve, with `retry`, when the network fails. */
  readonly send: () => Promise<Answer>;
  readonly sleep: (ms: number) => Promise<void>;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Called each time an attempt failed and the report is kept for another. */
  readonly onKept: () => void;
}

/** Sends until the server has answered for good or 15 minutes are over. Every attempt is the same report under the same key. */
export async function deliverReport(world: DeliveryWorld): Promise<Delivery> {
  const startedMs = world.nowMs();
  for (let attempt = 1; ; attempt += 1) {
    const answer = await world.send();
    if (answer.outcome !== "retry") return answer;
    const delayMs = retryDelayMs(attempt, world.random(), answer.afterMs);
    if (world.nowMs() - startedMs + delayMs > KEEP_MS) return { outcome: "expired" };
    world.onKept();
    await world.sleep(delayMs);
  }
}
