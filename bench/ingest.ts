// npm run bench:ingest: how many reports a whole instance takes, next to the least that could take them.
import "#bench/quiet-log.ts";

import { type ChildProcess, spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { readReportSums } from "#bench/history.db.ts";
import { closedLoop, type LoadResult, type NextReport, openLoop } from "#bench/ingest-load.ts";
import { type Instance, startInstance } from "#bench/instance.ts";
import { requireServices } from "#bench/profiles.ts";
import { createAddresses } from "#bench/reporter-addresses.ts";
import { asMinute } from "#lib/buckets/minute.ts";
import { listServices } from "#lib/catalog/catalog.db.ts";
import { freePort } from "#server/free-port.ts";

const SERVICES = ["chatgpt", "x", "att", "netflix", "discord", "roblox", "steam", "instagram"] as const;
const COUNTRIES = ["US", "GB", "DE", "IN", "BR", "CA"] as const;
const RATE = 500;
const OPEN_SECONDS = 20;
const CLOSED_SECONDS = 10;
const CONNECTIONS = [64, 256] as const;
/** Seconds before each measurement that are not counted: code that was never run is slow. */
const WARM_UP_SECONDS = 3;

function reports(services: readonly { slug: string; problems: readonly string[] }[]): NextReport {
  const nextAddress = createAddresses();
  let count = 0;
  return () => {
    count += 1;
    const service = services[count % services.length];
    return {
      atMs: 0,
      service: service?.slug ?? "chatgpt",
      kind: "problem",
      problem: service?.problems[count % 3] ?? "app",
      country: COUNTRIES[count % COUNTRIES.length] ?? "US",
      address: nextAddress(),
      userAgent: "bench",
    };
  };
}

async function startBare(instance: Instance, services: readonly { id: number; slug: string }[]) {
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, "bare-ingest.ts")], {
    stdio: "inherit",
    env: {
      ...process.env,
      DATABASE_URL: instance.databaseUrl,
      LOG_LEVEL: "warn",
      PORT: String(port),
      SERVICES: JSON.stringify(Object.fromEntries(services.map((service) => [service.slug, service.id]))),
    },
  });
  const url = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(url, { method: "POST", body: "{}" }).then(
      () => true,
      () => false,
    ))
  )
    await delay(100);
  return { url, stop: () => child.kill() };
}

function line(result: LoadResult): string {
  const others = Object.entries(result.others).map(([status, count]) => `${count} x ${status}`);
  const cells = [result.perSecond, result.p50, result.p99, result.max].map((value) =>
    value.toFixed(value < 100 ? 1 : 0),
  );
  return `| ${[result.name, ...cells, others.length === 0 ? "none" : others.join(", ")].join(" | ")} |`;
}

async function main(): Promise<boolean> {
  const instance = await startInstance({ mode: "replay", environment: { LOG_LEVEL: "warn" } });
  try {
    const services = requireServices(await listServices(instance.db), SERVICES);
    const next = reports(services);
    console.log(
      `Groundswell with front, pages, worker and PostgreSQL, and this client, on ${availableParallelism()} processors.\n`,
    );
    console.log("| load | 202/s | p50 ms | p99 ms | max ms | other answers |\n|---|---|---|---|---|---|");
    await closedLoop(instance.url, next, CONNECTIONS[0], WARM_UP_SECONDS, "/api/v1/reports");
    console.log(line(await openLoop(instance.url, next, RATE, OPEN_SECONDS)));
    const full: LoadResult[] = [];
    for (const connections of CONNECTIONS) {
      const result = await closedLoop(instance.url, next, connections, CLOSED_SECONDS, "/api/v1/reports");
      full.push(result);
      console.log(line(result));
    }
    const sums = await readReportSums(instance.db, asMinute(0));
    const bare = await startBare(instance, services);
    await closedLoop(bare.url, next, CONNECTIONS[0], WARM_UP_SECONDS, "/");
    for (const [i, connections] of CONNECTIONS.entries()) {
      const result = await closedLoop(bare.url, next, connections, CLOSED_SECONDS, "/");
      console.log(line({ ...result, name: `bare server, same statement: ${result.name}` }));
      console.log(
        `\nratio at ${connections} connections: ${((full[i]?.perSecond ?? 0) / result.perSecond).toFixed(2)}\n`,
      );
    }
    bare.stop();
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
