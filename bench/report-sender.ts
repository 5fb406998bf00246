import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { PlannedReport } from "#bench/replay-plan.ts";

/** What became of the reports that were handed to a sender. */
export interface SendTally {
  sent: number;
  accepted: number;
  /** Further attempts with the same Idempotency-Key after a 429, a 503 or a lost connection. */
  retries: number;
  /** Answers that no retry would change, by status. */
  readonly refused: Map<number, number>;
  undelivered: number;
  /** The first refusal's body: it says what is wrong. */
  firstRefusal: string;
}

export interface SenderOptions {
  /** Origin of the instance, such as http://127.0.0.1:3000. */
  readonly url: string;
  /** Connections, and so requests under way, at most. */
  readonly connections: number;
  /** How long one report is retried. */
  readonly patienceMs: number;
  /** Called after each first attempt, for benchmarks: status (0 = connection lost) and milliseconds. */
  readonly onAnswer?: (status: number, ms: number) => void;
  /** Called with each report that was acknowledged, and the acknowledgement. */
  readonly onAccepted?: (report: PlannedReport, body: string) => void;
}

export interface ReportSender {
  readonly tally: SendTally;
  /** Resolves as soon as there is room for one more: back pressure, not delivery. */
  send(report: PlannedReport): Promise<void>;
  /** Resolves when every report handed over has been answered or given up. */
  settled(): Promise<void>;
  close(): void;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function bodyOf(report: PlannedReport): string {
  const { service, kind, problem, country } = report;
  return JSON.stringify({ service, kind, ...(problem === null ? {} : { problem }), country });
}

function post(endpoint: URL, agent: Agent, report: PlannedReport, key: string): Promise<Answer> {
  const body = bodyOf(report);
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "idempotency-key": key,
    "user-agent": report.userAgent,
    "x-forwarded-for": report.address,
  };
  return new Promise((resolve) => {
    const outgoing = request(endpoint, { agent, method: "POST", headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", () => resolve({ status: 0, body: "" }));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    outgoing.on("error", (error) => resolve({ status: 0, body: error.message }));
    outgoing.end(body);
  });
}

const passes = (status: number) => status === 0 || status === 429 || status === 503;
/** 0.1, 0.2, 0.4 ... 2 s, of which half is chance: retries of many must not come as one wave. */
const pauseMs = (attempt: number) => Math.min(100 * 2 ** attempt, 2_000) * (0.5 + Math.random() / 2);

/**
 * Sends reports through the public API over kept-alive connections. A report that meets a 503 or a lost
 * connection is sent again with the same Idempotency-Key, as the page does, so that it counts once.
 */
export function createSender(options: SenderOptions): ReportSender {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections, scheduling: "fifo" });
  const endpoint = new URL("/api/v1/reports", options.url);
  // Promise.race over all that is under way would cost its size for each report: waiters are called one by one.
  const waiting: (() => void)[] = [];
  let underWay = 0;
  const tally: SendTally = { sent: 0, accepted: 0, retries: 0, refused: new Map(), undelivered: 0, firstRefusal: "" };

  const deliver = async (report: PlannedReport) => {
    const key = randomUUID();
    const started = performance.now();
    for (let attempt = 0; ; attempt += 1) {
      const answer = await post(endpoint, agent, report, key);
      if (attempt === 0) options.onAnswer?.(answer.status, performance.now() - started);
      if (answer.status === 202) {
        tally.accepted += 1;
        options.onAccepted?.(report, answer.body);
        return;
      }
      if (!passes(answer.status)) {
        tally.refused.set(answer.status, (tally.refused.get(answer.status) ?? 0) + 1);
        tally.firstRefusal ||= `${answer.status} ${answer.body}`;
        return;
      }
      if (performance.now() - started > options.patienceMs) {
        tally.undelivered += 1;
        tally.firstRefusal ||= `${answer.status} ${answer.body}`;
        return;
      }
      tally.retries += 1;
      await delay(pauseMs(attempt));
    }
  };

  return {
    tally,
    async send(report) {
      while (underWay >= options.connections) await new Promise<void>((resolve) => waiting.push(resolve));
      tally.sent += 1;
      underWay += 1;
      void deliver(report).finally(() => {
        underWay -= 1;
        for (const wake of underWay === 0 ? waiting.splice(0) : waiting.splice(0, 1)) wake();
      });
    },
    async settled() {
      while (underWay > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    close: () => agent.destroy(),
  };
}
