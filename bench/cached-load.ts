import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { cpuSeconds } from "#bench/fault-processes.ts";
import { type LoadResult, rawLoad } from "#bench/raw-load.ts";
import { freePort } from "#server/free-port.ts";

export const CONNECTIONS = 64;
const ENCODING = "br";
const WARM_UP_SECONDS = 2;

/** The bytes of a request for an address, compressed as for a browser. */
export function get(path: string, headers = ""): string {
  return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-encoding: ${ENCODING}\r\n${headers}\r\n`;
}

/** What a server answers to one request over and over, and what it costs it in microseconds of processor time. */
export async function measure(
  url: string,
  pids: readonly number[],
  request: string,
  { wanted, seconds }: { readonly wanted: number; readonly seconds: number },
): Promise<LoadResult & { readonly cpu: number }> {
  const load = { url, next: () => request, connections: CONNECTIONS, wanted };
  await rawLoad({ ...load, seconds: WARM_UP_SECONDS });
  const before = cpuSeconds(pids);
  const result = await rawLoad({ ...load, seconds });
  return { ...result, cpu: ((cpuSeconds(pids) - before) * 1e6) / result.count };
}

export const LOAD_HEAD =
  "| answer | per second | p50 ms | p99 ms | CPU us of the server | other answers |\n|---|---|---|---|---|---|";

export function loadLine(
  name: string,
  { perSecond, p50, p99, others, cpu }: LoadResult & { readonly cpu: number },
): string {
  const refused = Object.entries(others).map(([status, count]) => `${count} x ${status}`);
  return `| ${name} | ${perSecond.toFixed(0)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${cpu.toFixed(0)} | ${refused.join(", ") || "none"} |`;
}

/** The least that can answer: a process with node:http and the finished answers of an instance, of these addresses. */
export async function startBare(origin: string, paths: readonly string[]) {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), ORIGIN: origin };
  const child = spawn(process.execPath, [join(import.meta.dirname, "bare-pages.ts")], { stdio: "ignore", env });
  const url = `http://127.0.0.1:${port}`;
  const fetches = (path: string) =>
    fetch(url + path, { headers: { "accept-encoding": ENCODING } }).then(
      (response) => response.ok,
      () => false,
    );
  for (const path of paths) while (!(await fetches(path))) await delay(100);
  return { url, pid: child.pid ?? 0, stop: () => child.kill() };
}
