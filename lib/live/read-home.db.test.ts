import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countStates } from "#lib/live/count-states.ts";
import { readCategory } from "#lib/live/read-category.ts";
import { readHome } from "#lib/live/read-home.ts";
import { readHomeFrame } from "#lib/live/read-live.ts";
import { readServices } from "#lib/live/read-services.ts";
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
let steam: number;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const chatgpt = await addService(db, { slug: "chatgpt", name: "ChatGPT" });
  const claude = await addService(db, { slug: "claude", name: "Claude" });
  steam = await addService(db, { slug: "steam", name: "Steam", category: "games" });
  const retired = await addService(db, { slug: "gone", retiredAt: new Date(0) });
  await setState(db, chatgpt, { state: "outage", incidentId: "a" });
  await setState(db, claude, { state: "unconfirmed" });
  await setState(db, retired, { state: "outage" });
  await setBaseline(db, chatgpt, flatBaseline(1));
  await addIncident(db, chatgpt, { id: "a", started: NOW - 30, total: 5, peak15: 5 });
  await addIncident(db, steam, { id: "b", started: NOW - 3_000, ended: { from: NOW - 2_900, to: NOW - 2_890 } });
  await addBucket(db, chatgpt, NOW - 2, { reports: 40 });
  await addBucket(db, steam, NOW - 1_439, { reports: 2 });
  await addBucket(db, steam, NOW - 1_440, { reports: 1_000 });
  await addFacet(db, chatgpt, NOW - 2, ["problem", "login", 30]);
  await addFacet(db, chatgpt, NOW - 2, ["problem", "app", 10]);
  await addFacet(db, chatgpt, NOW - 20, ["problem", "website", 500]);
});
afterAll(() => database.close());

describe("reading the home page", () => {
  it("shows what is not normal by state, without retired services", async () => {
    const home = await readHome(contextAt(database.db));
    expect(home.failing.map((service) => service.slug)).toEqual(["chatgpt"]);
    expect(home.unconfirmed.map((service) => service.slug)).toEqual(["claude"]);
    expect(home.possible).toEqual([]);
  });

  it("tells of each how much is reported, expected and named in the same 15 minutes", async () => {
    const [service] = (await readHome(contextAt(database.db))).failing;
    expect(service).toMatchObject({ reports15: 40, expected15: 15, topProblem: { key: "login", percent: 75 } });
    expect(service?.sparkline.reduce((sum, reports) => (sum ?? 0) + (reports ?? 0), 0)).toBe(40);
  });

  it("counts services and reports of 24 hours, and lists incidents newest first", async () => {
    const home = await readHome(contextAt(database.db));
    expect(home).toMatchObject({ services: 3, reports24h: 42, mode: "demo" });
    expect(home.recentIncidents.map((incident) => incident.id)).toEqual(["a", "b"]);
    expect(home.categories.find((category) => category.key === "ai")).toMatchObject({ services: 2, notNormal: 2 });
  });

  it("counts on as time passes and reports come in", async () => {
    await addBucket(database.db, steam, NOW + 1, { reports: 8 });
    expect((await readHome(contextAt(database.db, NOW + 1))).reports24h).toBe(48);
    expect((await readHome(contextAt(database.db, NOW + 2))).reports24h).toBe(48);
  });
});

describe("reading the home page of a day on which more fails than it has room for", () => {
  it("counts all of them, as the stream does, and names the ones that it leaves out", async () => {
    const { db } = await testDatabase();
    for (let i = 0; i < 130; i += 1) {
      const id = await addService(db, { slug: `service-${i}` });
      await setState(db, id, { state: i < 105 ? "outage" : "possible" });
    }
    const home = await readHome(contextAt(db));
    expect(home.counts).toEqual({ outage: 105, possible: 25, unconfirmed: 0 });
    expect(home.counts).toEqual(countStates((await readHomeFrame(contextAt(db))).services));
    expect([home.failing.length, home.possible.length, home.unlisted.length]).toEqual([100, 0, 30]);
    const known = [...home.failing.map(({ slug }) => slug), ...home.unlisted];
    expect(new Set(known).size).toBe(130);
  });
});

describe("reading small charts", () => {
  it("tells the steps in which nobody could report as unknown", async () => {
    const { db } = await testDatabase();
    const id = await addService(db, { slug: "chatgpt" });
    await addBucket(db, id, NOW - 400, { reports: 3 });
    // Half an hour, from 23:30 on, is missing: it ended three minutes ago.
    const minutes = [...Array.from({ length: 400 }, (_, index) => NOW - 433 + index), NOW - 3, NOW - 2, NOW - 1, NOW];
    await db.ingestMinute.createMany({ data: minutes.map((minute) => ({ minute })) });
    const [service] = (await readServices({}, contextAt(db))).services;
    const unknown = service?.sparkline.flatMap((value, index) => (value === null ? [index] : []));
    expect(unknown).toEqual([65, 66, 67, 68, 69, 70]);
  });
});

describe("reading a category", () => {
  it("shows all its services, worst first", async () => {
    const category = await readCategory("ai", contextAt(database.db));
    expect(category?.services.map((service) => service.slug)).toEqual(["chatgpt", "claude"]);
    expect(category?.category).toEqual({ key: "ai", name: "AI", services: 2, notNormal: 2 });
  });

  it("knows no category of another name", async () => {
    expect(await readCategory("constructor", contextAt(database.db))).toBeNull();
  });
});

describe("reading services", () => {
  it("finds by name, best first, and filters what it found", async () => {
    const found = await readServices({ q: "claud" }, contextAt(database.db));
    expect(found.services.map((service) => service.slug)).toEqual(["claude"]);
    expect(found.next).toBeNull();
    expect((await readServices({ q: "claude", category: "games" }, contextAt(database.db))).services).toEqual([]);
    expect((await readServices({ q: "zzzz" }, contextAt(database.db))).services).toEqual([]);
  });

  it("lists by state and category", async () => {
    const normal = await readServices({ state: "normal" }, contextAt(database.db));
    expect(normal.services.map((service) => service.slug)).toEqual(["steam"]);
    const ai = await readServices({ category: "ai", state: "outage" }, contextAt(database.db));
    expect(ai.services.map((service) => service.slug)).toEqual(["chatgpt"]);
  });
});
