// npm run bench:ingest: how many reports a whole instance takes, beside the least that could take them and beside what one
// would write first. Closed loops at 256 connections. -- [--seconds 5] [--processes 1]
import "#bench/quiet-log.ts";

import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { cpuSeconds, processesOf } from "#bench/fault-processes.ts";
import { readReportSums } from "#bench/history.db.ts";
import { type NextReport, openLoop } from "#bench/ingest-load.ts";
import { startBare, startNaive } from "#bench/ingest-servers.ts";
import { type Instance, startInstance } from "#bench/instance.ts";
import { percentile } from "#bench/percentile.ts";
import { type LoadResult, rawLoad } from "#bench/raw-load.ts";
import { createAddresses } from "#bench/reporter-addresses.ts";
import { asMinute } from "#lib/buckets/minute.ts";
import { listServices } from "#lib/catalog/catalog.db.ts";
import type { Service } from "#lib/catalog/service.ts";

const COUNTRIES = ["US", "GB", "DE", "IN", "BR", "CA"] as const;
const HOT = "chatgpt";
const SPREAD = 1_000;
const RATE = 500;
const OPEN_SECONDS = 10;
const CONNECTIONS = 256;
/** Seconds before each measurement that are not counted: code that was never run is slow. */
const WARM_UP_SECONDS = 2;
/** Of each measurement, in turn with the others. */
const ROUNDS = 3;

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "5" }, processes: { type: "string", default: "1" } },
});
const seconds = Number(values.seconds);
const nextAddress = createAddresses();

/** Each report is of a reporter who never reported before, over the services in turn. */
function reports(services: readonly Service[]): NextReport {
  let count = 0;
  return () => {
    count += 1;
    const service = services[count % services.length];
    return {
      atMs: 0,
      service: service?.slug ?? HOT,
      kind: "problem",
      problem: service?.problems[count % 3] ?? "app",
      country: COUNTRIES[count % COUNTRIES.length] ?? "US",
      address: nextAddress(),
      userAgent: "bench",
    };
  };
}

function requestText(path: string, next: NextReport): () => string {
  return () => {
    const { service, kind, problem, country, address, userAgent } = next();
    const body = JSON.stringify({ service, kind, problem, country });
    return `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nidempotency-key: ${randomUUID()}\r\nuser-agent: ${userAgent}\r\nx-forwarded-for: ${address}\r\n\r\n${body}`;
  };
}

interface Measured extends LoadResult {
  /** Processor time per report in microseconds: the server, PostgreSQL, this client. */
  readonly cpu: readonly number[];
}

async function measure(name: string, url: string, text: () => string, pids: () => readonly (readonly number[])[]) {
  const load = { url, next: text, connections: CONNECTIONS, wanted: 202 };
  await rawLoad({ ...load, seconds: WARM_UP_SECONDS });
  const before = pids().map(cpuSeconds);
  const result = await rawLoad({ ...load, seconds });
  const after = pids().map(cpuSeconds);
  const cpu = after.map((value, i) => ((value - (before[i] ?? 0)) * 1e6) / result.count);
  return { ...result, name, cpu } satisfies Measured;
}

function line({
  name,
  perSecond,
  p50,
  p99,
  max,
  others,
  cpu,
}: LoadResult & { readonly cpu?: readonly number[] }): string {
  const refused = Object.entries(others).map(([status, count]) => `${count} x ${status}`);
  const cells = [perSecond, p50, p99, max].map((value) => value.toFixed(value < 100 ? 1 : 0));
  const times = (cpu ?? []).map((value) => value.toFixed(0)).join(" + ");
  return `| ${[name, ...cells, times, refused.length === 0 ? "none" : refused.join(", ")].join(" | ")} |`;
}

/** What is measured, in turn: a busy machine then slows all of them alike. */
interface Lane {
  readonly name: string;
  readonly url: string;
  readonly text: () => string;
  readonly pids: () => readonly (readonly number[])[];
}

const middle = (of: readonly number[]) => percentile(of, 0.5);

/** The medians of several rounds of one lane. */
function median(rounds: readonly Measured[]): Measured {
  const [first] = rounds;
  if (first === undefined) throw new Error("nothing was measured");
  const others: Record<string, number> = {};
  for (const round of rounds)
    for (const [status, count] of Object.entries(round.others)) others[status] = (others[status] ?? 0) + count;
  const of = (pick: (round: Measured) => number) => middle(rounds.map(pick));
  const cpu = first.cpu.map((_, i) => of((round) => round.cpu[i] ?? Number.NaN));
  const { name } = first;
  return {
    name,
    others,
    cpu,
    count: of((r) => r.count),
    perSecond: of((r) => r.perSecond),
    p50: of((r) => r.p50),
    p99: of((r) => r.p99),
    max: of((r) => r.max),
  };
}

async function inTurn(lanes: readonly Lane[]): Promise<Measured[]> {
  const rounds = lanes.map((): Measured[] => []);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [i, { name, url, text, pids }] of lanes.entries()) rounds[i]?.push(await measure(name, url, text, pids));
  return rounds.map(median);
}

async function loads(instance: Instance, all: readonly Service[]): Promise<void> {
  const hot = reports(all.filter(({ slug }) => slug === HOT));
  const spread = reports(all.slice(0, SPREAD));
  const path = "/api/v1/reports";
  const beside = () => [processesOf(instance, "postgres"), [process.pid]];
  const own = () => [processesOf(instance, "front"), ...beside()];
  const naive = await startNaive(instance.databaseUrl);
  const bare = await startBare(instance.databaseUrl, all);
  const [full, wide, least, first] = await inTurn([
    { name: "one hot service", url: instance.url, text: requestText(path, hot), pids: own },
    { name: `${SPREAD} services`, url: instance.url, text: requestText(path, spread), pids: own },
    {
      name: "bare server, same statements",
      url: bare.url,
      text: requestText("/", hot),
      pids: () => [[bare.pid], ...beside()],
    },
    {
      name: "naive: Next route, a transaction each",
      url: naive.url,
      text: requestText("/reports", hot),
      pids: () => [[naive.pid], ...beside()],
    },
  ]);
  bare.stop();
  naive.stop();
  if (full === undefined || wide === undefined || least === undefined || first === undefined)
    throw new Error("nothing was measured");
  const open = await openLoop(instance.url, hot, RATE, OPEN_SECONDS);
  console.log("| load | 202/s | p50 ms | p99 ms | max ms | CPU us: server + PostgreSQL + client | other answers |");
  console.log("|---|---|---|---|---|---|---|");
  for (const result of [full, wide, open, least, first]) console.log(line(result));
  const ratio = (a: LoadResult, b: LoadResult) => (a.perSecond / b.perSecond).toFixed(2);
  const cpu = (of: Measured) => of.cpu.reduce((sum, value) => sum + value, 0);
  console.log(
    `\nof the bare server: ${ratio(full, least)} (by processor time ${(cpu(least) / cpu(full)).toFixed(2)}); times the naive one: ${ratio(full, first)}; spread to hot: ${ratio(wide, full)}`,
  );
}

async function main(): Promise<boolean> {
  const instance = await startInstance({
    mode: "replay",
    environment: { LOG_LEVEL: "warn", WEB_PROCESSES: values.processes },
  });
  try {
    console.log(
      `${values.processes} front(s), pages, worker, PostgreSQL and this client, on ${availableParallelism()} processors.\n`,
    );
    await loads(
      instance,
      (await listServices(instance.db)).filter(({ retiredAt }) => retiredAt === null),
    );
    const sums = await readReportSums(instance.db, asMinute(0));
    const whole = sums.buckets === sums.reports && sums.facets === sums.reports;
    console.log(
      `sum(buckets) ${sums.buckets}, count(reports) ${sums.reports}, sum(facets by problem) ${sums.facets}: ${whole ? "equal" : "NOT EQUAL"}`,
    );
    return whole;
  } finally {
    await instance.stop();
  }
}

process.exit((await main()) ? 0 : 1);
