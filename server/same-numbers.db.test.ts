import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMinutes, asMinute, formatMinute, type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import { submitCorrection } from "#lib/incidents/submit-correction.ts";
import { submitOfficialUpdate } from "#lib/incidents/submit-official-update.ts";
import { readIncident } from "#lib/live/read-incident.ts";
import { readHomeFrame, readLiveSnapshot } from "#lib/live/read-live.ts";
import { readPast } from "#lib/live/read-past.ts";
import { readService } from "#lib/live/read-service.ts";
import { addService, contextAt, flatBaseline, NOW, setBaseline } from "#lib/live/testing/world.ts";
import { parseCsv } from "#lib/publish/testing/parse-csv.ts";
import { createApi } from "#server/api.ts";
import { createEmbedHandler } from "#server/routes/embed.ts";
import { createNewsroom } from "#server/routes/newsroom.ts";
import { newsroomSource } from "#server/routes/newsroom-source.ts";
import { beat, eachMinute, feed, feedSources, judgeUntil, watchFrom } from "#server/testing/fed.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

/** Within a quarter of an hour, so that what is counted by quarters differs from what is counted from the start. */
const START = asMinute(NOW - 600);
const CITED = addMinutes(START, 40);
const LATER = addMinutes(START, 200);
const PROVIDERS = 25;

let database: TestDatabase;
let serviceId: number;
let id: string;
let now: Minute = CITED;

const context = () => contextAt(database.db, now);
const publisher = () => ({ instanceName: "Groundswell", publicUrl: "https://outages.example.org" });
const api = createApi(context);
const newsroom = createNewsroom({ ...newsroomSource(context), publisher });
const embed = createEmbedHandler({
  publisher,
  service: (slug, range) => readService(slug, range, context()),
  past: (slug, span) => readPast(slug, span, context()),
  incident: (key, asOf) => readIncident(key, asOf, context()),
});

/** Three a minute, and in the outage a number of its own for each minute. */
function reportsAt(minute: number): number {
  return minute >= START && minute < START + 90 ? 150 + ((minute * 37) % 101) : 3;
}

async function writeCounts(): Promise<void> {
  const span = { from: addMinutes(START, -5 * 1_440), to: addMinutes(LATER, 1) };
  const rows = eachMinute(span, reportsAt).map((row) => ({ ...row, works: 1 }));
  await feed(database.db, serviceId, rows);
  await beat(database.db, span);
  const near = rows.filter(({ minute }) => minute >= START - 120);
  await feedSources(database.db, serviceId, near, PROVIDERS);
  const problems = near.map(({ minute, reports }) => ({ dimension: "problem" as const, key: "app", minute, reports }));
  await database.db.minuteFacet.createMany({ data: problems.map((facet) => ({ serviceId, ...facet })) });
}

async function judge(from: Minute, to: Minute): Promise<void> {
  for (let minute = from; minute <= to; minute = addMinutes(minute, 1)) await judgeUntil(database.db, minute);
}

beforeAll(async () => {
  database = await testDatabase();
  serviceId = await addService(database.db, { slug: "chatgpt", name: "ChatGPT" });
  await writeCounts();
  await watchFrom(database.db, addMinutes(START, -30));
  await judge(START, CITED);
  id = (await database.db.incident.findFirstOrThrow()).id;
});
afterAll(() => database.close());

const json = async (path: string) => (await api.request(path)).json();
const file = async (path: string) => (await newsroom(new Request(`http://front${path}`))).text();
const frame = async (path: string) => (await embed(new Request(`http://front${path}`))).text();
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Reports of a CSV from a minute on. */
function csvReports(csv: string, from: Minute): number[] {
  const [head = [], ...rows] = parseCsv(csv);
  const [minute, reports] = [head.indexOf("minute_utc"), head.indexOf("reports")];
  return rows.flatMap((row) => (Date.parse(row[minute] ?? "") >= minuteToMs(from) ? [Number(row[reports])] : []));
}

const thousands = (count: number) => count.toLocaleString("en");
const reportsOf = (from: number, to: number) => sum(Array.from({ length: to - from }, (_, i) => reportsAt(from + i)));

/** Everything that can be fetched of the record as of a minute, as it is sent. */
async function everything(asOf: string): Promise<Record<string, string>> {
  const paths = ["json", "csv", "svg"].map((ending) => `/incidents/${id}.${ending}?asof=${asOf}`);
  const files = await Promise.all(paths.map(async (path) => [path, await file(path)] as const));
  return Object.fromEntries([
    ...files,
    ["record", await (await api.request(`/api/v1/incidents/${id}?asof=${asOf}&lang=de&tz=Asia/Kolkata`)).text()],
    ["frame", await frame(`/embed/incidents/${id}?asof=${asOf}`)],
    ["frame of the service", await frame(`/embed/chatgpt?range=1h&asof=${asOf}`)],
  ]);
}

describe("one minute of an outage, wherever it is told", () => {
  it("has the same reports of the last 15 minutes", async () => {
    const expected = reportsOf(CITED - 14, CITED + 1);
    const [home, list, service] = [
      await json("/api/v1/home"),
      await json("/api/v1/services?q=chatgpt"),
      await json("/api/v1/services/chatgpt"),
    ];
    const told = [home.outage[0].reports15, list.services[0].reports15, service.reports15];
    expect(told).toEqual([expected, expected, expected]);
    const words = `${thousands(expected)} reports in the last 15 minutes`;
    for (const text of [await frame("/embed/chatgpt"), await file("/status/chatgpt.svg")])
      expect(text).toContain(words);
  });

  it("has the same beginning in its record, in lists, on the service's page and in both streams", async () => {
    const { started } = (await json(`/api/v1/incidents/${id}`)).incident;
    const minute = Date.parse(started) / 60_000;
    const [home, list, service] = [
      (await json("/api/v1/home")).outage[0],
      (await json("/api/v1/services?q=chatgpt")).services[0],
      await json("/api/v1/services/chatgpt"),
    ];
    expect([home.since, list.since, service.since]).toEqual([started, started, started]);
    const live = await readLiveSnapshot("chatgpt", "24h", context());
    const [row] = (await readHomeFrame(context())).services;
    expect([live?.snapshot.since, row?.since]).toEqual([minute, minute]);
    const state = await database.db.serviceState.findFirstOrThrow({ where: { serviceId } });
    expect(state.sinceMinute).toBeGreaterThan(minute);
  });

  it("has the same total and peak in the record, lists, files and what rises at the same time", async () => {
    const record = await json(`/api/v1/incidents/${id}`);
    const { total, peak15 } = record.figures;
    const started = Date.parse(record.incident.started) / 60_000;
    expect(total).toBe(reportsOf(started, CITED));
    const lists = [
      (await json("/api/v1/incidents")).incidents,
      (await json("/api/v1/home")).recentIncidents,
      (await json("/api/v1/services/chatgpt")).incidents,
    ];
    expect(lists).toEqual(lists.map(() => [record.incident]));
    expect([record.incident.total, record.incident.peak15]).toEqual([total, peak15.reports]);
    expect(sum(record.problems.map(({ reports }: { reports: number }) => reports))).toBe(total);
    const { expected15 } = record.figures;
    const page = await readIncident(id, null, context());
    await database.db.incident.update({ where: { id }, data: { expected15: 9 } });
    for (const own of [page?.together?.own, (await json(`/api/v1/incidents/${id}/together`)).service]) {
      expect(own).toMatchObject({ peak15: peak15.reports, expected15 });
    }
    expect(JSON.parse(await file(`/incidents/${id}.json`)).figures).toEqual(record.figures);
    for (const path of [`/incidents/${id}.csv`, "/status/chatgpt.csv"]) {
      const counts = csvReports(await file(path), asMinute(started));
      expect(sum(counts)).toBe(total);
    }
  });

  it("has them in the words of frames, pictures, feeds and the paragraph to print", async () => {
    const { figures, print } = await json(`/api/v1/incidents/${id}`);
    const [total, peak] = [thousands(figures.total), thousands(figures.peak15.reports)];
    for (const type of ["atom", "rss", "json"]) {
      const feed = await file(`/incidents.${type}`);
      for (const words of [`${total} reports counted by`, `${peak} reports in 15 minutes`])
        expect(feed).toContain(words);
    }
    for (const text of [await frame(`/embed/incidents/${id}`), await file(`/incidents/${id}.svg`)]) {
      expect(text).toContain(`${total} reports since the start, highest ${peak} in 15 minutes`);
      expect(text).toContain(`highest ${peak} in 15 minutes from`);
    }
    expect(print.paragraph).toContain(`reached ${peak} in the 15 minutes`);
    const values = print.figures.map(({ value }: { value: string }) => value);
    expect(values).toEqual(expect.arrayContaining([peak, total]));
  });

  it("is cited with the figures that the page shows, and with its ratio", async () => {
    const page = await json(`/api/v1/incidents/${id}`);
    const address = /https?:\/\/[^/]+(\/incidents\/\S+)/.exec(page.print.citation.full)?.[1] ?? "";
    expect(address).toBe(`/incidents/${id}?asof=${formatMinute(CITED)}`);
    const cited = await json(`/api/v1${address}`);
    expect(cited.figures).toEqual(page.figures);
    expect(cited.print.paragraph).toBe(page.print.paragraph);
  });
});

describe("a peak in whose quarter of an hour nobody could report for a while", () => {
  let peak: { reports: number; from: string };
  let gap: { from: Minute; to: Minute };

  beforeAll(async () => {
    peak = (await json(`/api/v1/incidents/${id}`)).figures.peak15;
    const from = addMinutes(asMinute(Date.parse(peak.from) / 60_000), 3);
    gap = { from, to: addMinutes(from, 9) };
    await database.db.ingestMinute.deleteMany({ where: { minute: { gte: gap.from, lt: gap.to } } });
  });
  afterAll(() => beat(database.db, gap));

  it("is the highest count wherever the service is told of, as in its record", async () => {
    const words = `in the last hour: highest ${thousands(peak.reports)} in 15 minutes from`;
    for (const text of [await frame("/embed/chatgpt?range=1h"), await file("/status/chatgpt.svg?range=1h")])
      expect(text).toContain(words);
    expect((await json("/api/v1/services/chatgpt")).incidents[0].peak15).toBe(peak.reports);
  });

  it("lacks the same minutes in every list as in its record", async () => {
    const lists = [
      (await json("/api/v1/incidents")).incidents,
      (await json("/api/v1/home")).recentIncidents,
      (await json("/api/v1/services/chatgpt")).incidents,
    ];
    const { incident } = await json(`/api/v1/incidents/${id}`);
    expect(incident.peak15Missed).toBe(9);
    expect(lists).toEqual(lists.map(() => [incident]));
  });

  it("is told with the minutes that it lacks, and not compared with a whole quarter", async () => {
    const { figures, print } = await json(`/api/v1/incidents/${id}`);
    expect(figures).toMatchObject({ peak15: { ...peak, missed: 9 }, ratio: null });
    const words = "Reports could not be taken in 9 of these 15 minutes.";
    const drawn = [
      await frame(`/embed/incidents/${id}`),
      await frame("/embed/chatgpt?range=1h"),
      await file("/status/chatgpt.svg?range=1h"),
    ];
    const told = [...drawn, print.paragraph, print.figures[0].definition];
    for (const text of told) expect(text).toContain(words);
    for (const type of ["atom", "rss", "json"]) expect(await file(`/incidents.${type}`)).toContain(words);
    const early = await json(`/api/v1/incidents/${id}?asof=${formatMinute(addMinutes(gap.from, 4))}`);
    expect(early.figures.peak15.missed).toBeLessThanOrEqual(4);
  });
});

describe("what was cited", () => {
  it("is the same, to the byte, after the outage has grown and ended, more was learned and the company has spoken", async () => {
    const asOf = formatMinute(CITED);
    const before = await everything(asOf);
    expect(before.frame).toContain("reports since the start");
    expect(before["frame of the service"]).toContain("Highest:");
    await judge(addMinutes(CITED, 1), LATER);
    now = LATER;
    await setBaseline(database.db, serviceId, flatBaseline(50), LATER);
    await submitOfficialUpdate(
      "chatgpt",
      { at: addMinutes(CITED, -5), text: "We know.", url: null },
      database.db,
      LATER,
    );
    await submitCorrection(id, "A rehearsal.", database.db, LATER);
    expect((await json(`/api/v1/incidents/${id}`)).figures.total).toBeGreaterThan(reportsOf(START, CITED));
    expect(await everything(asOf)).toEqual(before);
  });
});
