import { describe, expect, it } from "vitest";
import { buildWorkerHealth, isWell } from "#lib/live/build-health.ts";

const NOW = new Date("2026-11-23T06:00:00Z");

function healthOf(name: string, okSecondsAgo: number) {
  const then = new Date(NOW.getTime() - okSecondsAgo * 1_000);
  return buildWorkerHealth([
    { name, lastRunAt: then, lastOkAt: then, hasFailed: false, result: null, databaseNow: NOW },
  ]);
}

describe("whether a job is late", () => {
  it.each([
    ["a minute's job two minutes ago is in time", "watch", 120, true],
    ["a minute's job four minutes ago is late", "watch", 240, false],
    ["an hour's job an hour ago is in time", "roll-up-check", 3_600, true],
    ["an hour's job nearly two hours ago is in time: one run was lost", "roll-up-check", 7_100, true],
    ["an hour's job three hours ago is late", "roll-up-check", 10_800, false],
    [
      "a job that ended well an hour from now is late: the clock was put back, and nobody knows",
      "watch",
      -3_600,
      false,
    ],
  ])("%s", (_, name, okSecondsAgo, well) => {
    const health = healthOf(name, okSecondsAgo);
    expect(isWell(health)).toBe(well);
    expect(health.jobs.map((job) => job.late)).toEqual([!well]);
  });

  it("a job that never ended well is late", () => {
    const health = buildWorkerHealth([
      { name: "watch", lastRunAt: null, lastOkAt: null, hasFailed: false, result: null, databaseNow: NOW },
    ]);
    expect(isWell(health)).toBe(false);
  });
});
