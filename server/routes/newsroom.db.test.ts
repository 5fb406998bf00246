import { XMLValidator } from "fast-xml-parser";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMinutes, formatMinute } from "#lib/buckets/minute.ts";
import { config } from "#lib/config.ts";
import {
  addBucket,
  addIncident,
  addService,
  contextAt,
  flatBaseline,
  NOW,
  setBaseline,
  setState,
} from "#lib/live/testing/world.ts";
import { parseCsv } from "#lib/publish/testing/parse-csv.ts";
import { POISONED_NAMES } from "#lib/publish/testing/poisoned-names.ts";
import { createApi } from "#server/api.ts";
import { createNewsroom } from "#server/routes/newsroom.ts";
import { newsroomSource } from "#server/routes/newsroom-source.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

const INCIDENT = "2024-11-08-chatgpt";
/** What the database can store of them: Postgres has no text with NUL or half a pair. */
const STORED_NAMES = POISONED_NAMES.filter(([, name]) => name.isWellFormed() && !name.includes("\0"));

let database: TestDatabase;
let newsroom: ReturnType<typeof createNewsroom>;
let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const chatgpt = await addService(db, { slug: "chatgpt", name: "ChatGPT" });
  await setState(db, chatgpt, { state: "outage", incidentId: INCIDENT });
  await addIncident(db, chatgpt, { id: INCIDENT, started: NOW - 30, total: 12, peak15: 7, peak15Minute: NOW - 33 });
  await setBaseline(db, chatgpt, flatBaseline(1 / 3));
  await addBucket(db, chatgpt, NOW - 1, { reports: 5, works: 1, networks: 4 });
  await addBucket(db, chatgpt, NOW - 20, { reports: 7, setAside: 3 });
  await addBucket(db, chatgpt, NOW - 1_000, { reports: 2 });
  for (const [index, [, name]] of STORED_NAMES.entries()) await addService(db, { slug: `poison-${index}`, name });
  await addService(db, { slug: "old", name: "Old", retiredAt: new Date("2024-01-01T00:00:00Z") });
  newsroom = createNewsroom(newsroomSource(() => contextAt(db)));
  api = createApi(() => contextAt(db));
});
afterAll(() => database.close());

const get = (path: string) => newsroom(new Request(`http://front${path}`));
const text = async (path: string) => (await get(path)).text();

/** The columns of a CSV that are numbers, by the API's names. */
function pointsOf(csv: string) {
  const [head = [], ...rows] = parseCsv(csv);
  return rows.map((row) => {
    const value = (name: string) => {
      const cell = row[head.indexOf(name)] ?? "";
      return cell === "" ? null : Number(cell);
    };
    return {
      minute: row[head.indexOf("minute_utc")],
      reports: value("reports"),
      expected: value("expected"),
      low: value("low"),
      high: value("high"),
      works: value("works"),
      setAside: value("set_aside"),
      networks: value("networks"),
    };
  });
}

describe("the CSV of a service", () => {
  it("has the same numbers as the API, minute by minute, and none of the minute that is still counting", async () => {
    const { series } = await (await api.request("/api/v1/services/chatgpt/series?range=24h&step=1")).json();
    const points = pointsOf(await text("/status/chatgpt.csv"));
    expect(points).toEqual(series.points.slice(0, -1));
    expect(pointsOf(await text("/status/chatgpt.csv?range=1h"))).toEqual(points.slice(-60));
    expect(points.reduce((sum, { reports }) => sum + (reports ?? 0), 0)).toBe(14);
    expect(points.find(({ reports }) => reports === 5)?.networks).toBe(4);
  });

  it("writes local time in the zone asked for, and says in every row that it is a demo", async () => {
    const [head, first, ...rest] = parseCsv(await text("/status/chatgpt.csv?range=1h&tz=America/Los_Angeles"));
    expect(head?.[1]).toBe("minute_local");
    expect(first?.[1]).toMatch(/^2024-11-08T15:\d\d-08:00$/);
    for (const row of rest) expect(row[head?.indexOf("mode") ?? -1]).toBe("demo");
  });

  it("names the incident's level from its start on", async () => {
    const rows = parseCsv(await text("/status/chatgpt.csv?range=1h")).slice(1);
    expect(rows.filter((row) => row[8] === "outage")).toHaveLength(30);
  });
});

describe("the files of an incident", () => {
  it("hold in their archive what they say alone", async () => {
    const archive = unzipSync(new Uint8Array(await (await get(`/incidents/${INCIDENT}.zip`)).arrayBuffer()));
    expect(strFromU8(archive["reports.csv"] ?? new Uint8Array())).toBe(await text(`/incidents/${INCIDENT}.csv`));
    const metadata = JSON.parse(strFromU8(archive["metadata.json"] ?? new Uint8Array()));
    expect(metadata).toEqual(JSON.parse(await text(`/incidents/${INCIDENT}.json`)));
    expect(metadata).toMatchObject({ demonstration: true, licence: { name: "CC BY 4.0" }, figures: { total: 12 } });
  });

  it("say in every row and in the JSON whether they compare with what was recorded or with what is normal by now", async () => {
    const from = async (path: string) => {
      const [head = [], ...rows] = parseCsv(await text(path));
      return [...new Set(rows.map((row) => row[head.indexOf("expected_from")]))];
    };
    expect(await from("/status/chatgpt.csv")).toEqual(["now"]);
    expect(await from(`/incidents/${INCIDENT}.csv`)).toEqual(["now"]);
    expect(await from(`/incidents/${INCIDENT}.csv?asof=2024-11-08T23:50Z`)).toEqual(["record"]);
    expect(JSON.parse(await text("/status/chatgpt.json")).series.expectedFrom).toBe("now");
    expect(JSON.parse(await text(`/incidents/${INCIDENT}.json?asof=2024-11-08T23:50Z`)).series.expectedFrom).toBe(
      "record",
    );
  });

  it("as of a minute hold nothing that came later", async () => {
    const frozen = await text(`/incidents/${INCIDENT}.csv?asof=2024-11-08T23:50Z`);
    const reports = pointsOf(frozen).map((point) => point.reports ?? 0);
    expect(reports.reduce((sum, count) => sum + count, 0)).toBe(7);
    expect(await text(`/incidents/${INCIDENT}.svg?asof=2024-11-08T23:50Z`)).toContain("7 reports since the start");
    const { address } = JSON.parse(await text(`/incidents/${INCIDENT}.json?asof=2024-11-08T23:50Z`));
    expect(address).toBe(`${config().PUBLIC_URL}/incidents/${INCIDENT}?asof=2024-11-08T23:50Z`);
  });

  it("as of a minute are kept under another name than those of now", async () => {
    const nameOf = async (path: string) => (await get(path)).headers.get("content-disposition");
    expect(await nameOf(`/incidents/${INCIDENT}.csv`)).toBe(`attachment; filename="${INCIDENT}.csv"`);
    expect(await nameOf(`/incidents/${INCIDENT}.zip?asof=2024-11-08T23:50Z`)).toBe(
      `attachment; filename="${INCIDENT}-as-of-2024-11-08T2350Z.zip"`,
    );
  });

  it.each([
    ["are not there for a moment before it was known", "2024-11-08T23:00Z", 404],
    ["are refused for a moment to come", formatMinute(addMinutes(NOW, 1)), 400],
  ])("%s", async (_, moment, status) => {
    expect((await get(`/incidents/${INCIDENT}.png?asof=${moment}`)).status).toBe(status);
  });
});

describe("feeds, badges and oEmbed", () => {
  it.each(["/incidents", "/status/chatgpt/incidents"])("of %s name the incident by its address", async (path) => {
    for (const type of ["atom", "rss"]) {
      const feed = await text(`${path}.${type}`);
      expect(XMLValidator.validate(feed)).toBe(true);
      expect(feed).toContain(`/incidents/${INCIDENT}`);
    }
    expect(JSON.parse(await text(`${path}.json`)).items).toHaveLength(1);
  });

  it("of a service without incidents are empty, not missing", async () => {
    expect(JSON.parse(await text("/status/poison-0/incidents.json")).items).toEqual([]);
  });

  it("of a retired service have its picture and its feed, but nothing to embed", async () => {
    expect(await text("/status/old.svg")).toContain(">This service is no longer observed<");
    expect(JSON.parse(await text("/status/old/shields.json")).message).toContain("no longer observed");
    expect((await get("/status/old/incidents.rss")).status).toBe(200);
    const { PUBLIC_URL } = config();
    expect((await get(`/api/oembed?url=${PUBLIC_URL}/status/chatgpt`)).status).toBe(200);
    expect((await get(`/api/oembed?url=${PUBLIC_URL}/status/old`)).status).toBe(404);
  });

  it("say in the title of an embed that a demo is no news", async () => {
    const { PUBLIC_URL } = config();
    for (const page of ["/status/chatgpt", `/incidents/${INCIDENT}`]) {
      const { title } = await (await get(`/api/oembed?url=${PUBLIC_URL}${page}`)).json();
      expect(title).toMatch(/^Reports of problems with ChatGPT.* \(Demo data, not news\)$/);
    }
  });

  it("say the state as the page does", async () => {
    expect(JSON.parse(await text("/status/chatgpt/shields.json")).message).toBe("problems (demo data, not news)");
  });
});

describe("every form of a service named", () => {
  it.each(STORED_NAMES.map(([what, name], index) => [what, index, name] as const))("%s is sound", async (_, index) => {
    const slug = `poison-${index}`;
    for (const path of [`${slug}.svg`, `${slug}/badge.svg`, `${slug}/incidents.atom`, `${slug}/incidents.rss`]) {
      const file = await text(`/status/${path}`);
      expect(XMLValidator.validate(file)).toBe(true);
      expect(file).not.toMatch(/<script|<img|\u202e/);
      expect(file.length).toBeLessThan(40_000);
    }
    expect((await get(`/status/${slug}.png?imType=card`)).headers.get("content-type")).toBe("image/png");
    const cells = parseCsv(await text(`/status/${slug}.csv?range=1h`)).flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });
});
