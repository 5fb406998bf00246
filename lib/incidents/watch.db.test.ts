import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readScenario } from "#bench/read-scenario.ts";
import { ratePerMinute } from "#bench/scenario.ts";
import { seededRandom } from "#bench/seeded-random.ts";
import { addMinutes, asMinute, formatMinute, parseMinute } from "#lib/buckets/minute.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { recompute } from "#lib/incidents/evidence.ts";
import { watchSpanOnce } from "#lib/incidents/watch.job.ts";
import { insertJobs } from "#server/leases.db.ts";
import { beat, eachMinute, type Fed, feed, feedSources, judgeUntil, watchFrom } from "#server/testing/fed.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const at = (text: string) => parseMinute(text) ?? asMinute(0);

const outage = readScenario("chatgpt-2024-11-08");
const outageStart = at("2024-11-09T00:03Z");
const historyFrom = at("2024-11-05T00:00Z");
const worldEnd = at("2024-11-09T02:00Z");
/** Where the watch of these tests begins: a little before the outage. */
const judgedFrom = addMinutes(outageStart, -20);

/** Four days of normal, then the outage, as one reading of the dice. */
function drawOutage(seed: number): Fed[] {
  const [service] = outage.services;
  if (service === undefined) throw new Error("the scenario has a service");
  const random = seededRandom(seed);
  return Array.from({ length: worldEnd - historyFrom }, (_, i) => {
    const minute = addMinutes(historyFrom, i);
    const reports = random.poisson(ratePerMinute(service, minute));
    return { minute, reports, networks: Math.round(reports * 0.9) };
  }).filter(({ reports }) => reports > 0);
}

/** The service's id: by it the turn to learn comes in the very minute that opens the outage, in the middle of a span. */
const SERVICE_ID = 360 + (outageStart % 360);

async function insertService(db: PrismaClient, slug: string, id?: number): Promise<number> {
  const data = { slug, name: slug, category: "ai", problems: ["app", "website"] };
  const service = await db.service.create({ data: id === undefined ? data : { id, ...data } });
  return service.id;
}

async function world(rows: readonly Fed[], sources = 20, cursor = judgedFrom) {
  const { db } = await testDatabase();
  const serviceId = await insertService(db, "chatgpt", SERVICE_ID);
  await feed(db, serviceId, rows);
  await feedSources(
    db,
    serviceId,
    rows.filter((row) => row.minute >= addMinutes(outageStart, -60)),
    sources,
  );
  await beat(db, { from: historyFrom, to: worldEnd });
  await watchFrom(db, cursor);
  return { db, serviceId };
}

/** The incidents and events of a database, in words that do not name when they were written. */
async function history(db: PrismaClient) {
  const incidents = await db.incident.findMany({ orderBy: { id: "asc" } });
  const events = await db.incidentEvent.findMany({
    orderBy: [{ incidentId: "asc" }, { seq: "asc" }],
    omit: { recordedAt: true },
  });
  return { incidents, events };
}

describe("the watch", () => {
  it("opens, follows and resolves the outage of 8 November 2024, and files it with its figures", async () => {
    const { db, serviceId } = await world(drawOutage(1));
    await judgeUntil(db, worldEnd);
    const { incidents, events } = await history(db);
    expect(incidents).toHaveLength(1);
    const [incident] = incidents;
    expect(incident).toMatchObject({ id: "2024-11-09-chatgpt", serviceId, level: "outage" });
    const read = (minute: number | null | undefined) => (minute ? formatMinute(asMinute(minute)) : null);
    expect(read(incident?.startedMinute)).toBe("2024-11-09T00:03Z");
    expect(incident?.openedMinute).toBeLessThanOrEqual(at("2024-11-09T00:07Z"));
    expect(read(incident?.peak15Minute)).toBe("2024-11-09T00:15Z");
    expect(incident?.peak15).toBeGreaterThan(14_000);
    expect(incident?.total).toBeGreaterThan(incident?.peak15 ?? 0);
    expect(incident?.expected15).toBeGreaterThan(50);
    expect(incident?.expected15).toBeLessThan(75);
    expect(incident?.resolvedMinute).toBeGreaterThan(at("2024-11-09T00:50Z"));
    expect(incident?.resolvedMinute).toBeLessThan(at("2024-11-09T01:45Z"));
    expect(events.map((event) => event.kind)).toEqual(["opened", "peaked", "recovering", "resolved"]);
    expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4]);
    const state = await db.serviceState.findUniqueOrThrow({ where: { serviceId } });
    expect(state).toMatchObject({ state: "normal", incidentId: null, sinceMinute: incident?.resolvedMinute });
  });

  it("stores evidence from which every decision is recomputed to the last bit", async () => {
    const { db } = await world(drawOutage(1));
    await judgeUntil(db, worldEnd);
    const { events } = await history(db);
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) {
      const again = recompute(event.evidence);
      expect(again.transition).toMatchObject({ kind: event.kind, reason: event.reason });
      expect(again.verdict.minute + 1).toBe(event.minute);
    }
  });

  it("comes to the same incidents minute by minute, in spans cut anywhere, and all at once", async () => {
    const rows = drawOutage(2);
    const [live, cut, atOnce] = [await world(rows), await world(rows), await world(rows)];
    const random = seededRandom(3);
    for (let minute = judgedFrom; minute <= worldEnd; minute = addMinutes(minute, 1)) {
      await judgeUntil(live.db, minute);
    }
    for (let minute = judgedFrom; minute < worldEnd; minute = addMinutes(minute, 1 + random.integer(40))) {
      await judgeUntil(cut.db, minute);
    }
    await judgeUntil(cut.db, worldEnd);
    await judgeUntil(atOnce.db, worldEnd);
    const expected = await history(atOnce.db);
    expect(expected.incidents).toHaveLength(1);
    expect(await history(live.db)).toEqual(expected);
    expect(await history(cut.db)).toEqual(expected);
  });

  it("stores a span once, however many workers judge it", async () => {
    const { db } = await world(drawOutage(1));
    await judgeUntil(db, addMinutes(outageStart, 3));
    const span = { from: addMinutes(outageStart, 3), to: addMinutes(outageStart, 7) };
    const beginnings = { first: historyFrom, firstBucket: historyFrom };
    const step = {
      span,
      from: { cursor: span.from, settled: span.from },
      to: { cursor: span.to, settled: span.to },
    };
    const stored = await Promise.all([1, 2, 3].map(() => watchSpanOnce(db, step, beginnings)));
    expect(stored.map(({ kind }) => kind).sort()).toEqual(["elsewhere", "elsewhere", "stored"]);
    expect(await db.incident.count()).toBe(1);
  });

  type Statement = (db: PrismaClient) => Promise<unknown>;
  const acceptAgain: Statement = (db) => db.$executeRaw`alter table incident drop constraint refused`;
  /** What keeps rows of a service from being stored (of its two SERVICE_ID is the one from 360 on), and what puts it right. */
  const REFUSALS: Readonly<Record<string, readonly [Statement, Statement]>> = {
    incident: [
      (db) => db.$executeRaw`
        insert into incident (id, service_id, level, started_minute, opened_minute, ended_from, ended_to, resolved_minute)
        select '2024-11-09-chatgpt', id, 'outage', 1, 1, 2, 2, 2 from service where slug = 'other'`,
      (db) => db.$executeRaw`delete from incident where started_minute = 1`,
    ],
    "incident's figures": [
      (db) => db.$executeRaw`alter table incident add constraint refused check (service_id < 360 or total = 0)`,
      acceptAgain,
    ],
    "incident's expected reports": [
      (db) =>
        db.$executeRaw`alter table incident add constraint refused check (service_id < 360 or expected_15 is null)`,
      acceptAgain,
    ],
    state: [
      (db) => db.$executeRaw`alter table service_state add constraint refused check (service_id < 360)`,
      (db) => db.$executeRaw`alter table service_state drop constraint refused`,
    ],
  };

  it.each(Object.entries(REFUSALS))(
    "stores all others, and nothing of the one service whose %s PostgreSQL refuses, and says so",
    async (_, [refuse, putRight]) => {
      const { db, serviceId } = await world(drawOutage(1));
      const other = await insertService(db, "other");
      const rows = drawOutage(2);
      await feed(db, other, rows);
      const near = rows.filter((row) => row.minute >= addMinutes(outageStart, -60));
      await feedSources(db, other, near, 20);
      await refuse(db);
      const until = addMinutes(outageStart, 12);
      await expect(judgeUntil(db, until)).rejects.toThrow("nothing could be stored of chatgpt");
      expect((await db.job.findUniqueOrThrow({ where: { name: "watch" } })).cursor).toBe(until);
      const states = await db.serviceState.findMany({ orderBy: { serviceId: "asc" } });
      expect(states.map((own) => [own.serviceId, own.state])).toContainEqual([other, "outage"]);
      const lasting = { where: { resolvedMinute: null } };
      expect((await db.incident.findMany(lasting)).map((own) => own.serviceId)).toEqual([other]);
      expect(await db.incident.count({ where: { serviceId } })).toBe(0);
      await putRight(db);
      await judgeUntil(db, addMinutes(until, 1));
      const [own] = await db.incident.findMany({ where: { serviceId, resolvedMinute: null } });
      expect(own?.id).toBe("2024-11-09-chatgpt");
      expect(own?.total).toBeGreaterThan(0);
    },
  );

  it("calls reports from one source unconfirmed, says so, and opens nothing", async () => {
    const { db, serviceId } = await world(drawOutage(1), 1);
    await judgeUntil(db, addMinutes(outageStart, 12));
    expect(await db.incident.count()).toBe(0);
    const state = await db.serviceState.findUniqueOrThrow({ where: { serviceId } });
    expect(state.state).toBe("unconfirmed");
    expect(z.object({ reason: z.string() }).parse(state.verdict).reason).toMatch(/too much alike to be a crowd/);
  });

  it("takes a gap of the ingest and the flush after it for what they are", async () => {
    const { db } = await testDatabase();
    const serviceId = await insertService(db, "chatgpt");
    const quiet = drawOutage(1).filter((row) => row.minute < outageStart);
    const gap = { from: addMinutes(outageStart, -120), to: addMinutes(outageStart, -60) };
    const kept = quiet.filter((row) => row.minute < gap.from || row.minute > gap.to);
    await feed(db, serviceId, [...kept, { minute: gap.to, reports: 240, networks: 216 }]);
    await beat(db, { from: historyFrom, to: gap.from });
    await beat(db, { from: gap.to, to: outageStart });
    await insertJobs(db, ["watch"]);
    await judgeUntil(db, outageStart);
    expect(await db.incident.count()).toBe(0);
    expect(await db.serviceState.findMany({ where: { NOT: { state: "normal" } } })).toEqual([]);
  });

  it.each([
    ["its usual reports are no outage", null, 0],
    ["but twenty times as many after a day are", 1_500, 1],
  ])(
    "does not take the time in which a service was out of the catalogue for silence: %s",
    async (_, burst, incidents) => {
      const [back, end] = [at("2024-11-07T00:00Z"), at("2024-11-08T02:00Z")];
      const { db } = await testDatabase();
      const serviceId = await insertService(db, "chatgpt");
      await db.service.update({
        where: { id: serviceId },
        data: { addedMinute: addMinutes(historyFrom, -1440), returnedMinute: back },
      });
      const random = seededRandom(4);
      const rows = eachMinute({ from: historyFrom, to: end }, (minute) => {
        if (minute >= addMinutes(historyFrom, 300) && minute < back) return 0;
        const isBurst = burst !== null && minute >= back + burst && minute < back + burst + 30;
        return random.poisson(isBurst ? 60 : 3);
      });
      await feed(db, serviceId, rows);
      const near = rows.filter(({ minute }) => minute >= back);
      await feedSources(db, serviceId, near, 20);
      await beat(db, { from: historyFrom, to: end });
      await watchFrom(db, addMinutes(back, -10));
      await judgeUntil(db, addMinutes(back, 300));
      await judgeUntil(db, end);
      expect(await db.incident.count()).toBe(incidents);
    },
  );

  it("learns a baseline of an earlier version again at once, from the minute that it was learned at", async () => {
    const { db, serviceId } = await world(drawOutage(1), 20, at("2024-11-08T12:00Z"));
    await judgeUntil(db, at("2024-11-08T12:05Z"));
    const learned = await db.serviceBaseline.findUniqueOrThrow({ where: { serviceId } });
    await db.serviceBaseline.update({ where: { serviceId }, data: { model: { version: 1, level: 2 } } });
    await judgeUntil(db, at("2024-11-08T12:06Z"));
    expect(await db.serviceBaseline.findUniqueOrThrow({ where: { serviceId } })).toEqual(learned);
  });

  it("learns a baseline at its own time and keeps it for six hours", async () => {
    const { db, serviceId } = await world(drawOutage(1), 20, at("2024-11-08T11:50Z"));
    await judgeUntil(db, at("2024-11-08T12:00Z"));
    const first = await db.serviceBaseline.findUniqueOrThrow({ where: { serviceId } });
    await judgeUntil(db, at("2024-11-08T17:00Z"));
    const second = await db.serviceBaseline.findUniqueOrThrow({ where: { serviceId } });
    expect(second.computedMinute - first.computedMinute).toBe(360);
    expect(z.object({ level: z.number() }).parse(second.model).level).toBeGreaterThan(3);
  });
});
