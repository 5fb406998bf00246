import { expect, it } from "vitest";
import { bringUpToNow } from "#bench/demo-history.ts";
import { ordinaryProfile } from "#bench/profiles.ts";
import { checkConsistency } from "#lib/buckets/consistency.job.ts";
import { addMinutes, type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import { listServices } from "#lib/catalog/catalog.db.ts";
import { addBucket, addService, NOW } from "#lib/live/testing/world.ts";
import { testDatabase } from "#server/testing/test-database.ts";

it("a demonstration that is started again fills in what it missed, and its books agree from then on", async () => {
  const { db } = await testDatabase();
  const serviceId = await addService(db, { slug: "chatgpt", name: "ChatGPT" });
  const began = new Date(minuteToMs(addMinutes(NOW, -60)));
  await db.instance.create({ data: { mode: "demo", clockAnchor: began, clockStart: began, clockSpeed: 1 } });
  await addBucket(db, serviceId, NOW - 10, { reports: 1 });
  const profiles = (await listServices(db)).map((service) => ordinaryProfile(service, 150));
  await bringUpToNow(db, { profiles, now: NOW, speed: 1, seed: 1, onStep: () => () => {} });
  expect(await db.minuteBucket.count()).toBeGreaterThan(1);
  expect(await checkConsistency(db, addMinutes(NOW, 1))).toMatchObject({ ok: true });
});

it("a demonstration whose history was stopped in the middle makes it anew at its next start, for every service", async () => {
  const { db } = await testDatabase();
  for (const slug of ["chatgpt", "netflix", "zoom"]) await addService(db, { slug, name: slug });
  const profiles = (await listServices(db)).map((service) => ordinaryProfile(service, 20));
  const stopAt = (fraction: number) => () => (done: number) => {
    if (done >= fraction) throw new Error("stopped");
  };
  const bringUp = (now: Minute, onStep: () => (done: number) => void) =>
    bringUpToNow(db, { profiles, now, speed: 1, seed: 1, onStep });
  const written = async (since: number) =>
    (await db.minuteBucket.groupBy({ by: ["serviceId"], where: { minute: { gte: since } } })).length;
  await expect(bringUp(NOW, stopAt(0.3))).rejects.toThrow("stopped");
  expect(await written(0)).toBeLessThan(3);
  await bringUp(NOW, () => () => {});
  expect(await written(0)).toBe(3);
  expect(await db.instance.count()).toBe(1);
  await expect(bringUp(addMinutes(NOW, 600), stopAt(0.3))).rejects.toThrow("stopped");
  // So that the next start makes this one anew as well.
  expect(await db.instance.count()).toBe(0);
}, 60_000);
