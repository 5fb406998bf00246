// npm run bench:pages -- [--seconds 5]: cached pages and JSON of an outage beside a map of finished answers, and first renders.
import "#bench/quiet-log.ts";

import { parseArgs } from "node:util";
import { CONNECTIONS, get, LOAD_HEAD, loadLine, measure, startBare } from "#bench/cached-load.ts";
import { processesOf } from "#bench/fault-processes.ts";
import type { Instance } from "#bench/instance.ts";
import { percentile } from "#bench/percentile.ts";
import { startStagedInstance } from "#e2e/instances.ts";
import { listServices } from "#lib/catalog/catalog.db.ts";

const { values } = parseArgs({ options: { seconds: { type: "string", default: "5" } } });
const seconds = Number(values.seconds);
const FIRST_RENDERS = 40;
const TARGETS = ["/", "/status/chatgpt", "/api/v1/services/chatgpt", "/embed/chatgpt"] as const;

/** Pages say their as-of time, so they change every two seconds; this changes with a release. */
const UNCHANGING = "/api/v1/openapi.json";

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
  const instance = await startStagedInstance();
  const bare = await startBare(instance.url, TARGETS);
  try {
    console.log(`${CONNECTIONS} connections, Brotli as browsers ask for it; the bare server sends the same bytes.\n`);
    console.log(LOAD_HEAD);
    const ratios: string[] = [];
    for (const path of TARGETS) {
      const least = await measure(bare.url, [bare.pid], get(path), { wanted: 200, seconds });
      const full = await measure(instance.url, processesOf(instance, "front"), get(path), { wanted: 200, seconds });
      console.log(loadLine(path, full));
      console.log(loadLine(`bare server: ${path}`, least));
      ratios.push(`${path} ${(full.perSecond / least.perSecond).toFixed(2)}`);
    }
    const etag = (await fetch(new URL(UNCHANGING, instance.url))).headers.get("etag") ?? "";
    const unchanged = await measure(
      instance.url,
      processesOf(instance, "front"),
      get(UNCHANGING, `if-none-match: ${etag}\r\n`),
      { wanted: 304, seconds },
    );
    console.log(loadLine(`${UNCHANGING} that the visitor has already (304)`, unchanged));
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
