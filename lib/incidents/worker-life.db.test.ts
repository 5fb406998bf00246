import { describe, expect, it } from "vitest";
import { seededRandom } from "#bench/seeded-random.ts";
import { addMinutes, type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import type { Clock } from "#lib/clock.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { watch } from "#lib/incidents/watch.job.ts";
import { beat, feed, feedSources, watchFrom } from "#server/testing/fed.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const from = addMinutes(NOON, -2 * 1440);
const to = addMinutes(NOON, 120);
const never = new AbortController().signal;

const clockAt = (nowMs: number): Clock => ({
  nowMs: () => nowMs,
  minute: () => addMinutes(NOON, Math.floor((nowMs - minuteToMs(NOON)) / 60_000)),
  speed: 1,
});
const at = (minute: number, seconds: number) => clockAt(minuteToMs(addMinutes(NOON, minute)) + seconds * 1_000);

/** Two days of one service with a report every other minute; from NOON on it fails for half an hour. */
async function world() {
  const { db } = await testDatabase();
  const service = await db.service.create({ data: { slug: "a", name: "A", category: "ai", problems: ["app"] } });
  const random = seededRandom(6);
  const rows = Array.from({ length: to - from }, (_, i) => {
    const minute = addMinutes(from, i);
    const reports = random.poisson(minute >= NOON && minute < NOON + 30 ? 40 : 0.5);
    return { minute, reports, networks: Math.ceil(reports * 0.9) };
  });
  await feed(db, service.id, rows);
  const near = rows.filter(({ minute }) => minute >= NOON - 70);
  await feedSources(db, service.id, near, 12);
  await beat(db, { from, to });
  const instance = { mode: "live", clockAnchor: new Date(), clockStart: new Date(), clockSpeed: 1 };
  await db.instance.create({ data: instance });
  await watchFrom(db, addMinutes(NOON, -10));
  return db;
}

/** Takes the ingest's word of the minutes from `minute` on away, as it is before they are over. */
async function unwritten(db: PrismaClient, minute: Minute) {
  const { count } = await db.ingestMinute.deleteMany({ where: { minute: { gte: minute } } });
  return () => db.ingestMinute.createMany({ data: Array.from({ length: count }, (_, i) => ({ minute: minute + i })) });
}

/** All that is written of incidents and states, without the moments at which it was written. */
async function written(db: PrismaClient) {
  const incidents = await db.incident.findMany({ orderBy: { id: "asc" } });
  const events = await db.incidentEvent.findMany({ orderBy: { seq: "asc" }, omit: { recordedAt: true } });
  const job = await db.job.findUniqueOrThrow({ where: { name: "watch" } });
  return { incidents, events, cursor: job.cursor };
}

const DIED = "killed before it committed";

/** A database whose transactions do all that they should, and then the process is killed before the commit. */
function dying(db: PrismaClient): PrismaClient {
  return new Proxy(db, {
    get(target, name) {
      if (name !== "$transaction") return Reflect.get(target, name, target);
      return (work: (transaction: unknown) => Promise<unknown>, options: object) =>
        target.$transaction(async (transaction) => {
          await work(transaction);
          throw new Error(DIED);
        }, options);
    },
  });
}

async function undisturbed(end: Minute) {
  const db = await world();
  for (let minute = addMinutes(NOON, -10); minute <= end; minute = addMinutes(minute, 1)) {
    await watch(db, clockAt(minuteToMs(minute) + 2_000), never);
  }
  return written(db);
}

describe("a worker that is killed and started again", () => {
  it("in any second of the minute that opens an incident, writes what it would have written", async () => {
    const expected = await undisturbed(addMinutes(NOON, 110));
    expect(expected.events.map(({ kind }) => kind)).toEqual(["opened", "peaked", "recovering", "resolved"]);
    const opened = (expected.events[0]?.minute ?? 0) - NOON;
    const db = await world();
    for (let second = 0; second < 60; second += 1) {
      const clock = at(opened, second);
      if (second % 3 === 0)
        await watch(dying(db), clock, never).catch((error: Error) => expect(error.message).toBe(DIED));
      else await watch(db, clock, never);
    }
    await watch(db, at(110, 2), never);
    expect(await written(db)).toEqual(expected);
  });

  it("while each of its spans is being committed, leaves nothing behind and writes all of it at last", async () => {
    const db = await world();
    for (const minute of [0, 1, 2, 3, 5, 8, 13, 29, 33, 45, 60, 80]) {
      const before = await written(db);
      await expect(watch(dying(db), at(minute, 20), never)).rejects.toThrow(DIED);
      expect(await written(db)).toEqual(before);
      await watch(db, at(minute, 21), never);
    }
    await watch(db, at(110, 2), never);
    expect(await written(db)).toEqual(await undisturbed(addMinutes(NOON, 110)));
  });

  it("neither loses nor repeats a minute when its clock steps back and forth", async () => {
    const db = await world();
    for (const [minute, seconds] of [
      [-5, 2],
      [4, 2],
      [-9, 40],
      [3, 59],
      [20, 0],
      [20, 1],
      [-60, 0],
      [33, 2],
      [31, 2],
      [90, 2],
      [40, 0],
    ] as const) {
      await watch(db, at(minute, seconds), never);
    }
    await watch(db, at(110, 2), never);
    expect(await written(db)).toEqual(await undisturbed(addMinutes(NOON, 110)));
  });

  it("judges what its clock took for a gap while it was a day ahead, as soon as the ingest is heard again", async () => {
    const db = await world();
    await watch(db, at(-2, 2), never);
    const write = await unwritten(db, addMinutes(NOON, -2));
    await watch(db, at(1_440, 2), never);
    expect((await db.job.findUniqueOrThrow({ where: { name: "watch" } })).cursor).toBe(NOON + 1_440 - 1);
    await write();
    await watch(db, at(110, 2), never);
    expect(await written(db)).toEqual(await undisturbed(addMinutes(NOON, 110)));
  });

  it("is taken back from the future that the database's clock had shown to it and to the ingest", async () => {
    const db = await world();
    await watch(db, at(20, 2), never);
    const moved = addMinutes(NOON, 20);
    await db.$executeRaw`
      update instance
      set clock_anchor = clock_timestamp(), clock_start = to_timestamp(${moved * 60}), clock_speed = 1`;
    await db.job.update({ where: { name: "watch" }, data: { cursor: moved + 1_440, settled: moved + 1_440 } });
    const write = await unwritten(db, addMinutes(moved, 1));
    await db.ingestMinute.createMany({ data: [{ minute: moved + 1_439 }] });
    await watch(db, at(20, 3), never);
    await write();
    await watch(db, at(110, 2), never);
    expect(await written(db)).toEqual(await undisturbed(addMinutes(NOON, 110)));
  });

  it.each([
    ["hours", -60],
    ["years, to before anything was there", -1_000_000],
  ])(
    "touches no record while the clock of a machine that was started is behind by %s, says so, and goes on when it is right",
    async (_, minute) => {
      const db = await world();
      await watch(db, at(110, 2), never);
      const expected = await written(db);
      expect(expected.incidents).toHaveLength(1);
      const setClock = (minute: number) => db.$executeRaw`
      update instance
      set clock_anchor = clock_timestamp(), clock_start = to_timestamp(${addMinutes(NOON, minute) * 60}), clock_speed = 1`;
      await setClock(minute);
      await expect(watch(db, at(minute, 2), never)).rejects.toThrow("the database's clock is behind");
      expect(await written(db)).toEqual(expected);
      await setClock(111);
      expect(await watch(db, at(111, 2), never)).toEqual({ judged: 1 });
      expect((await written(db)).incidents).toEqual(expected.incidents);
    },
  );

  const AHEAD = 600;
  const MINUTE = /\b2\d{7}\b/g;
  /** Of a value that is stored: every epoch minute in it, so much later. */
  const later = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value).replaceAll(MINUTE, (minute) => String(Number(minute) + AHEAD)));

  it("ends what it opened in the future that a clock had shown, and sees what comes then", async () => {
    const db = await world();
    await watch(db, at(20, 2), never);
    const state = await db.serviceState.findFirstOrThrow();
    const { id, startedMinute, openedMinute } = await db.incident.findFirstOrThrow();
    const moved = addMinutes(NOON, 20);
    await db.$executeRaw`
      update instance
      set clock_anchor = clock_timestamp(), clock_start = to_timestamp(${moved * 60}), clock_speed = 1`;
    await db.$executeRaw`
      update service_state
      set memory = ${JSON.stringify(later(state.memory))}::jsonb, judged_minute = judged_minute + ${AHEAD}`;
    const data = { startedMinute: startedMinute + AHEAD, openedMinute: openedMinute + AHEAD };
    await db.incident.update({ where: { id }, data });
    await db.$executeRaw`update incident_event set minute = minute + ${AHEAD}`;
    await db.job.update({ where: { name: "watch" }, data: { cursor: moved + AHEAD, settled: moved + AHEAD } });
    const write = await unwritten(db, addMinutes(moved, 1));
    await watch(db, at(20, 3), never);
    await write();
    await watch(db, at(110, 2), never);
    const { incidents, events } = await written(db);
    expect(incidents).toMatchObject([{ id, startedMinute: moved, openedMinute: moved }]);
    expect(incidents[0]?.endedTo).toBeLessThan(addMinutes(NOON, 60));
    expect(events.at(-1)?.kind).toBe("resolved");
    expect(events.every(({ minute }) => minute <= addMinutes(NOON, 110))).toBe(true);
    expect((await db.serviceState.findFirstOrThrow()).state).toBe("normal");
  });
});
