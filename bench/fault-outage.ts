import { randomUUID } from "node:crypto";
import { Agent } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Books } from "#bench/fault-books.ts";
import { checkBooks } from "#bench/fault-check.db.ts";
import { summarise } from "#bench/fault-check.ts";
import { type FaultLine, faultLine, worst } from "#bench/fault-line.ts";
import { type Attempt, enter, postReport } from "#bench/fault-load.ts";
import { memoryMb, processesOf } from "#bench/fault-processes.ts";
import type { Instance } from "#bench/instance.ts";

/** A time in which the database cannot be used, or hardly. */
export interface Outage {
  readonly name: string;
  readonly begin: () => void | Promise<void>;
  readonly end: () => void | Promise<void>;
  /** Reports may still be taken, slowly. */
  readonly isPartial?: boolean;
  /** At least one report must have been refused, else nothing was tried. */
  readonly mustRefuse?: boolean;
}

/**
 * Environment of the instance. Where memory is plenty the collector lets the heap of a healthy front grow by 60 MB in a minute;
 * within this bound what is not collected would show.
 */
export const SMALL_HEAP = { LOG_LEVEL: "silent", NODE_OPTIONS: "--max-old-space-size=160" } as const;

/** What visitors and newsrooms must still get. */
const PAGES = ["/", "/status/chatgpt", "/incidents", "/embed/chatgpt", "/api/v1/home"] as const;
/** Answers within this are soon enough: 2.4 s for a report's statement, and what a busy machine adds. */
const REPORT_MS = 3_500;
/** A stored page is served while its refresh hangs: after the cache's patience, and what a busy machine adds. */
const PAGE_MS = 3_000;
const RECOVERY_MS = 15_000;
const GROWTH_MB = 64;
const REPORTS_AT_ONCE = 8;
/** Before the fault, so that a front that has just started is not taken for one that grows. */
const WARM_UP_MS = 4_000;

interface PageSeen {
  readonly path: string;
  readonly status: number;
  readonly age: number | null;
  readonly ms: number;
}

async function see(origin: string, path: string): Promise<PageSeen> {
  const startedAt = performance.now();
  try {
    const response = await fetch(new URL(path, origin), { signal: AbortSignal.timeout(20_000) });
    await response.arrayBuffer();
    const age = response.headers.get("age");
    return { path, status: response.status, age: age === null ? null : Number(age), ms: performance.now() - startedAt };
  } catch {
    return { path, status: 0, age: null, ms: performance.now() - startedAt };
  }
}

async function untilTaken(send: () => Promise<Attempt>): Promise<number> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < RECOVERY_MS) {
    if ((await send()).status === 202) return performance.now() - startedAt;
    await delay(50);
  }
  return Number.POSITIVE_INFINITY;
}

/** Senders for one outage. Addresses are of this outage alone, so that each report has a new reporter. */
function createProbe(instance: Instance, books: Books, nextAddress: () => string) {
  const agent = new Agent({ keepAlive: true });
  const open: { key: string; address: string }[] = [];
  const post = async (key: string, address: string) => {
    const attempt = await postReport(agent, instance.url, key, address, "chatgpt");
    enter(books, key, attempt);
    return attempt;
  };
  return {
    async send(): Promise<Attempt> {
      const report = { key: randomUUID(), address: nextAddress() };
      open.push(report);
      return post(report.key, report.address);
    },
    /** Retries what is unknown, each once: the database is back. */
    async settle(): Promise<void> {
      for (const { key, address } of open) if (books.fate(key) === "unknown") await post(key, address);
      agent.destroy();
    },
  };
}

/** Asks for every page and sends reports, over and over for `ms`. */
async function visit(instance: Instance, send: () => Promise<Attempt>, ms: number) {
  const pages: PageSeen[] = [];
  const attempts: Attempt[] = [];
  const until = performance.now() + ms;
  while (performance.now() < until) {
    const sent = Array.from({ length: REPORTS_AT_ONCE }, send);
    pages.push(...(await Promise.all(PAGES.map((path) => see(instance.url, path)))));
    attempts.push(...(await Promise.all(sent)));
    await delay(250);
  }
  return { pages, attempts };
}

/** Goes through an outage of `ms` and says what visitors and reporters met. */
export async function throughOutage(
  instance: Instance,
  books: Books,
  nextAddress: () => string,
  outage: Outage,
  ms: number,
): Promise<FaultLine> {
  const probe = createProbe(instance, books, nextAddress);
  await visit(instance, probe.send, WARM_UP_MS);
  const front = processesOf(instance, "front");
  const memoryBefore = memoryMb(front[0] ?? 0);
  await outage.begin();
  const { pages, attempts } = await visit(instance, probe.send, ms);
  const growth = memoryMb(front[0] ?? 0) - memoryBefore;
  await outage.end();
  const recovery = await untilTaken(() => probe.send());
  await probe.settle();
  const found = await checkBooks(instance.db, books);
  const refused = attempts.filter(({ status }) => status === 503);
  const failedPages = pages.filter(({ status, age }) => status !== 200 || age === null);
  const slowestPage = worst(pages.map((page) => page.ms));
  const slowestReport = worst(attempts.map((attempt) => attempt.ms));
  return faultLine(
    `${outage.name} for ${Math.round(ms / 1000)} s`,
    `${pages.length - failedPages.length}/${pages.length} pages 200, oldest ${worst(pages.map(({ age }) => age ?? 0))} s, slowest ${slowestPage} ms; ${refused.length}/${attempts.length} reports 503, slowest ${slowestReport} ms; memory ${growth >= 0 ? "+" : ""}${Math.round(growth)} MB; back in ${Math.round(recovery)} ms`,
    {
      [`pages failed: ${failedPages.map(({ path, status }) => `${path} ${status}`).join(", ")}`]:
        failedPages.length === 0,
      "pages were late": slowestPage <= PAGE_MS,
      "reports were answered otherwise than by 503 with Retry-After": attempts.every(
        ({ status, retryAfter }) =>
          (status === 503 && retryAfter !== undefined) || (status === 202 && outage.isPartial === true),
      ),
      "no report was refused": refused.length > 0 || outage.mustRefuse !== true,
      "reports were answered late": slowestReport <= REPORT_MS,
      "memory grew": growth <= GROWTH_MB,
      "the front was replaced": processesOf(instance, "front").join() === front.join(),
      "no recovery without a restart": recovery <= RECOVERY_MS,
      [`books: ${summarise(found)}`]: found.length === 0,
    },
  );
}
