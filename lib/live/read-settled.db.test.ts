import { expect, it } from "vitest";
import { addMinutes, asMinute, minuteToMs } from "#lib/buckets/minute.ts";
import type { Clock } from "#lib/clock.ts";
import { watch } from "#lib/incidents/watch.job.ts";
import { readSettled } from "#lib/live/read-settled.ts";
import { contextAt, NOW } from "#lib/live/testing/world.ts";
import { insertJobs } from "#server/leases.db.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const NOW_MS = minuteToMs(NOW);
const never = new AbortController().signal;

it.each([
  ["is the running one when all before it is judged and stored", NOW, NOW, 20, 1, 0],
  [
    "is one earlier while reports of the minute that has just passed may still be on their way to the disk",
    NOW,
    NOW,
    19,
    1,
    -1,
  ],
  ["counts that time by real seconds where the clock runs faster", NOW, NOW, 19, 60, -20],
  ["is the first that is not judged", NOW - 7, NOW - 7, 40, 1, -7],
  ["is the first that was judged without the ingest's word, which may still come", NOW, NOW - 9, 40, 1, -9],
  ["does not lie in the future after a clock was ahead", NOW + 500, NOW + 500, 40, 1, 0],
  ["is the running one before anything was judged", null, null, 40, 1, 0],
])("the latest citable minute %s", async (_, cursor, settled, seconds, speed, expected) => {
  const { db } = await testDatabase();
  await db.job.create({ data: { name: "watch", cursor, settled } });
  const context = { ...contextAt(db), nowMs: NOW_MS + seconds * 1_000, speed };
  expect((await readSettled(context)) - NOW).toBe(expected);
});

it("a beat that comes more than 40 seconds late reopens no minute that could be cited", async () => {
  const { db } = await testDatabase();
  await insertJobs(db, ["watch"]);
  const beats = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => ({ minute: asMinute(NOW + from + i) }));
  await db.ingestMinute.createMany({ data: beats(-30, -3) });
  const clock: Clock = { nowMs: () => NOW_MS + 45_000, minute: () => NOW, speed: 1 };
  await watch(db, clock, never);
  const { cursor } = await db.job.findUniqueOrThrow({ where: { name: "watch" } });
  const citable = await readSettled({ ...contextAt(db), nowMs: NOW_MS + 45_000 });
  expect([cursor, citable]).toEqual([addMinutes(NOW, -1), addMinutes(NOW, -3)]);
  await db.ingestMinute.createMany({ data: beats(-3, 0) });
  await watch(db, clock, never);
  expect(await readSettled({ ...contextAt(db), nowMs: NOW_MS + 45_000 })).toBe(NOW);
});
