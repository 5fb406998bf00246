import { spawn, spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "#server/free-port.ts";

const ROOT = resolve(import.meta.dirname, "..");

/** A server beside the instance, on the same database, that takes the same reports in another way. */
export interface Baseline {
  readonly url: string;
  readonly pid: number;
  stop(): void;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { method: "POST", body: "{}" }).then(
    () => true,
    () => false,
  );
}

async function start(
  file: string,
  databaseUrl: string,
  environment: Readonly<Record<string, string>>,
): Promise<Baseline> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(import.meta.dirname, file)], {
    cwd: ROOT,
    stdio: "ignore",
    env: {
      ...process.env,
      ...environment,
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: "silent",
      PORT: String(port),
    },
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url))) {
    if (child.exitCode !== null || child.pid === undefined) throw new Error(`${file} ended at its start`);
    await delay(100);
  }
  return { url, pid: child.pid ?? 0, stop: () => child.kill() };
}

/** The least that can take a report: node:http and the product's statement. */
export function startBare(databaseUrl: string, services: readonly { id: number; slug: string }[]): Promise<Baseline> {
  return start("bare-ingest.ts", databaseUrl, {
    SERVICES: JSON.stringify(Object.fromEntries(services.map(({ slug, id }) => [slug, id]))),
  });
}

function isBuilt(): boolean {
  const [build, source] = ["naive/.next/BUILD_ID", "naive/app/reports/route.ts"].map((file) =>
    statSync(join(import.meta.dirname, file), { throwIfNoEntry: false }),
  );
  return build !== undefined && source !== undefined && build.mtimeMs > source.mtimeMs;
}

function build(): void {
  const env = {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  } as const;
  const built = spawnSync(process.execPath, [join(ROOT, "node_modules/next/dist/bin/next"), "build", "bench/naive"], {
    cwd: ROOT,
    env,
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(`the baseline cannot be built:\n${built.stdout}${built.stderr}`);
}

/** What one would write first: a route handler of Next with one transaction of Prisma's client per report. */
export function startNaive(databaseUrl: string): Promise<Baseline> {
  if (!isBuilt()) build();
  return start("naive-ingest.ts", databaseUrl, {});
}
