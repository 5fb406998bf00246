// npm run bench:viewers -- [--viewers 10000] [--seconds 15]: live viewers of one front, beside the least that could serve them.
import "#bench/quiet-log.ts";

import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { cpuSeconds, memoryMb, processesOf } from "#bench/fault-processes.ts";
import { openLoop } from "#bench/ingest-load.ts";
import { type Instance, startInstance } from "#bench/instance.ts";
import { percentile } from "#bench/percentile.ts";
import { createAddresses } from "#bench/reporter-addresses.ts";
import { type Crowd, openCrowd } from "#bench/viewer-crowd.ts";
import { freePort } from "#server/free-port.ts";

const { values } = parseArgs({
  options: { viewers: { type: "string", default: "10000" }, seconds: { type: "string", default: "15" } },
});
const viewers = Number(values.viewers);
const seconds = Number(values.seconds);
const SLUG = "chatgpt";
const STREAM = `/api/v1/services/${SLUG}/live`;
const INGEST_RATE = 100;
const ROUND_MS = 1_500;
/** What the garbage of opening streams needs to go, and a heartbeat to come. */
const SETTLE_MS = 5_000;
const FRAME_BYTES = 2_600;

const nextAddress = createAddresses();

/** Sends a report of a new reporter and gives the count with which it was acknowledged. */
async function report(url: string): Promise<number> {
  const response = await fetch(new URL("/api/v1/reports", url), {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": nextAddress() },
    body: JSON.stringify({ service: SLUG, kind: "problem", problem: "app" }),
  });
  const answer: { reports15?: number } = await response.json();
  if (answer.reports15 === undefined) throw new Error(`a report was answered ${response.status}`);
  return answer.reports15;
}

interface Seen {
  readonly kilobytes: number;
  readonly cpuPerFrame: number;
  readonly opened: readonly number[];
  readonly screens: readonly number[];
  readonly lost: number;
}

/** Opens the crowd, then sends one report after another and sees when it is on every screen. */
async function watch(
  url: string,
  pid: number,
  send: () => Promise<number>,
  beside: () => Promise<void>,
): Promise<Seen> {
  const warm = await openCrowd(url, STREAM, Math.min(200, viewers));
  warm.close();
  await delay(SETTLE_MS);
  const before = memoryMb(pid);
  const crowd: Crowd = await openCrowd(url, STREAM, viewers);
  await delay(SETTLE_MS);
  const kilobytes = ((memoryMb(pid) - before) * 1024) / viewers;
  const [startedAt, cpu] = [performance.now(), cpuSeconds([pid])];
  const screens: number[] = [];
  const work = beside();
  while (performance.now() - startedAt < seconds * 1_000) {
    const sentAt = performance.now();
    screens.push(...(await crowd.untilSeen(await send(), sentAt)));
    await delay(Math.max(0, ROUND_MS - (performance.now() - sentAt)));
  }
  await work;
  const cpuPerFrame = ((cpuSeconds([pid]) - cpu) * 1e6) / ((viewers * (performance.now() - startedAt)) / 1_000);
  const { opened } = crowd;
  const lost = crowd.lost();
  crowd.close();
  return { kilobytes, cpuPerFrame, opened, screens, lost };
}

function line(name: string, { kilobytes, cpuPerFrame, opened, screens, lost }: Seen): string {
  const ms = (of: readonly number[], share: number) => percentile(of, share).toFixed(0);
  return `| ${name} | ${kilobytes.toFixed(1)} | ${ms(opened, 0.5)} / ${ms(opened, 0.99)} | ${ms(screens, 0.5)} / ${ms(screens, 0.99)} / ${ms(screens, 1)} | ${cpuPerFrame.toFixed(1)} | ${lost} |`;
}

async function bare(): Promise<Seen> {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), FRAME_BYTES: String(FRAME_BYTES) };
  const child = spawn(process.execPath, [join(import.meta.dirname, "bare-stream.ts")], { stdio: "ignore", env });
  const url = `http://127.0.0.1:${port}`;
  const send = async () => Number(await (await fetch(url, { method: "POST" })).text());
  while (
    !(await send().then(
      () => true,
      () => false,
    ))
  )
    await delay(100);
  try {
    return await watch(url, child.pid ?? 0, send, async () => {});
  } finally {
    child.kill();
  }
}

async function full(instance: Instance): Promise<{ readonly seen: Seen; readonly ingest: string }> {
  const [front = 0] = processesOf(instance, "front");
  await report(instance.url);
  let ingest = "";
  const seen = await watch(
    instance.url,
    front,
    () => report(instance.url),
    async () => {
      const next = () =>
        ({
          atMs: 0,
          service: SLUG,
          kind: "problem",
          problem: "app",
          country: "US",
          address: nextAddress(),
          userAgent: "bench",
        }) as const;
      const { p50, p99, others } = await openLoop(instance.url, next, INGEST_RATE, seconds);
      ingest = `${INGEST_RATE} reports/s meanwhile: p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, other answers: ${JSON.stringify(others)}`;
    },
  );
  return { seen, ingest };
}

async function main(): Promise<boolean> {
  const instance = await startInstance({ mode: "replay", environment: { LOG_LEVEL: "warn" } });
  try {
    console.log(`${viewers} viewers of one service; a report every ${ROUND_MS} ms must be on every screen.\n`);
    console.log(
      "| server | KB per viewer | to open, ms p50 / p99 | report on screen, ms p50 / p99 / max | CPU us per viewer and second | lost |",
    );
    console.log("|---|---|---|---|---|---|");
    const { seen, ingest } = await full(instance);
    console.log(line("Groundswell", seen));
    const least = await bare();
    console.log(line("bare server", least));
    console.log(`\n${ingest}`);
    console.log(
      `memory: ${(seen.kilobytes / least.kilobytes).toFixed(2)} of the bare server's; CPU: ${(seen.cpuPerFrame / least.cpuPerFrame).toFixed(2)}`,
    );
    return seen.lost === 0 && seen.kilobytes <= 60 && percentile(seen.screens, 0.99) <= 2_000;
  } finally {
    await instance.stop();
  }
}

process.exit((await main()) ? 0 : 1);
