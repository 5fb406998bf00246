import { expect, it } from "vitest";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import { createDb } from "#lib/db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { beat, feed, judgeUntil, watchFrom } from "#server/testing/fed.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const NOON = asMinute(28_851_840);
const HISTORY = addMinutes(NOON, -3 * 1_440);

/** A worker's client, and of each reading of the watched services whether their baselines were at hand. */
function worker(url: string) {
  const client = createDb(url, { max: 4, statementTimeoutMs: 10_000 });
  const held: boolean[][] = [];
  const $queryRaw = async (parts: TemplateStringsArray, ...values: unknown[]) => {
    const rows = await client.$queryRaw<{ isHeld: boolean }[]>(parts, ...values);
    if (parts[0]?.includes("incidents.read_watched")) held.push(rows.map(({ isHeld }) => isHeld));
    return rows;
  };
  const db: PrismaClient = new Proxy(client, {
    get: (target, property) => (property === "$queryRaw" ? $queryRaw : Reflect.get(target, property)),
  });
  return { db, held, end: () => client.$disconnect() };
}

it("a worker that starts between two minutes reads ahead what the next one needs, once, and decides nothing by it", async () => {
  const { db, url } = await testDatabase();
  const data = { slug: "chatgpt", name: "ChatGPT", category: "ai", problems: ["app"] };
  const { id } = await db.service.create({ data });
  const minutes = Array.from({ length: NOON + 10 - HISTORY }, (_, i) => addMinutes(HISTORY, i));
  await feed(
    db,
    id,
    minutes.map((minute) => ({ minute, reports: minute < NOON ? 1 + (minute % 2) : 40, networks: 1 })),
  );
  await beat(db, { from: HISTORY, to: addMinutes(NOON, 10) });
  await watchFrom(db, addMinutes(NOON, -5));
  await judgeUntil(db, NOON);
  const before = await db.serviceState.findMany();
  const started = worker(url);
  await judgeUntil(started.db, NOON);
  await judgeUntil(started.db, NOON);
  expect(started.held).toEqual([[false]]);
  expect(await db.serviceState.findMany()).toEqual(before);
  await judgeUntil(started.db, addMinutes(NOON, 1));
  expect(started.held).toEqual([[false], [true]]);
  expect(await db.serviceState.findMany()).not.toEqual(before);
  await started.end();
});
