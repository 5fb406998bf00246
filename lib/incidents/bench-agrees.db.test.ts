import { expect, it } from "vitest";
import { seededRandom } from "#bench/seeded-random.ts";
import { watchWorld } from "#bench/watch-world.ts";
import { addMinutes, type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import type { Clock } from "#lib/clock.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";
import { knownMinutes } from "#lib/incidents/known-minutes.ts";
import { watch } from "#lib/incidents/watch.job.ts";
import { insertJobs } from "#server/leases.db.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const from = addMinutes(NOON, -26 * 60);
const to = addMinutes(NOON, 90);
const clockAt = (minute: Minute): Clock => ({
  nowMs: () => minuteToMs(minute) + 2_000,
  minute: () => minute,
  speed: 1,
});

/** A day and two hours of two reports a minute, and forty minutes of an outage at NOON. */
function drawReports(): number[] {
  const random = seededRandom(9);
  return Array.from({ length: to - from }, (_, i) => random.poisson(from + i >= NOON && from + i < NOON + 40 ? 42 : 2));
}

it("the benchmarks' watch decides what the worker decides from its database, to the word", async () => {
  const reports = drawReports();
  const networks = reports.map((count) => Math.ceil(count * 0.9));
  const minutes = reports.map((_, i) => addMinutes(from, i));
  const { db } = await testDatabase();
  const { id } = await db.service.create({ data: { slug: "a", name: "A", category: "ai", problems: ["app"] } });
  const buckets = minutes.map((minute, i) => ({
    serviceId: id,
    minute,
    reports: reports[i] ?? 0,
    networks: networks[i] ?? 0,
  }));
  await db.minuteBucket.createMany({ data: buckets.filter((bucket) => bucket.reports > 0) });
  await db.ingestMinute.createMany({ data: minutes.map((minute) => ({ minute })) });
  const facets = buckets
    .filter((bucket) => bucket.reports > 0 && bucket.minute >= NOON - 320)
    .flatMap(({ minute }) =>
      Array.from({ length: 12 }, (_, i) => ({
        serviceId: id,
        minute,
        dimension: "network" as const,
        key: `AS${i}`,
        reports: 1,
      })),
    );
  await db.minuteFacet.createMany({ data: facets });
  await insertJobs(db, ["watch"]);
  await db.job.update({ where: { name: "watch" }, data: { cursor: addMinutes(NOON, -320) } });
  await watch(db, clockAt(to), new AbortController().signal);
  const stored = await db.incidentEvent.findMany({ orderBy: { seq: "asc" } });

  const known = knownMinutes({ from, to }, minutes, { first: from, firstBucket: from });
  const kin = { id, slug: "a", name: "A", category: "ai", parentId: null, isNetwork: false };
  const world = { from, to, known, services: [{ kin, firstSeen: from, reports, networks }] };
  const decided = [...watchWorld(world, addMinutes(NOON, -320), to)].flatMap((step) => step.changes);

  expect(stored.map(({ kind }) => kind)).toEqual(["opened", "peaked", "recovering", "resolved"]);
  expect(stored.map(({ minute, kind, reason }) => [minute, kind, reason])).toEqual(
    decided.map(({ change }) => [change.minute, change.transition.kind, change.transition.reason]),
  );
});
