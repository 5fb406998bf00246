import { clockFrom, pace } from "#bench/pace.ts";
import { percentile } from "#bench/percentile.ts";
import type { LoadResult } from "#bench/raw-load.ts";
import type { PlannedReport } from "#bench/replay-plan.ts";
import { createSender } from "#bench/report-sender.ts";

/** Gives the next report of a reporter who never reported before. */
export type NextReport = () => PlannedReport;

/**
 * Open loop: `rate` reports a second arrive whether or not earlier ones were answered, as real ones do. A
 * server that stalls is seen in the latencies, which a closed loop would hide by waiting with it.
 */
export async function openLoop(url: string, next: NextReport, rate: number, seconds: number): Promise<LoadResult> {
  const latencies: number[] = [];
  const others: Record<string, number> = {};
  const onAnswer = (status: number, ms: number) => {
    if (status === 202) latencies.push(ms);
    else others[status] = (others[status] ?? 0) + 1;
  };
  const sender = createSender({ url, connections: 2_000, patienceMs: 0, onAnswer });
  const started = Date.now();
  const reports = Array.from({ length: rate * seconds }, (_, i) => ({ ...next(), atMs: started + (i * 1_000) / rate }));
  await pace(reports, clockFrom(started, 1), sender.send);
  await sender.settled();
  sender.close();
  return {
    name: `open loop, ${rate}/s offered for ${seconds} s`,
    count: latencies.length,
    perSecond: latencies.length / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    max: percentile(latencies, 1),
    others,
  };
}
