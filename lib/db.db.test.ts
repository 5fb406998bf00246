import { describe, expect, it, onTestFinished } from "vitest";
import { createDatabaseLink } from "#bench/tcp-proxy.ts";
import { createDb } from "#lib/db.ts";
import { testDatabase } from "#server/testing/test-database.ts";

async function setUp() {
  const { url } = await testDatabase();
  const link = await createDatabaseLink(url);
  const db = createDb(link.url, { max: 2, statementTimeoutMs: 300 });
  onTestFinished(async () => {
    await db.$disconnect();
    await link.close();
  });
  return { link, db, ask: () => db.$queryRaw`select 1 as one` };
}

describe("a client whose database does not answer", () => {
  it("gives a statement up a second after its time, and is well again when the database is", async () => {
    const { link, ask } = await setUp();
    await ask();
    link.freeze();
    const startedAt = performance.now();
    await expect(ask()).rejects.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    link.restore();
    expect(await ask()).toEqual([{ one: 1 }]);
  });

  it("gives a transaction up too; its connection may fail once more before it is replaced", async () => {
    const { link, db, ask } = await setUp();
    const transaction = db.$transaction(async (tx) => {
      await tx.$queryRaw`select 1 as one`;
      link.freeze();
      await tx.$queryRaw`select 2 as two`;
    });
    await expect(transaction).rejects.toThrow();
    link.restore();
    await expect.poll(() => ask().catch(() => null)).toEqual([{ one: 1 }]);
  });
});
