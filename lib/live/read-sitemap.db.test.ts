import { afterAll, beforeAll, expect, it } from "vitest";
import { readSitemap } from "#lib/live/read-sitemap.ts";
import { addIncident, addService, contextAt, NOW } from "#lib/live/testing/world.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

it("a sitemap lists every service that is offered, and incidents by their last change, the latest first", async () => {
  const { db } = database;
  const steam = await addService(db, { slug: "steam", name: "Steam" });
  await addService(db, { slug: "chatgpt", name: "ChatGPT" });
  await addService(db, { slug: "old", name: "Old", retiredAt: new Date("2024-01-01T00:00:00Z") });
  await addIncident(db, steam, { id: "first", started: NOW - 500, ended: { from: NOW - 400, to: NOW - 390 } });
  await addIncident(db, steam, { id: "second", started: NOW - 100 });
  const change = (incidentId: string, seq: number, minute: number) => {
    const kind = seq === 0 ? ("opened" as const) : ("corrected" as const);
    return { incidentId, seq, minute, kind, reason: "", evidence: {} };
  };
  await db.incidentEvent.createMany({
    data: [change("first", 0, NOW - 498), change("second", 0, NOW - 98), change("first", 1, NOW - 20)],
  });
  expect(await readSitemap(contextAt(db))).toEqual({
    services: ["chatgpt", "steam"],
    incidents: [
      { id: "first", changed: NOW - 20 },
      { id: "second", changed: NOW - 98 },
    ],
  });
});
