import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import { readOfficialUpdates } from "#lib/incidents/official-updates.db.ts";
import { submitOfficialUpdate } from "#lib/incidents/submit-official-update.ts";
import { readIncident } from "#lib/live/read-incident.ts";
import { readService } from "#lib/live/read-service.ts";
import { addIncident, addService, contextAt, NOW } from "#lib/live/testing/world.ts";
import { factsOf } from "#lib/publish/incident-facts.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;
let serviceId: number;
const ID = "2024-11-08-chatgpt";
const UPDATE = { at: addMinutes(NOW, -16), text: "We are investigating.", url: null };

beforeAll(async () => {
  database = await testDatabase();
  serviceId = await addService(database.db, { slug: "chatgpt", name: "ChatGPT" });
  await addIncident(database.db, serviceId, { id: ID, started: NOW - 30 });
});
afterAll(() => database.close());

const submit = (change = {}, now = NOW) => submitOfficialUpdate("chatgpt", { ...UPDATE, ...change }, database.db, now);

describe("what a company says", () => {
  it("is stored once, from the next minute on, however often it is sent", async () => {
    const [first, again] = [await submit(), await submit({}, addMinutes(NOW, 5))];
    expect(first).toMatchObject({ kind: "stored", replayed: false, update: { said: UPDATE.at, known: NOW + 1 } });
    expect(again).toMatchObject({ kind: "stored", replayed: true, update: { known: NOW + 1 } });
    expect(await database.db.officialUpdate.count()).toBe(1);
  });

  it("is stored once when it is sent eight times at the same moment", async () => {
    const text = "We have found the cause.";
    const results = await Promise.all(Array.from({ length: 8 }, () => submit({ at: addMinutes(NOW, -10), text })));
    expect(results.filter((result) => result.kind === "stored" && !result.replayed)).toHaveLength(1);
    expect(await database.db.officialUpdate.count({ where: { body: text } })).toBe(1);
  });

  it("is refused with another address, of an unknown service, and of a moment to come", async () => {
    expect((await submit({ url: "https://status.example/1" })).kind).toBe("conflict");
    expect((await submit({ at: addMinutes(NOW, 1) })).kind).toBe("in-the-future");
    expect((await submitOfficialUpdate("nothing", UPDATE, database.db, NOW)).kind).toBe("unknown-service");
  });

  it("is read oldest first, and no more than asked for", async () => {
    const span = { from: addMinutes(NOW, -60), to: NOW };
    const all = await readOfficialUpdates(database.db, serviceId, span, addMinutes(NOW, 1), 50);
    expect(all.map(({ said }) => said)).toEqual([NOW - 16, NOW - 10]);
    expect(await readOfficialUpdates(database.db, serviceId, span, addMinutes(NOW, 1), 1)).toHaveLength(1);
  });
});

describe("a record with official updates", () => {
  it("shows them with the lag, and not in what was known before they were on record", async () => {
    const later = addMinutes(NOW, 30);
    const read = (asOf: typeof NOW | null) => readIncident(ID, asOf, contextAt(database.db, later));
    const record = await read(null);
    expect(record?.official.map(({ text }) => text)).toEqual(["We are investigating.", "We have found the cause."]);
    expect(record && factsOf(record).companyFirst).toBe(NOW - 16);
    expect((await read(NOW))?.official).toEqual([]);
    expect((await read(addMinutes(NOW, 1)))?.official).toHaveLength(2);
  });

  it("leaves out what was said long before or after", async () => {
    await submit({ at: addMinutes(NOW, -120), text: "Planned maintenance is over." });
    expect((await readIncident(ID, null, contextAt(database.db)))?.official).toHaveLength(2);
  });

  it("stands beside the service's page of that time", async () => {
    expect((await readService("chatgpt", "6h", contextAt(database.db)))?.official).toHaveLength(3);
    expect((await readService("chatgpt", "6h", contextAt(database.db, NOW + 1_440)))?.official).toEqual([]);
  });
});
