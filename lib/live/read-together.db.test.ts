import { describe, expect, it } from "vitest";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { readHome } from "#lib/live/read-home.ts";
import { readIncident } from "#lib/live/read-incident.ts";
import { readService } from "#lib/live/read-service.ts";
import { readIncidentTogether } from "#lib/live/read-together.ts";
import {
  addIncident,
  addService,
  contextAt,
  flatBaseline,
  NOW,
  setBaseline,
  setState,
} from "#lib/live/testing/world.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const START = NOW - 60;

interface Rising {
  readonly slug: string;
  readonly category?: string;
  readonly parentId?: number;
  /** Minutes after START. */
  readonly after?: number;
  readonly perMinute: number;
  readonly incident?: boolean;
  readonly expected?: number;
}

/** A service with two reports in each ten minutes, and `perMinute` for half an hour. */
async function addRising(db: PrismaClient, rising: Rising): Promise<number> {
  const { slug, category = "games", after = 0, perMinute, incident = false, expected = 0.2 } = rising;
  const parent = rising.parentId === undefined ? {} : { parentId: rising.parentId };
  const id = await addService(db, { slug, category, ...parent });
  const began = START + after;
  const quiet = Array.from({ length: 30 }, (_, i) => ({ minute: START - 240 + i * 10, reports: 2 }));
  const loud = Array.from({ length: 30 }, (_, i) => ({ minute: began + i, reports: perMinute }));
  const rows = [...quiet.filter(({ minute }) => minute < began || minute >= began + 30), ...loud];
  await db.minuteBucket.createMany({ data: rows.map((row) => ({ serviceId: id, ...row })) });
  await setBaseline(db, id, flatBaseline(expected));
  if (incident) {
    const ended = { from: began + 30, to: began + 35 };
    await addIncident(db, id, { id: `2024-11-08-${slug}`, started: began, ended, peak15: perMinute * 15 });
  }
  return id;
}

describe("what rose together with an incident", () => {
  it("names the peak that its record names, wherever the highest quarter of its counts lies", async () => {
    const { db } = await testDatabase();
    await addRising(db, { slug: "steam", perMinute: 100, incident: true });
    await db.incident.updateMany({ data: { peak15: 1_600, expected15: 4 } });
    const found = await readIncidentTogether("2024-11-08-steam", contextAt(db));
    expect(found?.together.own).toMatchObject({ peak15: 1_600, expected15: 4 });
  });

  it("has order, size on one scale, and a healthy rival at most as possible", async () => {
    const { db } = await testDatabase();
    await addRising(db, { slug: "steam", perMinute: 100, incident: true });
    await addRising(db, { slug: "rival", perMinute: 5, after: 12 });
    await addRising(db, { slug: "quiet", perMinute: 0 });
    await addRising(db, { slug: "bank", category: "banks", perMinute: 5 });
    const found = await readIncidentTogether("2024-11-08-steam", contextAt(db));
    expect(found?.together.own).toMatchObject({ slug: "steam", began: START, peak15: 1_500, expected15: 3 });
    expect(found?.together.companions).toEqual([
      {
        slug: "rival",
        name: "RIVAL",
        state: "possible",
        incidentId: null,
        began: START + 12,
        peak15: 75,
        expected15: 3,
        relation: "same-kind",
        minutesAfter: 12,
        times: 20,
        isLarger: false,
        before: 0,
      },
    ]);
  });

  it("counts how often two rose together in the 90 days before", async () => {
    const { db } = await testDatabase();
    const steam = await addRising(db, { slug: "steam", perMinute: 100, incident: true });
    const bank = await addRising(db, { slug: "bank", category: "banks", perMinute: 30, after: 4, incident: true });
    for (const [day, apart] of [
      [3, 20],
      [30, -80],
      [60, 200],
      [95, 0],
    ] as const) {
      const at = START - day * 1_440;
      const ended = (from: number) => ({ from: from + 20, to: from + 30 });
      await addIncident(db, steam, { id: `s${day}`, started: at, ended: ended(at) });
      await addIncident(db, bank, { id: `b${day}`, started: at + apart, ended: ended(at + apart) });
    }
    const found = await readIncidentTogether("2024-11-08-steam", contextAt(db));
    expect(found?.together.companions).toMatchObject([
      { slug: "bank", relation: "rose-before", before: 2, state: "outage" },
    ]);
  });

  it("names a cloud that rises with services of several kinds as a possible cause, on their pages and at home", async () => {
    const { db } = await testDatabase();
    const cloud = await addRising(db, { slug: "cloud", category: "cloud", perMinute: 20 });
    const failing: number[] = [];
    for (const [slug, category] of [
      ["steam", "games"],
      ["bank", "banks"],
      ["shop", "shopping"],
    ] as const) {
      failing.push(await addRising(db, { slug, category, perMinute: 50, after: 5, incident: true }));
    }
    const record = await readIncident("2024-11-08-steam", null, contextAt(db));
    expect(record?.together?.causes).toMatchObject([
      { kind: "carrier", supplier: { slug: "cloud", state: "possible" }, services: [{}, {}, {}] },
    ]);
    await setState(db, cloud, { state: "possible", since: START + 3 });
    for (const id of failing) await setState(db, id, { state: "outage", since: START + 6 });
    const home = await readHome(contextAt(db));
    expect(home.causes).toMatchObject([{ kind: "carrier", supplier: { slug: "cloud" } }]);
    const service = await readService("bank", "24h", contextAt(db));
    expect(service?.together?.causes).toHaveLength(1);
    expect(service?.together?.companions.map(({ slug }) => slug).sort()).toEqual(["cloud", "shop", "steam"]);
    const asOther = service?.together?.companions.find(({ slug }) => slug === "cloud");
    const itself = await readService("cloud", "24h", contextAt(db));
    expect(itself?.together?.own.began, "the same beginning on its own page").toBe(asOther?.began);
  });

  it("leaves out false alarms", async () => {
    const { db } = await testDatabase();
    await addRising(db, { slug: "steam", perMinute: 100, incident: true });
    await addRising(db, { slug: "bank", category: "banks", perMinute: 50, incident: true });
    await db.incident.update({ where: { id: "2024-11-08-bank" }, data: { correctedMinute: NOW } });
    expect((await readIncidentTogether("2024-11-08-steam", contextAt(db)))?.together.companions).toEqual([]);
  });

  it("is not shown in a frozen record, on a quiet page, nor for what does not exist", async () => {
    const { db } = await testDatabase();
    await addRising(db, { slug: "steam", perMinute: 100, incident: true });
    const frozen = await readIncident("2024-11-08-steam", NOW, contextAt(db));
    expect(frozen?.together).toBeNull();
    expect((await readService("steam", "24h", contextAt(db)))?.together).toBeNull();
    expect(await readIncidentTogether("2024-11-08-nothing", contextAt(db))).toBeNull();
  });

  it("is empty where the rise itself cannot be seen", async () => {
    const { db } = await testDatabase();
    await addRising(db, { slug: "steam", perMinute: 0, incident: true });
    const found = await readIncidentTogether("2024-11-08-steam", contextAt(db));
    expect(found?.together).toMatchObject({ own: { slug: "steam", peak15: 0 }, companions: [], causes: [] });
  });
});
