import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import { clockFrom, pace } from "#bench/pace.ts";
import { percentile } from "#bench/percentile.ts";
import type { PlannedReport } from "#bench/replay-plan.ts";
import { createSender } from "#bench/report-sender.ts";

/** One line of the benchmark's table. */
export interface LoadResult {
  readonly name: string;
  /** Reports answered with 202, per second. */
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Answers other than 202, by status; 0 = lost connection. */
  readonly others: Readonly<Record<string, number>>;
}

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
    perSecond: latencies.length / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    max: percentile(latencies, 1),
    others,
  };
}

/** Closed loop: each of `connections` sends its next report when the last one is answered. Finds the most that is taken. */
export async function closedLoop(url: string, next: NextReport, connections: number, seconds: number, path: string) {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        method: "POST",
        path,
        setupRequest: (request) => {
          const { service, problem, country, address, userAgent } = next();
          const headers = {
            "content-type": "application/json",
            "idempotency-key": randomUUID(),
            "user-agent": userAgent,
            "x-forwarded-for": address,
          };
          return { ...request, headers, body: JSON.stringify({ service, kind: "problem", problem, country }) };
        },
      },
    ],
  });
  const statuses = Object.entries(result.statusCodeStats);
  const accepted = result.statusCodeStats["202"]?.count ?? 0;
  const others = Object.fromEntries(
    statuses.filter(([code]) => code !== "202").map(([code, { count }]) => [code, count]),
  );
  return {
    name: `closed loop, ${connections} connections for ${seconds} s`,
    perSecond: accepted / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    max: result.latency.max,
    others: result.errors > 0 ? { ...others, "0": result.errors } : others,
  } satisfies LoadResult;
}
