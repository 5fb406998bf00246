import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMinutes, asMinute, minuteToMs } from "#lib/buckets/minute.ts";
import { readPast } from "#lib/live/read-past.ts";
import { addBucket, addService, contextAt, flatBaseline, NOW, setBaseline } from "#lib/live/testing/world.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;
let serviceId: number;
const SPAN = { from: addMinutes(NOW, -183), to: addMinutes(NOW, -63) };

beforeAll(async () => {
  database = await testDatabase();
  serviceId = await addService(database.db, { slug: "chatgpt", name: "ChatGPT" });
  await addBucket(database.db, serviceId, NOW - 300, { reports: 1 });
  await addBucket(database.db, serviceId, NOW - 120, { reports: 7 });
});
afterAll(() => database.close());

describe("a past span of a service", () => {
  it("has its reports, as of its own end", async () => {
    const past = await readPast("chatgpt", SPAN, contextAt(database.db));
    expect(past?.series.points.reduce((sum, { reports }) => sum + reports, 0)).toBe(7);
    expect(past?.asOf).toBe(minuteToMs(past?.series.to ?? NOW));
  });

  it("is the same whenever it is read, whatever is learned afterwards", async () => {
    const then = await readPast("chatgpt", SPAN, contextAt(database.db));
    await setBaseline(database.db, serviceId, flatBaseline(50), NOW + 1);
    expect(await readPast("chatgpt", SPAN, contextAt(database.db, NOW + 100_000))).toEqual(then);
  });

  it("is none while it lasts, and of an unknown service", async () => {
    expect(await readPast("chatgpt", { ...SPAN, to: addMinutes(NOW, 1) }, contextAt(database.db))).toBeNull();
    expect(await readPast("nothing", SPAN, contextAt(database.db))).toBeNull();
  });

  it("is none at the end of time, where there are no whole steps any more", async () => {
    const last = asMinute(Date.UTC(9999, 11, 31, 23, 59) / 60_000);
    expect(await readPast("chatgpt", { from: addMinutes(last, -1_439), to: last }, contextAt(database.db))).toBeNull();
  });
});
