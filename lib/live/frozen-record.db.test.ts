import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { insertRawReports } from "#bench/history.db.ts";
import { readScenario } from "#bench/read-scenario.ts";
import { ratePerMinute } from "#bench/scenario.ts";
import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import { retain } from "#lib/buckets/retention.job.ts";
import { rollUp } from "#lib/buckets/roll-up.job.ts";
import { ROLL_UP_JOB } from "#lib/buckets/rolled-up.db.ts";
import { THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";
import { submitCorrection } from "#lib/incidents/submit-correction.ts";
import { submitOfficialUpdate } from "#lib/incidents/submit-official-update.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import { readIncident } from "#lib/live/read-incident.ts";
import { readPast } from "#lib/live/read-past.ts";
import type { PastSnapshot } from "#lib/live/series-snapshot.ts";
import { addService, contextAt, flatBaseline, setBaseline } from "#lib/live/testing/world.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import { insertJobs } from "#server/leases.db.ts";
import { beat, eachMinute, feed, feedSources, judgeUntil } from "#server/testing/fed.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

const scenario = readScenario("chatgpt-2024-11-08");

function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error("the scenario has a service and a statement");
  return one;
}

const service = first(scenario.services);
const statement = first(scenario.official);

/** In the rise, in the fall after the company spoke, and after the end was noted. */
const MOMENTS = [at("2024-11-09T00:12Z"), at("2024-11-09T00:40Z"), at("2024-11-09T03:00Z")] as const;
const [RISE, FALL] = MOMENTS;
const FROM = at("2024-11-04T00:00Z");
const TO = at("2024-11-09T04:00Z");
const YEARS_LATER = addMinutes(TO, 3 * 365 * 1_440);
const NETWORKS = 25;
const never = new AbortController().signal;

let database: TestDatabase;
let id: string;
const asPublished = new Map<Minute, IncidentSnapshot | null>();
const asEmbedded = new Map<Minute, PastSnapshot | null>();

const reportsAt = (minute: Minute) => Math.round(ratePerMinute(service, minute));
const read = (asOf: Minute | null, now: Minute) => readIncident(id, asOf, contextAt(database.db, now));
/** The three hours before a moment, as an embed with `from` and `to` shows them. */
const readHours = (to: Minute, now: Minute) =>
  readPast("chatgpt", { from: addMinutes(to, -180), to }, contextAt(database.db, now));

async function writeScenario(serviceId: number): Promise<void> {
  const { db } = database;
  const rows = eachMinute({ from: FROM, to: TO }, reportsAt).map((row) => ({ ...row, works: 1 }));
  await feed(db, serviceId, rows);
  await beat(db, { from: FROM, to: TO });
  const near = rows.filter(({ minute }) => minute >= RISE - 120);
  await feedSources(db, serviceId, near, NETWORKS);
  const problems = near.map(({ minute, reports }) => ({ dimension: "problem" as const, key: "app", minute, reports }));
  await db.minuteFacet.createMany({ data: problems.map((facet) => ({ serviceId, ...facet })) });
  await insertRawReports(db, RISE, addMinutes(RISE, 2));
}

/** Judges the day as it came, and reads the record at each moment as readers did then. */
async function live(): Promise<void> {
  const { db } = database;
  for (let minute = at("2024-11-08T23:50Z"); minute <= TO; minute = addMinutes(minute, 1)) {
    await judgeUntil(db, minute);
    if (minute === statement.at + 1) {
      await submitOfficialUpdate("chatgpt", { at: statement.at, text: statement.text, url: null }, db, minute);
    }
    id = id ?? (await db.incident.findFirst())?.id;
    if (MOMENTS.some((moment) => moment === minute)) {
      asPublished.set(minute, await read(minute, minute));
      asEmbedded.set(minute, await readHours(minute, minute));
    }
  }
}

const stored = z.looseObject({
  input: z.looseObject({}),
  verdict: z.looseObject({ episode: z.looseObject({}).nullable() }),
});

/** Rewrites what the detector stored with each event, as another build may have stored it. */
async function changeEvidence(change: (evidence: z.infer<typeof stored>) => object): Promise<void> {
  const { db } = database;
  const events = await db.incidentEvent.findMany({ where: { incidentId: id, kind: { not: "corrected" } } });
  for (const { seq, evidence } of events) {
    const where = { incidentId_seq: { incidentId: id, seq } };
    await db.incidentEvent.update({
      where,
      data: { evidence: JSON.parse(JSON.stringify(change(stored.parse(evidence)))) },
    });
  }
}

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const serviceId = await addService(db, { slug: "chatgpt", name: "ChatGPT" });
  await writeScenario(serviceId);
  await insertJobs(db, ["watch"]);
  await db.job.update({ where: { name: "watch" }, data: { cursor: at("2024-11-08T23:30Z") } });
  await live();
}, 120_000);
afterAll(() => database.close());

describe("a record of 8 November 2024, cited at three moments", () => {
  it("told at each what was known then", () => {
    const [rise, fall, after] = MOMENTS.map((moment) => asPublished.get(moment));
    const sum = (to: number) =>
      Array.from({ length: to - (rise?.incident.started ?? 0) }, (_, i) =>
        reportsAt(asMinute((rise?.incident.started ?? 0) + i)),
      ).reduce((total, reports) => total + reports, 0);
    expect(rise).toMatchObject({ incident: { ended: null, total: sum(RISE) }, official: [] });
    expect(fall).toMatchObject({ incident: { ended: null, total: sum(FALL) }, official: [{ text: statement.text }] });
    expect(after?.incident.ended).not.toBeNull();
    expect(after?.figures.total).toBe(sum(after?.incident.ended?.to ?? 0));
    expect([rise, fall, after].map((record) => record?.figures.peak15?.from)).toEqual([
      at("2024-11-09T00:00Z"),
      at("2024-11-09T00:15Z"),
      at("2024-11-09T00:15Z"),
    ]);
  });

  it("was marked in the embed of the hours before as it was known then", () => {
    const [rise, fall, after] = MOMENTS.map((moment) => asEmbedded.get(moment));
    expect(rise).toMatchObject({ incidents: [{ id, ended: null, corrected: null }], official: [] });
    expect(fall).toMatchObject({ incidents: [{ ended: null }], official: [{ text: statement.text }] });
    expect(after?.incidents).toMatchObject([{ ended: asPublished.get(MOMENTS[2])?.incident.ended }]);
    for (const moment of [FALL, MOMENTS[2]]) {
      const { peak15, peak15Minute, total } = asPublished.get(moment)?.incident ?? {};
      expect(asEmbedded.get(moment)?.incidents).toMatchObject([{ peak15, peak15Minute, total }]);
    }
  });

  it.each(MOMENTS)("says the same as of %d after the incident ended", async (moment) => {
    expect(await read(moment, TO)).toEqual(asPublished.get(moment));
    expect(await readHours(moment, TO)).toEqual(asEmbedded.get(moment));
  });

  it("lists every change with the figures of that minute, which its address shows", async () => {
    const record = await read(null, TO);
    const kinds = record?.revisions.map(({ kind }) => kind);
    expect(kinds?.[0]).toBe("opened");
    expect(kinds).toContain("company");
    expect(kinds?.at(-1)).toBe("resolved");
    for (const { minute, total, peak15 } of record?.revisions ?? []) {
      const then = await read(minute, TO);
      expect([total, peak15]).toEqual([then?.figures.total, then?.figures.peak15?.reports ?? 0]);
    }
    expect(record?.revisions.at(-1)?.total).toBe(record?.figures.total);
  });

  it("says the same after it was corrected, after more was learned, and after raw reports were dropped", async () => {
    const { db } = database;
    await submitCorrection(id, "A rehearsal.", db, TO);
    await setBaseline(db, (await db.service.findFirstOrThrow()).id, flatBaseline(50), TO + 1);
    expect(await db.report.count()).toBeGreaterThan(0);
    await beat(db, { from: addMinutes(YEARS_LATER, -59), to: addMinutes(YEARS_LATER, 1) });
    await retain(db, YEARS_LATER, 30, never);
    expect(await db.report.count()).toBe(0);
    await db.job.create({ data: { name: ROLL_UP_JOB, cursor: await rollUp(db, addMinutes(TO, 1_440), null, never) } });
    expect(await db.dayBucket.count()).toBe(6);
    for (const moment of MOMENTS) {
      expect(await read(moment, YEARS_LATER)).toEqual(asPublished.get(moment));
      expect(await readHours(moment, YEARS_LATER)).toEqual(asEmbedded.get(moment));
    }
    const now = await read(null, YEARS_LATER);
    expect(now?.correction?.reason).toBe("A rehearsal.");
    expect(now?.revisions.at(-1)?.kind).toBe("corrected");
  });

  it("says the same in a build of other thresholds, after the incident came back and ended later", async () => {
    const { db } = database;
    await changeEvidence((evidence) => ({ ...evidence, thresholds: THRESHOLDS_VERSION - 1 }));
    const { endedFrom, endedTo } = await db.incident.findUniqueOrThrow({ where: { id } });
    if (endedFrom === null || endedTo === null) throw new Error("it has not ended");
    const later = { level: "possible", endedFrom: endedFrom + 60, endedTo: endedTo + 60 } as const;
    await db.incident.update({ where: { id }, data: later });
    for (const moment of MOMENTS) {
      expect(await read(moment, YEARS_LATER)).toEqual(asPublished.get(moment));
      expect(await readHours(moment, YEARS_LATER)).toEqual(asEmbedded.get(moment));
    }
  });

  it("that was judged before anything was learned knows the rate before the outage, and nothing that was learned since", async () => {
    await changeEvidence(({ input, verdict, ...rest }) => ({
      ...rest,
      input: { ...input, baseline: null },
      verdict: { ...verdict, episode: { ...verdict.episode, coldRate: 4 } },
    }));
    for (const moment of MOMENTS) {
      const record = await read(moment, YEARS_LATER);
      const peak15 = asPublished.get(moment)?.figures.peak15?.reports ?? 0;
      // The quarter of an hour of the rise still ran then.
      const ratio = moment === RISE ? null : Math.round(peak15 / 6) / 10;
      expect(record?.figures).toMatchObject({ expected15: 60, ratio });
      expect(record?.series.points.every(({ expected }) => expected === null)).toBe(true);
    }
  });
});
