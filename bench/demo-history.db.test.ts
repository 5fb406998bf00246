import { afterAll, beforeAll, expect, it } from "vitest";
import { bringUpToNow } from "#bench/demo-history.ts";
import { ordinaryProfile } from "#bench/profiles.ts";
import { checkConsistency } from "#lib/buckets/consistency.job.ts";
import { addMinutes, minuteToMs } from "#lib/buckets/minute.ts";
import { listServices } from "#lib/catalog/catalog.db.ts";
import { addBucket, addService, NOW } from "#lib/live/testing/world.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

it("a demonstration that is started again fills in what it missed, and its books agree from then on", async () => {
  const { db } = database;
  const serviceId = await addService(db, { slug: "chatgpt", name: "ChatGPT" });
  const began = new Date(minuteToMs(addMinutes(NOW, -60)));
  await db.instance.create({ data: { mode: "demo", clockAnchor: began, clockStart: began, clockSpeed: 1 } });
  await addBucket(db, serviceId, NOW - 10, { reports: 1 });
  const profiles = (await listServices(db)).map((service) => ordinaryProfile(service, 150));
  await bringUpToNow(db, { profiles, now: NOW, speed: 1, seed: 1, onStep: () => () => {} });
  expect(await db.minuteBucket.count()).toBeGreaterThan(1);
  expect(await checkConsistency(db, addMinutes(NOW, 1))).toMatchObject({ ok: true });
});
