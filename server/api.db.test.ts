import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDb } from "#lib/db.ts";
import { encodeServiceCursor } from "#lib/live/cursor.ts";
import {
  addBucket,
  addFacet,
  addIncident,
  addService,
  contextAt,
  flatBaseline,
  NOW,
  setBaseline,
  setState,
} from "#lib/live/testing/world.ts";
import { createApi } from "#server/api.ts";
import { accuracyAnswer } from "#server/routes/api/accuracy.ts";
import {
  healthAnswer,
  homeAnswer,
  incidentAnswer,
  incidentsAnswer,
  seriesAnswer,
  serviceAnswer,
  servicesAnswer,
} from "#server/routes/api/answers.ts";
import { apiGuide } from "#server/routes/api/guide.ts";
import { togetherAnswer } from "#server/routes/api/together.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

/** As the worker stores one, with all that it says. */
const VERDICT = {
  minute: NOW - 1,
  state: "outage",
  finding: "outage",
  reason: "Because.",
  country: "DE",
  window: 15,
  observed: 12,
  networks: 12,
  expected: 1.5,
  usual: 1.2,
  basis: "baseline",
  evidence: 20.5,
  threshold: 14,
  gates: { evidence: true, size: true, diversity: true, ownRise: true, notTail: true, lasting: true },
  episode: { flagged: NOW - 28 },
  thresholds: 4,
};

let database: TestDatabase;
let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  api = createApi(() => contextAt(db));
  const parentId = await addService(db, { slug: "openai", name: "OpenAI" });
  const chatgpt = await addService(db, { slug: "chatgpt", name: "ChatGPT", parentId });
  await addService(db, { slug: "claude", name: "Claude" });
  const steam = await addService(db, { slug: "steam", name: "Steam", category: "games" });
  await addBucket(db, steam, NOW - 100_000, { reports: 1 });
  await setState(db, chatgpt, { state: "outage", incidentId: "2024-11-08-chatgpt" });
  await db.serviceState.update({ where: { serviceId: chatgpt }, data: { verdict: VERDICT } });
  await addIncident(db, chatgpt, {
    id: "2024-11-08-chatgpt",
    started: NOW - 30,
    total: 12,
    peak15: 12,
    peak15Minute: NOW - 18,
  });
  await addIncident(db, chatgpt, {
    id: "2024-11-01-chatgpt",
    started: NOW - 9_000,
    ended: { from: NOW - 8_000, to: NOW - 7_990 },
  });
  await setBaseline(db, chatgpt, flatBaseline(1));
  await addBucket(db, chatgpt, NOW - 1, { reports: 5, works: 1 });
  await addBucket(db, chatgpt, NOW - 20, { reports: 7 });
  await addFacet(db, chatgpt, NOW - 1, ["problem", "login", 3]);
  await addFacet(db, chatgpt, NOW - 1, ["country", "DE", 4]);
  await addFacet(db, chatgpt, NOW - 1, ["country", "US", 5]);
});

afterAll(() => database.close());

async function get(path: string) {
  const response = await api.request(path);
  return { response, body: await response.json() };
}

describe("every answer of the API", () => {
  it.each([
    ["/api/v1/home", homeAnswer],
    ["/api/v1/services", servicesAnswer],
    ["/api/v1/services?q=chat&state=outage", servicesAnswer],
    ["/api/v1/services/chatgpt", serviceAnswer],
    ["/api/v1/services/steam?range=7d", serviceAnswer],
    ["/api/v1/services/chatgpt/series?step=1&tz=America/Los_Angeles", seriesAnswer],
    ["/api/v1/services/chatgpt/series?facet=country", seriesAnswer],
    ["/api/v1/services/chatgpt/series?facet=country&tz=Asia/Kolkata", seriesAnswer],
    ["/api/v1/incidents", incidentsAnswer],
    ["/api/v1/incidents?service=chatgpt&open=true", incidentsAnswer],
    ["/api/v1/incidents/2024-11-08-chatgpt", incidentAnswer],
    ["/api/v1/incidents/2024-11-08-chatgpt?asof=2024-11-08T23:50Z", incidentAnswer],
    ["/api/v1/incidents?corrected=true", incidentsAnswer],
    ["/api/v1/incidents/2024-11-08-chatgpt/together", togetherAnswer],
    ["/api/v1/accuracy", accuracyAnswer],
  ])("%s has the shape that the reference gives", async (path, schema) => {
    const { response, body } = await get(path);
    expect(response.status).toBe(200);
    expect(schema.parse(body)).toEqual(body);
    expect(body).toMatchObject({ mode: "demo", demonstration: true });
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("cache-control")).toContain("stale-if-error=86400");
  });

  it("has the same without a body for HEAD", async () => {
    const response = await api.request("/api/v1/services/chatgpt", { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
  });
});

describe("the guide of the reference", () => {
  const ORIGIN = "https://outages.example.org";
  const examples = [
    ...apiGuide(ORIGIN)
      .join()
      .matchAll(/curl '([^']+)'/g),
  ].map(([, address = ""]) => address);

  it.each(examples)("has an example that is answered: %s", async (address) => {
    expect(address.startsWith(ORIGIN)).toBe(true);
    expect((await api.request(address.slice(ORIGIN.length))).status).toBe(200);
  });

  it("has three of them", () => {
    expect(examples).toHaveLength(3);
  });
});

describe("figures", () => {
  it("agree to the digit between list, service and home", async () => {
    const list = (await get("/api/v1/services?q=chatgpt")).body.services[0].reports15;
    const service = (await get("/api/v1/services/chatgpt")).body.reports15;
    const home = (await get("/api/v1/home")).body.outage[0].reports15;
    expect([list, service, home]).toEqual([5, 5, 5]);
  });

  it("of places below 5 are null", async () => {
    const { body } = await get("/api/v1/services/chatgpt/series?facet=country&step=60");
    expect(body.facets.points).toEqual([
      { minute: "2024-11-09T00:00Z", key: "US", reports: 5 },
      { minute: "2024-11-09T00:00Z", key: "DE", reports: null },
    ]);
  });

  it("by facet are as many as there are steps and keys", async () => {
    const hour = "step=60&from=2024-11-09T00:00Z&to=2024-11-09T01:00Z";
    const { body } = await get(`/api/v1/services/chatgpt/series?${hour}&facet=country&limit=2`);
    expect(body.facets.points.length).toBe(2);
  });

  it("by facet have the time of the zone asked for", async () => {
    const { body } = await get("/api/v1/services/chatgpt/series?facet=country&step=60&tz=Asia/Kolkata");
    expect(body.facets.points[0]).toMatchObject({ minute: "2024-11-09T00:00Z", localTime: "2024-11-09T05:30+05:30" });
  });

  it("are frozen by asof", async () => {
    const { body } = await get("/api/v1/incidents/2024-11-08-chatgpt?asof=2024-11-09T00:00Z");
    expect(body.asOf).toBe("2024-11-09T00:00:00.000Z");
    expect(body.figures.total).toBe(7);
  });
});

describe("a page of services", () => {
  it("goes on where the last one ended, and ends", async () => {
    const first = (await get("/api/v1/services?limit=2")).body;
    expect(first.services.map((service: { slug: string }) => service.slug)).toEqual(["chatgpt", "claude"]);
    const second = (await get(`/api/v1/services?limit=2&cursor=${first.next}`)).body;
    expect(second.services.map((service: { slug: string }) => service.slug)).toEqual(["openai", "steam"]);
    expect(second.next).toBeNull();
  });
});

describe("a page of incidents", () => {
  it("goes on where the last one ended, and ends", async () => {
    const first = (await get("/api/v1/incidents?limit=1")).body;
    expect(first.incidents.map((incident: { id: string }) => incident.id)).toEqual(["2024-11-08-chatgpt"]);
    const second = (await get(`/api/v1/incidents?limit=1&cursor=${first.next}`)).body;
    expect(second.incidents.map((incident: { id: string }) => incident.id)).toEqual(["2024-11-01-chatgpt"]);
    expect(second.next).toBeNull();
  });
});

describe("a series in minutes", () => {
  it("holds at most 44,640 points, and they can be had", async () => {
    const { body } = await get("/api/v1/services/chatgpt/series?step=1&from=2024-10-09T00:03Z&to=2024-11-09T00:03Z");
    expect(body.series.points.length).toBe(44_640);
  });

  it("has no points that have not begun, of which zero would be a claim", async () => {
    const query = "step=15&from=2024-11-08T23:45Z&to=2024-11-09T20:00Z";
    const { body } = await get(`/api/v1/services/chatgpt/series?${query}`);
    expect(body.series.to).toBe("2024-11-09T20:00Z");
    const minutes = (points: { minute: string }[]) => points.map(({ minute }) => minute);
    expect(minutes(body.series.points)).toEqual(["2024-11-08T23:45Z", "2024-11-09T00:00Z"]);
    const later = await get("/api/v1/services/chatgpt/series?step=1&from=2024-11-09T00:04Z&to=2024-11-09T01:00Z");
    expect(later.body.series.points).toEqual([]);
  });

  it("names local times across the end of summer time", async () => {
    const query = "step=60&tz=America/New_York&from=2024-11-03T05:00Z&to=2024-11-03T07:00Z";
    const { body } = await get(`/api/v1/services/chatgpt/series?${query}`);
    const times = body.series.points.map((point: { localTime: string }) => point.localTime);
    expect(times).toEqual(["2024-11-03T01:00-04:00", "2024-11-03T01:00-05:00"]);
  });
});

describe("what is not allowed", () => {
  const series = "/api/v1/services/chatgpt/series";
  it.each([
    [`${series}?from=2014-11-09T00:00Z&to=2024-11-09T00:00Z&step=60`, "?from", "range-too-long"],
    [`${series}?from=2024-11-09T00:00Z&to=2024-11-08T00:00Z`, "?from", "not-before-to"],
    [`${series}?from=2024-11-09T00:00Z&to=2024-11-09T00:00Z`, "?from", "not-before-to"],
    [`${series}?from=275760-09-13T00:00Z`, "?from", "not-a-utc-minute"],
    [`${series}?from=2024-11-08T00:00Z&to=9999-12-31T23:59Z`, "?to", "in-the-future"],
    [`${series}?from=2024-11-08`, "?from", "not-a-utc-minute"],
    [`${series}?from=-1`, "?from", "not-a-utc-minute"],
    [`${series}?from=`, "?from", "not-a-utc-minute"],
    [`${series}?to=2024-11-08T00:00Z`, "?from", "required-with-to"],
    [`${series}?limit=1000000000`, "?limit", "invalid-format"],
    [`${series}?limit=44641`, "?limit", "too-big"],
    [`${series}?limit=0`, "?limit", "too-small"],
    [`${series}?limit=1e3`, "?limit", "invalid-format"],
    [`${series}?limit=-5`, "?limit", "invalid-format"],
    [`${series}?step=7`, "?step", "invalid-value"],
    [`${series}?step=1&range=7d&limit=100`, "?step", "too-many-points"],
    [`${series}?step=1&from=2024-10-01T00:00Z`, "?step", "too-many-points"],
    [`${series}?step=60&from=2024-11-09T00:00Z&to=2024-11-09T01:00Z&facet=country&limit=1`, "?step", "too-many-points"],
    [`${series}?tz=Mars/Phobos`, "?tz", "not-a-time-zone"],
    [`${series}?tz=<script>`, "?tz", "not-a-time-zone"],
    [`${series}?range=10y`, "?range", "invalid-value"],
    [`${series}?range=24h&from=2024-11-08T00:00Z`, "?range", "not-with-from"],
    [`${series}?facet=network`, "?facet", "invalid-value"],
    [`${series}?step=1&step=5`, "?step", "duplicate-key"],
    ["/api/v1/services?category=nonsense", "?category", "invalid-value"],
    ["/api/v1/services?state=broken", "?state", "invalid-value"],
    ["/api/v1/services?cursor=xx", "?cursor", "not-a-cursor"],
    [`/api/v1/services?q=chat&cursor=${encodeServiceCursor("chatgpt")}`, "?cursor", "not-with-q"],
    ["/api/v1/services?q=", "?q", "too-small"],
    [`/api/v1/services?q=${"a".repeat(101)}`, "?q", "too-big"],
    ["/api/v1/incidents?open=maybe", "?open", "invalid-value"],
    ["/api/v1/incidents?from=9999-01-01T00:00Z", "?from", "in-the-future"],
    ["/api/v1/incidents?from=2024-11-02T00:00Z&to=2024-11-01T00:00Z", "?from", "not-before-to"],
    ["/api/v1/incidents?cursor=W10", "?cursor", "not-a-cursor"],
    ["/api/v1/incidents/2024-11-08-chatgpt?asof=2025-01-01T00:00Z", "?asof", "in-the-future"],
    ["/api/v1/services/chatgpt?range=2h", "?range", "invalid-value"],
  ])("%s is 400 at %s: %s", async (path, pointer, code) => {
    const { response, body } = await get(path);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(body.type).toBe("/problems/invalid-request");
    expect(body.errors).toContainEqual({ pointer, code, message: expect.stringMatching(/./) });
    expect(JSON.stringify(body)).not.toMatch(/script|Mars|select/);
  });

  it.each([
    "/api/v1/services/nothing",
    "/api/v1/services/nothing/series",
    "/api/v1/services/CHATGPT",
    "/api/v1/services/%00",
    "/api/v1/services/CHATGPT/live",
    "/api/v1/incidents/2020-01-01-nothing",
    "/api/v1/incidents?service=nothing",
    "/api/v1/incidents/2024-11-08-chatgpt?asof=2024-11-08T00:00Z",
    "/api/v1/nothing",
    "/api",
    "/problems/nothing",
  ])("%s is 404", async (path) => {
    const { response, body } = await get(path);
    expect(response.status).toBe(404);
    expect(body.type).toBe("/problems/not-found");
  });

  it.each([
    ["POST", "/api/v1/services", "GET, HEAD, OPTIONS"],
    ["DELETE", "/api/v1/services/chatgpt", "GET, HEAD, OPTIONS"],
    ["PUT", "/api/v1/openapi.json", "GET, HEAD, OPTIONS"],
    ["POST", "/api/health", "GET, HEAD, OPTIONS"],
    ["POST", "/api/v1/services/chatgpt/live", "GET, OPTIONS"],
    ["HEAD", "/api/v1/live", "GET, OPTIONS"],
  ])("%s %s is 405 and says what is allowed", async (method, path, allow) => {
    const response = await api.request(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe(allow);
  });

  it.each([
    ["/api/v1/services?categories=ai&limit=2", "?categories", "Known here: q, category, state, limit, cursor."],
    ["/api/v1/home?range=7d", "?range", "No query is known here."],
    ["/api/v1/incidents/2024-11-08-chatgpt?%3Cb%3E=1", "?%3Cb%3E", "Known here: asof, lang, tz."],
  ])("%s has a key that is not known: it is named, with those that are", async (path, pointer, message) => {
    const { response, body } = await get(path);
    expect(response.status).toBe(400);
    expect(body.errors).toEqual([{ pointer, code: "unknown-key", message }]);
  });

  it.each([
    ["services?limit=1e2", "A whole number from 1 to 100 is expected."],
    ["services?limit=101", "Too big: expected number to be <=100"],
    ["services/chatgpt?range=30d", 'Invalid option: expected one of "1h"|"6h"|"24h"|"7d"'],
    ["services/chatgpt/series?tz=Mars/Phobos", "An IANA time zone is expected, as America/Los_Angeles."],
    ["services/chatgpt/series?from=yesterday", "A UTC minute since 1970 is expected, as 2024-11-09T00:03Z."],
    ["services/chatgpt/series?to=2024-11-09T00:00Z", "`to` needs `from`."],
    ["incidents?service=ChatGPT", "A service's key is expected: a-z, 0-9 and hyphens."],
    ["incidents?limit=1&limit=2", "It may be given once."],
  ])("%s is refused with what is expected", async (path, message) => {
    const { body } = await get(`/api/v1/${path}`);
    expect(body.errors.map((error: { message: string }) => error.message)).toEqual([message]);
  });
});

describe("other origins", () => {
  it("may read", async () => {
    const response = await api.request("/api/v1/services", { method: "OPTIONS" });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-methods")).toBe("GET,HEAD,OPTIONS");
    expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    const stream = await api.request("/api/v1/live", { method: "OPTIONS" });
    expect([stream.status, stream.headers.get("allow")]).toEqual([204, "GET, OPTIONS"]);
    expect(stream.headers.get("access-control-allow-methods")).toBe("GET,OPTIONS");
  });

  it("may not report", async () => {
    const response = await api.request("/api/v1/reports", { method: "OPTIONS" });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("health", () => {
  it("is ok with jobs, their ages and the last consistency check", async () => {
    const result = { ok: true, buckets: 3, reports: 3, facets: 3 };
    await database.db.job.create({
      data: { name: "consistency", lastRunAt: new Date(), lastOkAt: new Date(), result },
    });
    const { response, body } = await get("/api/health");
    expect(response.status).toBe(200);
    expect(healthAnswer.parse(body)).toEqual(body);
    expect(body).toMatchObject({ status: "ok", database: true, consistency: result });
    expect(body.jobs[0].lastOkAge).toBeLessThan(60);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("is degraded when the books do not agree, and says nothing of an error's text", async () => {
    const result = { ok: false, buckets: 3, reports: 2, facets: 3 };
    const data = { result, lastError: "connect ECONNREFUSED 10.0.0.7" };
    await database.db.job.update({ where: { name: "consistency" }, data });
    const { response, body } = await get("/api/health");
    expect(response.status).toBe(200);
    expect(body).toMatchObject({ status: "degraded", consistency: result });
    expect(JSON.stringify(body)).not.toContain("10.0.0.7");
  });
});

describe("while the database is away", () => {
  const nowhere = createDb("postgresql://nobody:secret@127.0.0.1:9/none", { max: 1, statementTimeoutMs: 1_000 });
  const away = createApi(() => contextAt(nowhere));

  it("reading is 503 with a time to come back, and tells nothing", async () => {
    const response = await away.request("/api/v1/services/chatgpt");
    expect(response.status).toBe(503);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    const text = await response.text();
    expect(JSON.parse(text).type).toBe("/problems/unavailable-database");
    expect(text).not.toMatch(/127\.0\.0\.1|secret|ECONN|prisma/i);
  });

  it("health is 503 and still tells version and mode", async () => {
    const response = await away.request("/api/health");
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ status: "unavailable", database: false, consistency: null });
  });

  it("the reference is still there", async () => {
    expect((await away.request("/docs/api")).status).toBe(200);
  });
});
