import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "#lib/db.ts";
import { readBaselines } from "#lib/live/read-baselines.ts";
import { addService, flatBaseline, NOW, setBaseline } from "#lib/live/testing/world.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** What is expected of a service in a minute; undefined without a baseline. */
async function expectedOf(db: Db, serviceId: number): Promise<number | undefined> {
  return (await readBaselines(db, [serviceId])).get(serviceId)?.(NOW, 1).expected;
}

describe("reading baselines", () => {
  it("follows what was learned since, and forgets nothing meanwhile", async () => {
    const { db } = database;
    const id = await addService(db, { slug: "chatgpt" });
    expect(await expectedOf(db, id)).toBeUndefined();
    await setBaseline(db, id, flatBaseline(2), NOW);
    expect([await expectedOf(db, id), await expectedOf(db, id)]).toEqual([2, 2]);
    await setBaseline(db, id, flatBaseline(3), NOW + 1);
    expect(await expectedOf(db, id)).toBe(3);
  });

  it("takes a model that was learned again for the same minute in the place of one that this build cannot read", async () => {
    const { db } = database;
    const id = await addService(db, { slug: "steam" });
    await setBaseline(db, id, { ...flatBaseline(2), version: 1 }, NOW);
    expect(await expectedOf(db, id)).toBeUndefined();
    await setBaseline(db, id, flatBaseline(2), NOW);
    expect(await expectedOf(db, id)).toBe(2);
  });

  it("keeps that too little is known of a service until more is", async () => {
    const { db } = database;
    const id = await addService(db, { slug: "small" });
    await setBaseline(db, id, null, NOW);
    expect(await expectedOf(db, id)).toBeUndefined();
    await setBaseline(db, id, flatBaseline(4), NOW + 360);
    expect(await expectedOf(db, id)).toBe(4);
  });
});
