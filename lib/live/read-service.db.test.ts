import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { last15 } from "#lib/buckets/window.ts";
import { readLiveRows } from "#lib/live/live.db.ts";
import { readService } from "#lib/live/read-service.ts";
import { readServiceRows } from "#lib/live/services.db.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";
import {
  addBucket,
  addFacet,
  addIncident,
  addService,
  contextAt,
  flatBaseline,
  NOW,
  setBaseline,
  setState,
} from "#lib/live/testing/world.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;
let chatgpt: number;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const openai = await addService(db, { slug: "openai", name: "OpenAI" });
  chatgpt = await addService(db, { slug: "chatgpt", name: "ChatGPT", parentId: openai });
  await addService(db, { slug: "sora", name: "Sora", parentId: openai });
  await addService(db, { slug: "whisper", parentId: openai, retiredAt: new Date(0) });
  const quiet = await addService(db, { slug: "quiet", name: "Quiet" });
  await addBucket(db, quiet, NOW - 20_000, { reports: 1 });
  await setState(db, chatgpt, { state: "outage", reason: "Far above normal.", incidentId: "2024-11-08-chatgpt" });
  await addIncident(db, chatgpt, { id: "2024-11-08-chatgpt", started: NOW - 30 });
  await addIncident(db, chatgpt, {
    id: "2024-10-01-chatgpt",
    started: NOW - 50_000,
    ended: { from: NOW - 49_000, to: NOW - 48_990 },
  });
  await setBaseline(db, chatgpt, flatBaseline(2));
  await addBucket(db, chatgpt, NOW, { reports: 7 });
  await addBucket(db, chatgpt, NOW - 14, { reports: 100, works: 30, back: 1, repeats: 5, setAside: 3 });
  await addBucket(db, chatgpt, NOW - 15, { reports: 1_000 });
  await addBucket(db, chatgpt, NOW - 31, { reports: 10_000 });
  await addFacet(db, chatgpt, NOW - 14, ["problem", "login", 70]);
  await addFacet(db, chatgpt, NOW - 14, ["problem", "website", 30]);
  await addFacet(db, chatgpt, NOW - 31, ["problem", "app", 10_000]);
  await addFacet(db, chatgpt, NOW - 14, ["country", "US", 80]);
  await addFacet(db, chatgpt, NOW - 14, ["country", "DE", 4]);
});

afterAll(() => database.close());

async function read(slug: string, range?: "1h" | "7d"): Promise<ServiceSnapshot> {
  const snapshot = await readService(slug, range, contextAt(database.db));
  if (snapshot === null) throw new Error("no such service");
  return snapshot;
}

describe("reading a service", () => {
  it("knows no service of another name", async () => {
    expect(await readService("nothing", "24h", contextAt(database.db))).toBeNull();
  });

  it("counts the last 15 minutes with the running one, and nothing older", async () => {
    expect((await read("chatgpt")).reports15).toBe(107);
  });

  it("expects of 15 minutes what the baseline says of them", async () => {
    expect((await read("chatgpt")).expected15).toBeCloseTo(30);
  });

  it("tells the state with the detector's reason, and the open incident with its start", async () => {
    expect(await read("chatgpt")).toMatchObject({
      state: "outage",
      since: NOW - 30,
      reason: "Far above normal.",
      incidentId: "2024-11-08-chatgpt",
    });
  });

  it("is normal since the end of its last incident, which was found before it was told", async () => {
    const { db } = database;
    const service = await addService(db, { slug: "recovered" });
    const ended = { from: NOW - 60, to: NOW - 45 };
    await addIncident(db, service, { id: "2024-11-08-recovered", started: NOW - 200, ended });
    await setState(db, service, { state: "normal", since: NOW - 25 });
    expect((await read("recovered")).since).toBe(NOW - 45);
    const [row] = await readServiceRows(db, { ids: [service], limit: 1 }, last15(NOW));
    expect(row?.since).toBe(NOW - 45);
    expect((await readLiveRows(db, [service], false, last15(NOW)))[0]?.since).toBe(NOW - 45);
    await setState(db, service, { state: "normal", since: NOW - 10 });
    expect((await read("recovered")).since).toBe(NOW - 10);
  });

  it("makes shares, places and answers since the start of the open incident", async () => {
    const snapshot = await read("chatgpt");
    expect(snapshot.problems.map(({ key, percent }) => [key, percent])).toEqual([
      ["login", 70],
      ["website", 30],
    ]);
    expect(snapshot.places).toEqual([
      { key: "US", label: "United States", reports: 80 },
      { key: "DE", label: "Germany", reports: null },
    ]);
    expect(snapshot.received).toEqual({ counted: 1_138, repeats: 5, setAside: 3, received: 1_146 });
    expect(snapshot.worksPercent).toBe(3);
  });

  it("draws 24 hours in 5-minute steps and an hour in minutes", async () => {
    const day = (await read("chatgpt")).series;
    expect(day.stepMinutes).toBe(5);
    expect(day.points.length).toBe(288);
    const hour = (await read("chatgpt", "1h")).series;
    expect(hour.points.length).toBe(60);
    expect(hour.points.at(-1)).toMatchObject({ minute: NOW, reports: 7, expected: expect.closeTo(2) });
    expect(hour.points.reduce((sum, point) => sum + point.reports, 0)).toBe(11_107);
  });

  it("keeps every range within what a chart can draw", async () => {
    const week = (await read("chatgpt", "7d")).series;
    expect(week.stepMinutes).toBe(60);
    expect(week.points.length).toBeLessThanOrEqual(500);
    expect(week.points.reduce((sum, point) => sum + point.reports, 0)).toBe(11_107);
  });

  it("lists incidents that lie in the series apart from past ones", async () => {
    const snapshot = await read("chatgpt");
    expect(snapshot.incidents.map((incident) => incident.id)).toEqual(["2024-11-08-chatgpt"]);
    expect(snapshot.pastIncidents.map((incident) => incident.id)).toEqual(["2024-10-01-chatgpt"]);
  });

  it("names the parent and the siblings, without retired ones", async () => {
    const snapshot = await read("chatgpt");
    expect(snapshot.service.parent).toEqual({ slug: "openai", name: "OpenAI" });
    expect(snapshot.siblings.map((sibling) => sibling.slug)).toEqual(["openai", "sora"]);
  });

  it("calls a service without reports, state and baseline normal, and expects nothing of it", async () => {
    const snapshot = await read("quiet");
    expect(snapshot).toMatchObject({ state: "normal", since: null, reports15: 0, expected15: null, problems: [] });
    expect(snapshot.worksPercent).toBeNull();
    expect(snapshot.series.points.every((point) => point.reports === 0 && point.expected === null)).toBe(true);
  });

  it("leaves out the minutes in which nobody could report to this instance", async () => {
    const minutes = [NOW - 50, NOW - 40, NOW - 39, NOW - 20];
    await database.db.ingestMinute.createMany({ data: minutes.map((minute) => ({ minute })) });
    const { points } = (await read("chatgpt", "1h")).series;
    const offsets = points.map(({ minute }) => minute - NOW);
    expect(offsets.filter((offset) => offset >= -50 && offset <= -18)).toEqual([-50, -40, -39, -20, -19, -18]);
    expect(offsets.at(0)).toBe(-59);
    await database.db.ingestMinute.createMany({ data: [NOW - 9].map((minute) => ({ minute })) });
    expect((await read("chatgpt", "7d")).missed15).toBe(5);
    expect(offsets.at(-1)).toBe(0);
    await database.db.ingestMinute.deleteMany();
  });

  it("sees a baseline that was learned anew", async () => {
    await setBaseline(database.db, chatgpt, flatBaseline(4), NOW + 1);
    expect((await read("chatgpt")).expected15).toBeCloseTo(60);
  });
});
