// npm run bench:pages -- [--seconds 5]: cached pages and JSON beside a map of finished answers, and first renders.
import "#bench/quiet-log.ts";

import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { cpuSeconds, processesOf } from "#bench/fault-processes.ts";
import { type Instance, startInstance } from "#bench/instance.ts";
import { percentile } from "#bench/percentile.ts";
import { type LoadResult, rawLoad } from "#bench/raw-load.ts";
import { listServices } from "#lib/catalog/catalog.db.ts";
import { freePort } from "#server/free-port.ts";

const { values } = parseArgs({ options: { seconds: { type: "string", default: "5" } } });
const seconds = Number(values.seconds);
const CONNECTIONS = 64;
const WARM_UP_SECONDS = 2;
const FIRST_RENDERS = 40;
const TARGETS = ["/", "/status/chatgpt", "/api/v1/services/chatgpt", "/embed/chatgpt"] as const;

/** Pages say their as-of time, so they change every two seconds; this changes with a release. */
const UNCHANGING = "/api/v1/openapi.json";

const get = (path: string, headers = "") => `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers}\r\n`;

async function measure(url: string, pids: readonly number[], request: string, wanted: number) {
  const load = { url, next: () => request, connections: CONNECTIONS, wanted };
  await rawLoad({ ...load, seconds: WARM_UP_SECONDS });
  const before = cpuSeconds(pids);
  const result = await rawLoad({ ...load, seconds });
  return { ...result, cpu: ((cpuSeconds(pids) - before) * 1e6) / (result.perSecond * seconds) };
}

function line(name: string, { perSecond, p50, p99, others, cpu }: LoadResult & { readonly cpu: number }): string {
  const refused = Object.entries(others).map(([status, count]) => `${count} x ${status}`);
  return `| ${name} | ${perSecond.toFixed(0)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${cpu.toFixed(0)} | ${refused.join(", ") || "none"} |`;
}

async function startBare(origin: string) {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), ORIGIN: origin };
  const child = spawn(process.execPath, [join(import.meta.dirname, "bare-pages.ts")], { stdio: "ignore", env });
  const url = `http://127.0.0.1:${port}`;
  for (const path of TARGETS)
    while (
      !(await fetch(url + path).then(
        (response) => response.ok,
        () => false,
      ))
    )
      await delay(100);
  return { url, pid: child.pid ?? 0, stop: () => child.kill() };
}

/** Milliseconds of the whole first answer of pages that nobody has asked for, one after another. */
async function firstRenders(instance: Instance): Promise<number[]> {
  const services = (await listServices(instance.db))
    .filter(({ retiredAt }) => retiredAt === null)
    .slice(-FIRST_RENDERS);
  const times: number[] = [];
  for (const { slug } of services) {
    const startedAt = performance.now();
    const response = await fetch(new URL(`/status/${slug}`, instance.url));
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`/status/${slug} answered ${response.status}`);
    times.push(performance.now() - startedAt);
  }
  return times;
}

async function main(): Promise<boolean> {
  const instance = await startInstance({ mode: "replay", environment: { LOG_LEVEL: "warn" } });
  const bare = await startBare(instance.url);
  try {
    console.log(`${CONNECTIONS} connections, identity encoding; the bare server sends the same bytes.\n`);
    console.log(
      "| answer | per second | p50 ms | p99 ms | CPU us of the server | other answers |\n|---|---|---|---|---|---|",
    );
    const ratios: string[] = [];
    for (const path of TARGETS) {
      const least = await measure(bare.url, [bare.pid], get(path), 200);
      const full = await measure(instance.url, processesOf(instance, "front"), get(path), 200);
      console.log(line(path, full));
      console.log(line(`bare server: ${path}`, least));
      ratios.push(`${path} ${(full.perSecond / least.perSecond).toFixed(2)}`);
    }
    const etag = (await fetch(new URL(UNCHANGING, instance.url))).headers.get("etag") ?? "";
    const unchanged = await measure(
      instance.url,
      processesOf(instance, "front"),
      get(UNCHANGING, `if-none-match: ${etag}\r\n`),
      304,
    );
    console.log(line(`${UNCHANGING} that the visitor has already (304)`, unchanged));
    const times = await firstRenders(instance);
    console.log(`\nof the bare server: ${ratios.join(", ")}`);
    console.log(
      `first render of ${times.length} service pages: p50 ${percentile(times, 0.5).toFixed(0)} ms, p99 ${percentile(times, 0.99).toFixed(0)} ms`,
    );
    return percentile(times, 0.5) <= 150;
  } finally {
    bare.stop();
    await instance.stop();
  }
}

process.exit((await main()) ? 0 : 1);
