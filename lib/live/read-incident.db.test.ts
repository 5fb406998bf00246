import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMinutes, asMinute, minuteToMs } from "#lib/buckets/minute.ts";
import { submitCorrection } from "#lib/incidents/submit-correction.ts";
import { submitOfficialUpdate } from "#lib/incidents/submit-official-update.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import { readHome } from "#lib/live/read-home.ts";
import { readIncident } from "#lib/live/read-incident.ts";
import { readIncidents } from "#lib/live/read-incidents.ts";
import { readPast } from "#lib/live/read-past.ts";
import { readService } from "#lib/live/read-service.ts";
import { addFacet, addService, contextAt, flatBaseline, NOW, setBaseline } from "#lib/live/testing/world.ts";
import { insertJobs } from "#server/leases.db.ts";
import { beat, eachMinute, feed, feedSources, judgeUntil, watchFrom } from "#server/testing/fed.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;
let serviceId: number;
let id: string;

const START = NOW;
const END = addMinutes(START, 60);
const LATER = addMinutes(START, 240);
const SOURCES = 25;

/** Three a minute; 200 in the hour of the outage. */
function reportsAt(minute: number): number {
  return minute >= START && minute < END ? 200 : 3;
}

/** Five days of quiet, then an hour of outage and three of quiet, judged by the real watch. */
async function build(): Promise<void> {
  const { db } = database;
  serviceId = await addService(db, { slug: "chatgpt", name: "ChatGPT" });
  const span = { from: addMinutes(START, -5 * 1_440), to: LATER };
  const rows = eachMinute(span, reportsAt).map((row) => ({ ...row, works: 1 }));
  await feed(db, serviceId, rows);
  await beat(db, span);
  const near = rows.filter(({ minute }) => minute >= START - 120);
  await feedSources(db, serviceId, near, SOURCES);
  await addFacet(db, serviceId, START + 10, ["problem", "login", 30]);
  await addFacet(db, serviceId, START - 10, ["problem", "app", 500]);
  await watchFrom(db, addMinutes(START, -30));
  for (let minute = START; minute <= LATER; minute = addMinutes(minute, 5)) await judgeUntil(db, minute);
  const [incident] = await db.incident.findMany();
  if (incident === undefined) throw new Error("no incident was opened");
  id = incident.id;
}

beforeAll(async () => {
  database = await testDatabase();
  await build();
});
afterAll(() => database.close());

async function read(asOf: number | null, now: number = LATER): Promise<IncidentSnapshot> {
  const snapshot = await readIncident(id, asOf === null ? null : asMinute(asOf), contextAt(database.db, now));
  if (snapshot === null) throw new Error("no such incident");
  return snapshot;
}

/** Puts the watch where it would be had it judged the minutes before `cursor` and none after. */
async function setCursor(cursor: number): Promise<void> {
  const { db } = database;
  await db.job.delete({ where: { name: "watch" } });
  await insertJobs(db, ["watch"]);
  await db.job.update({ where: { name: "watch" }, data: { cursor } });
}

describe("the record of an incident", () => {
  it("holds its figures as the worker filed them", async () => {
    const record = await read(null);
    const row = await database.db.incident.findUniqueOrThrow({ where: { id } });
    expect(record.figures).toMatchObject({ total: row.total, firstFlag: row.openedMinute });
    expect(record.figures.peak15).toEqual({ reports: row.peak15, from: row.peak15Minute, missed: 0 });
    expect(record.figures.expected15).toBeCloseTo(row.expected15 ?? 0, 1);
    expect(record.state).toBe("normal");
    expect(record.incident.ended).toEqual({ from: row.endedFrom, to: row.endedTo });
  });

  it("names the ratio that its citation names, also when the worker has learned more since the last event", async () => {
    const where = { id };
    const { expected15 } = await database.db.incident.findUniqueOrThrow({ where });
    const cited = (await read(LATER)).figures;
    await database.db.incident.update({ where, data: { expected15: (expected15 ?? 0) * 2 } });
    expect((await read(null)).figures).toMatchObject({ expected15: cited.expected15, ratio: cited.ratio });
    await database.db.incident.update({ where, data: { expected15 } });
  });

  it("is what the list says", async () => {
    const list = await readIncidents({}, contextAt(database.db, LATER));
    expect(list?.incidents).toEqual([(await read(null)).incident]);
  });

  it("says in both since when its end is on record, and not before it was", async () => {
    const { resolvedMinute } = await database.db.incident.findUniqueOrThrow({ where: { id } });
    const { incident } = await read(null);
    expect(incident.resolved).toBe(resolvedMinute);
    expect(incident.resolved).toBeGreaterThan(incident.ended?.to ?? Number.POSITIVE_INFINITY);
    expect((await read(asMinute((resolvedMinute ?? 0) - 2))).incident).toMatchObject({ ended: null, resolved: null });
    expect((await read(asMinute(resolvedMinute ?? 0))).incident.resolved).toBe(resolvedMinute);
  });

  it("says in both when its level was raised", async () => {
    const event = { incidentId: id, kind: "escalated", reason: "It became more.", evidence: {} } as const;
    const data = [
      { ...event, seq: 98, minute: START + 5 },
      { ...event, seq: 99, minute: START + 9 },
    ];
    await database.db.incidentEvent.createMany({ data });
    const list = await readIncidents({}, contextAt(database.db, LATER));
    expect(list?.incidents).toMatchObject([{ id, escalated: START + 9 }]);
    expect((await read(null)).incident.escalated).toBe(START + 9);
    await database.db.incidentEvent.deleteMany({ where: { seq: { gte: 98 } } });
  });

  it("tells every change with its reason", async () => {
    const { events } = await read(null);
    expect(events[0]?.kind).toBe("opened");
    expect(events.at(-1)?.kind).toBe("resolved");
    expect(events.every((event) => event.reason.length > 10)).toBe(true);
  });

  it("counts shares and answers from its start to its end, and draws an hour around it", async () => {
    const record = await read(null);
    expect(record.problems.map((share) => share.key)).toEqual(["login"]);
    const { received } = record.figures;
    expect(received.counted).toBeGreaterThan(12_000);
    expect(record.series.from).toBeLessThanOrEqual(record.incident.started - 60);
    expect(record.series.to).toBeGreaterThanOrEqual((record.incident.ended?.to ?? 0) + 60);
    expect(record.series.points.every((point) => point.expected !== null)).toBe(true);
  });

  it("says when reporters say that it began, once enough do, and what they said by then in a frozen record", async () => {
    await addFacet(database.db, serviceId, START + 10, ["began", "10", 12]);
    await addFacet(database.db, serviceId, START + 40, ["began", "60", 3]);
    expect((await read(null)).figures.began).toBeNull();
    await addFacet(database.db, serviceId, START + 20, ["began", "0", 15]);
    expect((await read(null)).figures.began).toEqual({ median: START, reports: 30 });
    expect((await read(START + 40)).figures.began).toEqual({ median: START + 20, reports: 27 });
    expect((await read(START + 20)).figures.began).toBeNull();
  });

  it("says why reports were set aside, also when the raw reports are long gone", async () => {
    const facet = { serviceId, dimension: "set_aside", networks: 0 } as const;
    await database.db.minuteFacet.createMany({
      data: [
        { ...facet, minute: START + 1, key: "network-cap", reports: 1 },
        { ...facet, minute: START + 2, key: "network-cap", reports: 1 },
        { ...facet, minute: START + 3, key: "honeypot", reports: 1 },
      ],
    });
    expect((await read(null)).figures.setAsideReasons).toEqual([
      { reason: "network-cap", reports: 2 },
      { reason: "honeypot", reports: 1 },
    ]);
  });
});

describe("a record whose last minutes are not judged yet", () => {
  it("can be cited as of the last judged minute, and is not there as of a later one: something may be added to it", async () => {
    const { cursor } = await database.db.job.findUniqueOrThrow({ where: { name: "watch" } });
    const judged = await read(START + 20);
    await setCursor(START + 20);
    try {
      expect((await read(null)).settled).toBe(START + 20);
      expect(await read(START + 20)).toEqual(judged);
      expect(await readIncident(id, asMinute(START + 21), contextAt(database.db, LATER))).toBeNull();
      const span = { from: asMinute(START), to: asMinute(START + 30) };
      expect(await readPast("chatgpt", span, contextAt(database.db, LATER))).toBeNull();
    } finally {
      await setCursor(cursor ?? LATER);
    }
    expect(
      (await readPast("chatgpt", { from: asMinute(START), to: asMinute(START + 30) }, contextAt(database.db, LATER)))
        ?.incidents,
    ).toHaveLength(1);
  });

  it("is cited as of its first minute while nothing after it is settled: before that it has no address", async () => {
    const { cursor } = await database.db.job.findUniqueOrThrow({ where: { name: "watch" } });
    const { opened } = (await read(null)).incident;
    await setCursor(opened - 1);
    expect((await read(null)).settled).toBe(opened);
    await setCursor(cursor ?? LATER);
    expect((await read(opened)).incident.opened).toBe(opened);
  });

  it("can be cited as of now when all is judged, and not as of a minute to come", async () => {
    expect((await read(null)).settled).toBe(LATER);
    expect((await read(START + 30)).settled).toBe(START + 30);
  });
});

describe("a frozen record", () => {
  it("tells what was known then: it lasts, and counts to that minute", async () => {
    const frozen = await read(START + 30);
    expect(frozen.asOf).toBe(minuteToMs(asMinute(START + 30)));
    expect(frozen.state).toBe("outage");
    expect(frozen.incident.ended).toBeNull();
    expect(frozen.figures.total).toBe((START + 30 - frozen.incident.started) * 200);
    expect(frozen.figures.peak15?.reports).toBe(3_000);
    expect(frozen.events.every((event) => event.minute <= START + 30)).toBe(true);
    expect(frozen.series.points.every((point) => point.minute < START + 30)).toBe(true);
  });

  it("is the same whenever it is read, and after the baseline has learned more", async () => {
    const then = await read(START + 40, START + 40);
    await setBaseline(database.db, serviceId, flatBaseline(50), LATER + 1);
    const now = await read(START + 40, LATER);
    expect(now).toEqual(then);
  });

  it("after the end is the record itself", async () => {
    const record = await read(null);
    const frozen = await read(LATER);
    expect(frozen.figures).toEqual(record.figures);
    expect(frozen.incident).toEqual(record.incident);
    expect(frozen.state).toBe(record.state);
  });

  it("has the figures that the list of revisions gives for a word of the company in the calm before the end was told", async () => {
    const { resolvedMinute } = await database.db.incident.findUniqueOrThrow({ where: { id } });
    const last = asMinute((resolvedMinute ?? 0) - 2);
    await submitOfficialUpdate("chatgpt", { at: last, text: "Fixed.", url: null }, database.db, last);
    const listed = (await read(null)).revisions.find(({ kind }) => kind === "company");
    const { figures } = await read(last + 1);
    expect(listed).toMatchObject({ minute: last + 1, total: figures.total, peak15: figures.peak15?.reports });
    await database.db.officialUpdate.deleteMany();
  });

  it("is not there before the first flag, nor in time to come", async () => {
    expect(await readIncident(id, asMinute(START - 1), contextAt(database.db, LATER))).toBeNull();
    expect(await readIncident(id, addMinutes(LATER, 1), contextAt(database.db, LATER))).toBeNull();
    expect(await readIncident("nothing", null, contextAt(database.db, LATER))).toBeNull();
  });
});

describe("a record that an operator corrected", () => {
  const ids = (list: readonly { readonly id: string }[] | undefined) => list?.map((incident) => incident.id);

  it("says since when and why, keeps its figures, and leaves the lists of outages; what was cited before stays", async () => {
    const before = await read(null);
    const cited = await read(LATER);
    await submitCorrection(id, "A rehearsal.", database.db, LATER);
    const after = await read(null);
    expect(after.correction).toEqual({ minute: LATER + 1, reason: "A rehearsal." });
    expect(after.incident).toEqual({ ...before.incident, corrected: LATER + 1 });
    expect(after.figures).toEqual(before.figures);
    expect(after.state).toBe("normal");
    expect(after.together).toBeNull();
    expect(after.events.at(-1)).toMatchObject({ kind: "corrected", reason: "A rehearsal." });
    expect(await read(LATER)).toEqual(cited);
    await setCursor(LATER + 2);
    expect((await read(LATER + 1, LATER + 2)).correction).toEqual(after.correction);

    const context = contextAt(database.db, LATER);
    expect(ids((await readIncidents({}, context))?.incidents)).toEqual([id]);
    expect(ids((await readIncidents({ corrected: false }, context))?.incidents)).toEqual([]);
    expect(ids((await readIncidents({ corrected: true }, context))?.incidents)).toEqual([id]);
    expect(ids((await readHome(context)).recentIncidents)).toEqual([]);
    const service = await readService("chatgpt", "24h", context);
    expect([ids(service?.pastIncidents), ids(service?.incidents)]).toEqual([[], []]);
  });
});
