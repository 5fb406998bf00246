// npm run bench:embeds -- [--seconds 5] [--runs 7]: what an embed weighs and costs, how soon a phone shows it, and pictures.
import "#bench/quiet-log.ts";

import { get as request } from "node:http";
import { parseArgs } from "node:util";
import { Resvg } from "@resvg/resvg-js";
import { CONNECTIONS, get, LOAD_HEAD, loadLine, measure, startBare } from "#bench/cached-load.ts";
import { processesOf } from "#bench/fault-processes.ts";
import type { Instance } from "#bench/instance.ts";
import { percentile } from "#bench/percentile.ts";
import { largestPaints } from "#bench/phone-load.ts";
import { startStagedInstance } from "#e2e/instances.ts";
import { PICTURE_TYPES } from "#lib/publish/picture-options.ts";
import { PNG_FONT } from "#server/routes/png-worker.ts";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "5" }, runs: { type: "string", default: "7" } },
});
const [seconds, runs] = [Number(values.seconds), Number(values.runs)];
const PICTURES = 30;
/** An article must not grow heavy by its embed, nor wait for it. */
const LIMITS = { htmlBytes: 15_000, scriptBytes: 5_000, perSecond: 8_000, paintMs: 1_000, pictureMs: 80 } as const;

/** Bytes of an answer's body as it is sent to a browser. */
function sentBytes(url: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  request(url, { headers: { "accept-encoding": "gzip" } }, (response) => {
    if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
    let bytes = 0;
    response.on("data", (part: Buffer) => {
      bytes += part.length;
    });
    response.on("end", () => resolve(bytes));
  }).on("error", reject);
  return promise;
}

async function weigh({ url }: Instance, embeds: readonly string[]): Promise<boolean> {
  const limitOf = (path: string) => (path.endsWith(".js") ? LIMITS.scriptBytes : LIMITS.htmlBytes);
  console.log("| sent with gzip | bytes | at most |\n|---|---|---|");
  let isLight = true;
  for (const path of [...embeds, "/embed/live.js", "/embed/frame.js"]) {
    const bytes = await sentBytes(url + path);
    isLight &&= bytes <= limitOf(path);
    console.log(`| ${path} | ${bytes} | ${limitOf(path)} |`);
  }
  return isLight;
}

async function serve(instance: Instance, bareUrl: string, barePid: number, path: string): Promise<boolean> {
  console.log(
    `\n${CONNECTIONS} connections, Brotli as browsers ask for it; the bare server sends the same bytes.\n\n${LOAD_HEAD}`,
  );
  const load = { wanted: 200, seconds };
  console.log(loadLine(`bare server: ${path}`, await measure(bareUrl, [barePid], get(path), load)));
  const full = await measure(instance.url, processesOf(instance, "front"), get(path), load);
  console.log(loadLine(path, full));
  return full.perSecond >= LIMITS.perSecond;
}

async function paint({ url }: Instance, bareUrl: string, paths: readonly string[]): Promise<boolean> {
  console.log(`\n| largest contentful paint on a throttled phone, ${runs} runs | p50 ms | max ms |\n|---|---|---|`);
  const targets = paths.flatMap((path): [string, string][] => [
    [`bare server: ${path}`, bareUrl + path],
    [path, url + path],
  ]);
  const paints = await largestPaints(
    targets.map(([, address]) => address),
    runs,
  );
  let isFast = true;
  for (const [name, address] of targets) {
    const { p50, max } = paints.get(address) ?? { p50: Number.NaN, max: Number.NaN };
    console.log(`| ${name} | ${p50.toFixed(0)} | ${max.toFixed(0)} |`);
    isFast &&= !address.startsWith(url) || p50 <= LIMITS.paintMs;
  }
  return isFast;
}

async function timed(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The chart of an outage and the day before it in the times of many zones, each asked for the first time, and the same drawings by resvg alone. */
async function draw({ url }: Instance): Promise<boolean> {
  const [whole, alone]: [number[], number[]] = [[], []];
  const ask = async (path: string) => {
    const answer = await fetch(url + path);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return answer.arrayBuffer();
  };
  // The thread that draws starts with the first picture.
  await ask("/status/chatgpt.png");
  for (const zone of Intl.supportedValuesOf("timeZone").slice(0, PICTURES)) {
    whole.push(await timed(() => ask(`/status/chatgpt.png?tz=${zone}`)));
    const svg = Buffer.from(await ask(`/status/chatgpt.svg?tz=${zone}`));
    const zoom = { mode: "zoom", value: PICTURE_TYPES.chart.scale } as const;
    alone.push(await timed(() => new Resvg(svg, { font: PNG_FONT, fitTo: zoom, logLevel: "off" }).render().asPng()));
  }
  const line = (name: string, times: readonly number[]) =>
    `| ${name} | ${percentile(times, 0.5).toFixed(0)} | ${percentile(times, 0.95).toFixed(0)} | ${percentile(times, 1).toFixed(0)} |`;
  console.log(`\n| a chart of 24 hours as PNG, ${PICTURES} of them | p50 ms | p95 ms | max ms |\n|---|---|---|---|`);
  console.log(line("resvg alone, the finished SVG", alone));
  console.log(line("asked for the first time, with its queries", whole));
  return percentile(whole, 0.5) <= LIMITS.pictureMs;
}

async function main(): Promise<boolean> {
  const instance = await startStagedInstance();
  const incident = await instance.db.incident.findFirstOrThrow();
  const embeds = ["/embed/chatgpt", `/embed/incidents/${incident.id}`];
  const bare = await startBare(instance.url, [...embeds, "/embed/live.js"]);
  try {
    const results = [
      await weigh(instance, [
        ...embeds,
        "/embed/chatgpt?parts=title,state,chart,figures,problems&lang=de&tz=Asia/Kolkata",
      ]),
      await draw(instance),
      await paint(instance, bare.url, embeds),
      await serve(instance, bare.url, bare.pid, "/embed/chatgpt"),
    ];
    return results.every((holds) => holds);
  } finally {
    bare.stop();
    await instance.stop();
  }
}

process.exit((await main()) ? 0 : 1);
