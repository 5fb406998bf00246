import { describe, expect, it } from "vitest";
import { z } from "zod";
import { limits } from "#lib/reports/limits.ts";
import { createApi } from "#server/api.ts";
import { problemKinds } from "#server/problem.ts";
import { READ_LIMIT } from "#server/read-limit.ts";

const api = createApi(() => {
  throw new Error("the reference needs no database");
});

const operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  responses: z.record(z.string(), z.looseObject({ description: z.string().min(1) })),
});
const openapi = z.looseObject({
  openapi: z.string().startsWith("3.1"),
  paths: z.record(z.string(), z.partialRecord(z.enum(["get", "post"]), operation)),
  components: z.looseObject({
    schemas: z.record(z.string(), z.unknown()),
    headers: z.record(z.string(), z.unknown()),
  }),
});

async function readDocument() {
  const response = await api.request("/api/v1/openapi.json");
  return openapi.parse(await response.json());
}

async function readPage(): Promise<string> {
  return (await api.request("/docs/api")).text();
}

function refsOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "$ref" in value && typeof value.$ref === "string" ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(refsOf)];
}

describe("the OpenAPI document", () => {
  it("names every address of the API, the reports and the streams too", async () => {
    expect(Object.keys((await readDocument()).paths).sort()).toEqual([
      "/api/health",
      "/api/oembed",
      "/api/v1/accuracy",
      "/api/v1/home",
      "/api/v1/incidents",
      "/api/v1/incidents/{id}",
      "/api/v1/incidents/{id}/corrections",
      "/api/v1/incidents/{id}/evidence",
      "/api/v1/incidents/{id}/together",
      "/api/v1/live",
      "/api/v1/reports",
      "/api/v1/services",
      "/api/v1/services/{slug}",
      "/api/v1/services/{slug}/live",
      "/api/v1/services/{slug}/official-updates",
      "/api/v1/services/{slug}/series",
      "/incidents.{ending}",
      "/incidents/{id}.{ending}",
      "/status/{slug}.{ending}",
      "/status/{slug}/badge.svg",
      "/status/{slug}/incidents.{ending}",
      "/status/{slug}/shields.json",
    ]);
  });

  it("points at nothing that it does not hold", async () => {
    const document = await readDocument();
    const refs = refsOf(document);
    expect(refs.length).toBeGreaterThan(20);
    const { schemas, headers } = document.components;
    const held = [
      ...Object.keys(schemas).map((name) => `schemas/${name}`),
      ...Object.keys(headers).map((name) => `headers/${name}`),
    ];
    for (const ref of refs) expect(held).toContain(ref.replace("#/components/", ""));
  });

  it("gives each operation its own name", async () => {
    const operations = Object.values((await readDocument()).paths).flatMap((path) => Object.values(path));
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it("describes the parameters of a series with their bounds in words", async () => {
    const text = JSON.stringify((await readDocument()).paths["/api/v1/services/{slug}/series"]);
    for (const name of ["from", "to", "range", "step", "limit", "facet", "tz", "slug"]) {
      expect(text).toContain(`"name":"${name}"`);
    }
    expect(text).toContain("44,640");
  });

  it("tells of every read that it may be refused: a network asks too often, or the database is away", async () => {
    for (const [path, { get }] of Object.entries((await readDocument()).paths)) {
      if (get === undefined || path === "/api/health") continue;
      expect([path, ...Object.keys(get.responses)]).toEqual(expect.arrayContaining(["200", "429", "503"]));
    }
  });

  it.each([
    ["/api/v1/home", ["200", "304", "400", "405", "429", "500", "503"]],
    ["/api/v1/incidents", ["200", "304", "400", "404", "405", "429", "500", "503"]],
    ["/api/v1/services", ["200", "304", "400", "405", "429", "500", "503"]],
    ["/api/v1/services/{slug}/live", ["200", "400", "404", "405", "429", "500", "503"]],
    ["/incidents/{id}.{ending}", ["200", "304", "400", "404", "405", "429", "500", "503"]],
    ["/api/v1/live", ["200", "400", "405", "429", "500", "503"]],
    ["/incidents.{ending}", ["200", "304", "405", "429", "500", "503"]],
    ["/status/{slug}/incidents.{ending}", ["200", "304", "404", "405", "429", "500", "503"]],
    ["/status/{slug}/badge.svg", ["200", "304", "404", "405", "429", "500", "503"]],
    ["/api/oembed", ["200", "304", "400", "404", "405", "429", "500", "501", "503"]],
    ["/api/health", ["200", "405", "429", "500", "503"]],
  ])("tells all that %s answers with", async (path, statuses) => {
    expect(Object.keys((await readDocument()).paths[path]?.get?.responses ?? {}).sort()).toEqual(statuses);
  });

  it("tells that a service's stream takes a range", async () => {
    const text = JSON.stringify((await readDocument()).paths["/api/v1/services/{slug}/live"]);
    expect(text).toContain('"name":"range"');
  });

  it("says how an operator's token is sent, at the two addresses that ask for it and at no other", async () => {
    const { components, paths } = await readDocument();
    expect(components.securitySchemes).toMatchObject({ operatorToken: { type: "http", scheme: "bearer" } });
    const asking = Object.entries(paths).filter(([, { get, post }]) => (get ?? post)?.security !== undefined);
    expect(asking.map(([path, { post }]) => [path, post?.security])).toEqual([
      ["/api/v1/incidents/{id}/corrections", [{ operatorToken: [] }]],
      ["/api/v1/services/{slug}/official-updates", [{ operatorToken: [] }]],
    ]);
  });

  it("rules out no field that an answer may gain, and every unknown one of what is sent", async () => {
    const { components, paths } = await readDocument();
    const answers = Object.values(paths).map(({ get, post }) => (get ?? post)?.responses);
    expect(JSON.stringify([components.schemas, answers])).not.toContain('"additionalProperties":false');
    const bodies = Object.values(paths).flatMap(({ post }) => (post === undefined ? [] : [post.requestBody]));
    expect(bodies).toHaveLength(3);
    for (const body of bodies) expect(JSON.stringify(body)).toContain('"additionalProperties":false');
  });

  it("tells which states open an incident", async () => {
    const { Incident } = (await readDocument()).components.schemas;
    expect(Incident).toMatchObject({ properties: { level: { enum: ["possible", "outage"] } } });
  });

  it("tells that a report may have a key", async () => {
    expect(JSON.stringify((await readDocument()).paths["/api/v1/reports"])).toContain("Idempotency-Key");
  });
});

describe("the reference page", () => {
  it("shows every operation and every problem, each with its own anchor", async () => {
    const page = await readPage();
    const document = await readDocument();
    for (const path of Object.keys(document.paths)) expect(page).toContain(path);
    for (const kind of Object.keys(problemKinds)) expect(page).toContain(`id="problem-${kind}"`);
    for (const name of Object.keys(document.components.schemas)) expect(page).toContain(`id="schema-${name}"`);
  });

  it("says what holds for every address, with the limits that are kept", async () => {
    const page = await readPage();
    expect(page).toContain(`${READ_LIMIT.burst} at once for one network`);
    expect(page).toContain("A PNG counts as 4, a series as one more for each 2,000 points");
    expect(page).toContain(`${limits.burst} reports at once from one address`);
    for (const rule of ["string (uuid)", "string as ^[A-Z]{2}$", "string of at most 280 characters"])
      expect(page, "what a report's fields must be like").toContain(`<code>${rule}</code>`);
    for (const word of [
      "If-None-Match",
      "Retry-After",
      "X-Groundswell-Stale",
      "cursor",
      "Europe/Berlin",
      "pass over what you do not know",
    ])
      expect(page).toContain(word);
  });

  it("says what figures hold that could be taken for each other, and what becomes of seconds", async () => {
    const page = await readPage();
    expect(page).toContain("Problems, and answers that it works or is back.");
    expect(page).toContain("Counted problem reports from the start to the end, or to asOf.");
    expect(page).toContain("Seconds are cut off.");
    expect(page).toContain("the tag of what is of now holds for seconds");
  });

  it("tells the fields of each choice where an answer may be one of several", async () => {
    const page = await readPage();
    const series = page.slice(page.indexOf('id="schema-ServiceSeries"'));
    expect(series.slice(0, series.indexOf("</section>"))).toMatch(/<code>series<\/code>.*<code>facets<\/code>/);
  });

  it("tells fields that many answers share in one place, and leads there", async () => {
    const page = await readPage();
    expect(page.split("When the answer was true")).toHaveLength(2);
    expect(page.split('all of <a href="#schema-Stamp">').length).toBeGreaterThan(10);
    const file = page.slice(page.indexOf('id="schema-ServiceFile"'));
    const told = file.slice(0, file.indexOf("</section>"));
    expect(told).toContain('all of <a href="#schema-Service">Service</a>');
    expect(told).toContain("<code>licence</code>");
    expect(told, "told of `Service`").not.toContain("<code>reason</code>");
  });

  it("tells each header with the statuses at which it comes", async () => {
    const page = await readPage();
    for (const [name, statuses] of [
      ["ETag", "200, 304"],
      ["Retry-After", "429, 503"],
      ["Allow", "405"],
      ["Idempotent-Replayed", "202, not always"],
    ])
      expect(page).toContain(`<code>${name}</code></th><td>${statuses}</td>`);
  });

  it("links only to anchors and pages that exist", async () => {
    const page = await readPage();
    const anchors = new Set([...page.matchAll(/id="([^"]+)"/g)].map((match) => match[1]));
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
    expect(links.length).toBeGreaterThan(20);
    for (const link of links) expect(anchors).toContain(link);
  });

  it("needs no script and nothing from elsewhere", async () => {
    const response = await api.request("/docs/api");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const page = await response.text();
    const addresses = [...page.matchAll(/url\(([^)]*)\)/g)].map((match) => match[1]);
    expect(addresses).toEqual(['"/fonts/inter-latin-variable.woff2"']);
    expect(page).not.toMatch(/<script|<link|<img|@import|\ssrc=/);
    expect(page.length).toBeLessThan(100_000);
  });

  it("is where a problem's type leads", async () => {
    const response = await api.request("/problems/queue-full");
    expect(response.status).toBe(308);
    expect(response.headers.get("location")).toBe("/docs/api#problem-queue-full");
  });
});
