import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { insertOfficialUpdate } from "#lib/incidents/official-updates.db.ts";
import { readAccuracy } from "#lib/live/read-accuracy.ts";
import { addIncident, addService, contextAt, NOW } from "#lib/live/testing/world.ts";
import { testDatabase } from "#server/testing/test-database.ts";

/** The company says something, and it comes on record later. */
async function say(db: PrismaClient, serviceId: number, said: number, known: number): Promise<void> {
  await insertOfficialUpdate(db, {
    serviceId,
    said: asMinute(said),
    known: asMinute(known),
    text: `At ${said}.`,
    url: null,
  });
}

describe("how an instance's incidents turned out", () => {
  it("is nothing before the first one", async () => {
    const { db } = await testDatabase();
    expect(await readAccuracy(contextAt(db))).toMatchObject({
      incidents: { since: null, flagged: 0, corrected: 0, outages: 0, startToFlag: null, lastedMedian: null },
      falseAlarms: [],
    });
  });

  it("is counted and timed without the false alarms, which are named", async () => {
    const { db } = await testDatabase();
    const id = await addService(db, { slug: "chatgpt", name: "ChatGPT" });
    const over = (from: number, to: number) => ({ from: NOW + from, to: NOW + to });
    await addIncident(db, id, { id: "a", started: NOW - 900, ended: over(-880, -870) });
    await addIncident(db, id, { id: "b", started: NOW - 600, ended: over(-560, -550), level: "possible" });
    await addIncident(db, id, { id: "c", started: NOW - 300, ended: over(-200, -190), level: "outage" });
    await addIncident(db, id, { id: "false", started: NOW - 100, ended: over(-50, -50) });
    await addIncident(db, id, { id: "open", started: NOW - 10 });
    await db.incident.update({ where: { id: "false" }, data: { correctedMinute: NOW - 50 } });
    await db.incident.update({ where: { id: "open" }, data: { openedMinute: NOW - 1 } });
    await say(db, id, NOW - 298 + 17, NOW - 200);
    await say(db, id, NOW - 250, NOW - 200);
    await say(db, id, NOW - 600 - 18, NOW - 200);
    await say(db, id, NOW - 90, NOW - 80);
    await say(db, id, NOW - 5, NOW + 1);
    const { incidents, falseAlarms, mode } = await readAccuracy(contextAt(db));
    expect(incidents).toEqual({
      since: NOW - 898,
      flagged: 5,
      corrected: 1,
      outages: 3,
      ongoing: 1,
      ended: 3,
      startToFlag: { median: 2, p90: 9 },
      lastedMedian: 50,
      withOfficial: 2,
      leadMedian: -20,
    });
    expect(falseAlarms.map((incident) => incident.id)).toEqual(["false"]);
    expect(mode).toBe("demo");
  });
});
