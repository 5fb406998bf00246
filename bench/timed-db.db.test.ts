import { expect, it } from "vitest";
import { timedDb } from "#bench/timed-db.ts";
import { testDatabase } from "#server/testing/test-database.ts";

it("tells the time of reads from that of transactions, once, and hands on what the client answers", async () => {
  const { db } = await testDatabase();
  const timed = timedDb(db);
  expect(await timed.db.$queryRaw`select 1 as one from pg_sleep(0.05)`).toEqual([{ one: 1 }]);
  const first = timed.take();
  expect(first.read).toBeGreaterThanOrEqual(50);
  expect(first.written).toBe(0);
  expect(await timed.db.$transaction(async (inner) => inner.service.count())).toBe(0);
  const second = timed.take();
  expect(second.written).toBeGreaterThan(0);
  expect(second.read).toBe(0);
});
