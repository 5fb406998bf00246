import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Books } from "#bench/fault-books.ts";
import { createAddresses } from "#bench/reporter-addresses.ts";

const SERVICES = ["chatgpt", "x", "netflix", "discord", "roblox", "steam", "instagram", "spotify"] as const;
/** An attempt without an answer after this is given up and its report retried. */
const PATIENCE_MS = 6_000;
/** Pause of one sender after an attempt that failed. */
const PAUSE_MS = 40;

/** An answer of the report's address, or its absence (status 0). */
export interface Attempt {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | undefined;
  readonly ms: number;
}

export interface LoadOptions {
  readonly url: string;
  readonly books: Books;
  /** Reports under way at once. */
  readonly senders: number;
  /** Where its addresses begin: two loads on one instance must not share reporters. */
  readonly firstAddress?: number;
  readonly onAttempt?: (attempt: Attempt) => void;
}

/** Reports without end, each of a new reporter, all in the books. */
export interface Load {
  /** Resolves with the milliseconds until a report that was sent from now on is acknowledged. */
  untilAcknowledged(): Promise<number>;
  /** Sends no new report and retries those whose fate is unknown, for so long at most. */
  settle(patienceMs?: number): Promise<void>;
}

interface Waiting {
  readonly since: number;
  readonly resolve: (ms: number) => void;
}

const accepted = z.object({ id: z.string() });

/** One POST of a report, and what came back. Never rejects. */
export function postReport(agent: Agent, url: string, key: string, address: string, service: string): Promise<Attempt> {
  const body = JSON.stringify({ service, kind: "problem", problem: "other", country: "US", note: key });
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "idempotency-key": key,
    "user-agent": "fault-checker",
    "x-forwarded-for": address,
  };
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const end = (status: number, text: string, retryAfter?: string) =>
      resolve({ status, body: text, retryAfter, ms: performance.now() - startedAt });
    const outgoing = request(`${url}/api/v1/reports`, { agent, method: "POST", headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("error", () => end(0, ""));
      response.on("end", () => end(response.statusCode ?? 0, text, response.headers["retry-after"]));
    });
    outgoing.setTimeout(PATIENCE_MS, () => outgoing.destroy());
    outgoing.on("error", () => end(0, ""));
    outgoing.end(body);
  });
}

/** Enters an attempt. A 503 because of the database leaves the fate open: its statement may still commit. */
export function enter(books: Books, key: string, attempt: Attempt): void {
  if (attempt.status === 202) books.acknowledge(key, accepted.parse(JSON.parse(attempt.body)).id);
  else if (attempt.status === 0 || attempt.body.includes("unavailable-database")) books.lose(key);
  else books.refuse(key);
}

/** Starts the senders. A report whose fate is unknown is retried with its key until it is acknowledged; a refused one is given up. */
export function startLoad(options: LoadOptions): Load {
  const { url, books, senders } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: senders });
  const nextAddress = createAddresses(options.firstAddress);
  const waiting: Waiting[] = [];
  let count = 0;
  let stopped = false;
  let deadline = Number.POSITIVE_INFINITY;

  const tellWaiting = (sentAt: number) => {
    for (const one of waiting.filter(({ since }) => sentAt >= since)) {
      waiting.splice(waiting.indexOf(one), 1);
      one.resolve(performance.now() - one.since);
    }
  };
  const deliver = async () => {
    const key = randomUUID();
    const address = nextAddress();
    const service = SERVICES[count++ % SERVICES.length] ?? "chatgpt";
    do {
      const sentAt = performance.now();
      const attempt = await postReport(agent, url, key, address, service);
      enter(books, key, attempt);
      options.onAttempt?.(attempt);
      if (attempt.status === 202) tellWaiting(sentAt);
      else await delay(PAUSE_MS * (0.5 + Math.random()));
    } while (books.fate(key) === "unknown" && performance.now() < deadline);
  };
  const running = Promise.all(
    Array.from({ length: senders }, async () => {
      while (!stopped) await deliver();
    }),
  );

  return {
    untilAcknowledged: () => new Promise((resolve) => waiting.push({ since: performance.now(), resolve })),
    async settle(patienceMs = 20_000) {
      stopped = true;
      deadline = performance.now() + patienceMs;
      await running;
      agent.destroy();
    },
  };
}
