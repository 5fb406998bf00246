import { expect, it } from "vitest";
import type { Clock } from "#lib/clock.ts";
import { lateAfterSeconds } from "#lib/live/build-health.ts";
import { JOBS } from "#server/jobs.ts";

const realTime = { speed: 1, nowMs: () => 2_000 } as Clock;

it.each(JOBS.map((job) => [job.name, job] as const))("%s may lose a run and is still not late", (name, job) => {
  const periodSeconds = Math.max(job.everyMs, job.waitMs(realTime)) / 1_000;
  expect(lateAfterSeconds(name)).toBeGreaterThanOrEqual(2 * periodSeconds + 60);
});
