import { describe, expect, it, vi } from "vitest";
import { seededRandom } from "#bench/seeded-random.ts";
import { addMinutes } from "#lib/buckets/minute.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { NO_SERVICE_MEMORY } from "#lib/incidents/service-memory.ts";
import { submitCorrection } from "#lib/incidents/submit-correction.ts";
import { log } from "#lib/log.ts";
import { beat, eachMinute, feed, feedSources, judgeUntil, watchFrom } from "#server/testing/fed.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const from = addMinutes(NOON, -2 * 1440);
const to = addMinutes(NOON, 160);
const at = (minutes: number) => addMinutes(NOON, minutes);

/** Two services with a report every other minute. The first fails at NOON for half an hour (and `again` then), the other an hour later. */
async function world(again = Infinity) {
  const { db } = await testDatabase();
  const ids: number[] = [];
  for (const [slug, begins] of [
    ["damaged", 0],
    ["whole", 60],
  ] as const) {
    const { id } = await db.service.create({ data: { slug, name: slug, category: slug, problems: ["app"] } });
    const random = seededRandom(6);
    const fails = (minute: number) =>
      [begins, slug === "damaged" ? again : begins].some(
        (first) => minute >= NOON + first && minute < NOON + first + 30,
      );
    const rows = eachMinute({ from, to }, (minute) => random.poisson(fails(minute) ? 40 : 0.5));
    await feed(db, id, rows);
    const near = rows.filter(({ minute }) => minute >= NOON - 70);
    await feedSources(db, id, near, 12);
    ids.push(id);
  }
  await beat(db, { from, to });
  await watchFrom(db, at(-10));
  vi.spyOn(log, "error").mockReturnValue();
  return { db, damaged: ids[0] ?? 0 };
}

const damage = (db: PrismaClient, serviceId: number) =>
  db.serviceState.update({
    where: { serviceId },
    data: { memory: { ...NO_SERVICE_MEMORY, detection: { ...NO_SERVICE_MEMORY.detection, since: -1 } } },
  });

async function recordsOf(db: PrismaClient) {
  const events = await db.incidentEvent.findMany({ orderBy: [{ incidentId: "asc" }, { seq: "asc" }] });
  const told = Map.groupBy(events, ({ incidentId }) => incidentId.slice(11));
  return Object.fromEntries([...told].map(([slug, own]) => [slug, own.map(({ kind }) => kind)]));
}

const LIFE = ["opened", "peaked", "recovering", "resolved"];

describe("a service of which the stored memory cannot be read", () => {
  it.each([
    ["before its outage", -5],
    ["while its outage rises", 4],
    ["in the middle of its outage", 20],
    ["while its outage calms down", 40],
    ["after its outage", 75],
  ])("%s is judged on like all others, into one record", async (_, minute) => {
    const { db, damaged } = await world();
    await judgeUntil(db, at(minute));
    await damage(db, damaged);
    for (const next of [minute + 1, minute + 2, 150]) await judgeUntil(db, at(next));
    expect(await recordsOf(db)).toEqual({ damaged: LIFE, whole: LIFE });
    const [record] = await db.incident.findMany({ where: { serviceId: damaged } });
    expect(record).toMatchObject({ level: "outage", startedMinute: at(0) });
    expect(record?.endedFrom).toBeGreaterThanOrEqual(at(29));
    expect(record?.endedTo).toBeLessThanOrEqual(at(60));
    const state = await db.serviceState.findUniqueOrThrow({ where: { serviceId: damaged } });
    expect(state).toMatchObject({ state: "normal", incidentId: null });
  });

  it("is not flagged again by the reports of what was corrected", async () => {
    const { db, damaged } = await world();
    await judgeUntil(db, at(10));
    const { id } = await db.incident.findFirstOrThrow();
    await submitCorrection(id, "A script sent them.", db, at(10));
    await damage(db, damaged);
    await judgeUntil(db, at(50));
    expect(await recordsOf(db)).toEqual({ damaged: ["opened", "corrected"] });
  });

  it("goes on with the record of an outage that comes back soon after its end", async () => {
    const { db, damaged } = await world(75);
    await judgeUntil(db, at(70));
    await damage(db, damaged);
    await judgeUntil(db, at(71));
    await judgeUntil(db, at(95));
    expect(await recordsOf(db)).toMatchObject({ damaged: [...LIFE, "escalated"] });
  });

  it("stays what it was where its incident cannot be read either, and does not keep others from being judged", async () => {
    const { db, damaged } = await world();
    await judgeUntil(db, at(20));
    await damage(db, damaged);
    await db.incidentEvent.updateMany({ data: { evidence: {} } });
    await expect(judgeUntil(db, at(150))).rejects.toThrow("nothing could be stored of damaged");
    expect(await recordsOf(db)).toMatchObject({ damaged: ["opened"], whole: LIFE });
    expect(await db.incident.count({ where: { serviceId: damaged, resolvedMinute: null } })).toBe(1);
  });
});
