import type { z } from "zod";
import { clock } from "#lib/clock.ts";
import { config } from "#lib/config.ts";
import { errorLine } from "#lib/describe-error.ts";
import { isWell, type WorkerHealth } from "#lib/live/build-health.ts";
import type { ReadContext } from "#lib/live/read-context.ts";
import { readHealth } from "#lib/live/read-health.ts";
import { sayRarely } from "#lib/log.ts";
import { roomWatch } from "#lib/reports/room-watch.ts";
import type { healthAnswer } from "#server/routes/api/answers.ts";
import { proxyWatch } from "#server/untrusted-proxy.ts";
import { version } from "#server/version.ts";

const say = sayRarely("warn");

type Health = z.input<typeof healthAnswer>;

function clockHealth(): Health["clock"] {
  try {
    const { speed, nowMs } = clock();
    return { now: new Date(Math.floor(nowMs())).toISOString(), speed };
  } catch {
    return null;
  }
}

async function readWorker(context: () => ReadContext): Promise<WorkerHealth | null> {
  try {
    return await readHealth(context());
  } catch (error) {
    say("the health check cannot reach the database", { reason: errorLine(error) });
    return null;
  }
}

/** GET /api/health: 200 while the database answers, else 503. Never cached. */
export async function answerHealth(context: () => ReadContext): Promise<Response> {
  const worker = await readWorker(context);
  const body: Health = {
    status: worker === null ? "unavailable" : isWell(worker) && !roomWatch.isFull ? "ok" : "degraded",
    database: worker !== null,
    mode: config().INSTANCE_MODE,
    version,
    clock: clockHealth(),
    jobs: [...(worker?.jobs ?? [])],
    consistency: worker?.consistency ?? null,
    warnings: [
      ...(proxyWatch.isSeen ? (["untrusted-proxy"] as const) : []),
      ...(roomWatch.isFull ? (["disk-full"] as const) : []),
    ],
  };
  return Response.json(body, { status: worker === null ? 503 : 200, headers: { "cache-control": "no-store" } });
}
