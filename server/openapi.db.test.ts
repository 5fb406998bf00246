import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { limits } from "#lib/reports/limits.ts";
import { problemBody, problemKinds } from "#server/problem.ts";
import { liveLimits } from "#server/routes/live-stream.ts";
import { headerMistakes } from "#server/testing/check-headers.ts";
import { schemaMistakes } from "#server/testing/check-schema.ts";
import { reads, writes } from "#server/testing/described-requests.ts";
import { type DescribedWorld, describedWorld, FALSE_ALARM } from "#server/testing/described-world.ts";
import { serveFront } from "#server/testing/serve-front.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.looseObject({ schema: schema.optional() }));
const response = z.looseObject({ content: content.optional(), headers: z.record(z.string(), z.unknown()) });
const operation = z.looseObject({
  requestBody: z.looseObject({ content }).optional(),
  responses: z.record(z.string(), response),
});
const header = z.looseObject({ required: z.boolean().optional(), schema });
const openapi = z.looseObject({
  paths: z.record(z.string(), z.partialRecord(z.enum(["get", "post"]), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), schema), headers: z.record(z.string(), header) }),
});

let world: DescribedWorld;
let document: z.infer<typeof openapi>;

beforeAll(async () => {
  world = await describedWorld(await testDatabase());
  document = openapi.parse(await (await fetch(`${world.origin}/api/v1/openapi.json`)).json());
});
afterAll(() => world.close());

/** The path of the document that an address belongs to. */
function pathOf(address: string): string {
  const { pathname } = new URL(address, "http://front");
  const found = Object.keys(document.paths).find((path) => {
    const pattern = path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+?");
    return new RegExp(`^${pattern}$`).test(pathname);
  });
  return found ?? `nothing at ${pathname}`;
}

/** The first event of a stream as JSON, every other JSON whole; else the text. */
async function contentOf(answer: Response, type: string): Promise<unknown> {
  if (type === "text/event-stream") {
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!/^data: .*\n\n/m.test(text)) text += (await reader?.read())?.value ?? "";
    await reader?.cancel();
    return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? "");
  }
  const text = await answer.text();
  return type.endsWith("json") ? JSON.parse(text) : text;
}

/** In which ways an answer is not as the document describes it. */
async function mistakesIn(answer: Response, status: number, operationOf = pathOf(answer.url)): Promise<string[]> {
  const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
  const value = await contentOf(answer, type);
  expect([answer.status, value]).toEqual([status, value]);
  const { get, post } = document.paths[operationOf] ?? {};
  const described = (get ?? post)?.responses[status];
  if (described === undefined) return [`${status} is not described`];
  const ofHeaders = headerMistakes(document, Object.keys(described.headers), answer.headers);
  if (type === "" && described.content === undefined) return ofHeaders;
  const body = described.content?.[type];
  if (body === undefined) return [...ofHeaders, `${type} is not described`];
  return body.schema === undefined ? ofHeaders : [...ofHeaders, ...schemaMistakes(document, body.schema, value)];
}

/** `asked`: `ID` stands for the outage's. */
function addressOf(asked: string): string {
  return world.origin + asked.replace("ID", world.incidentId);
}

/** Asks, and says in which ways the answer is not as the document describes it. */
async function mistakesOf(asked: string, status: number, init: RequestInit = {}): Promise<string[]> {
  return mistakesIn(await fetch(addressOf(asked), init), status);
}

/** In which ways a body that was taken is not as the document says that bodies are. */
function bodyMistakes(address: string, type: string, body: string): string[] {
  const described = document.paths[pathOf(addressOf(address))]?.post?.requestBody?.content[type]?.schema;
  if (described === undefined) return [`${type} is not described`];
  return schemaMistakes(document, described, type.endsWith("json") ? JSON.parse(body) : formOf(body));
}

/** The fields of a form that are filled in. */
function formOf(body: string): Record<string, string> {
  return Object.fromEntries([...new URLSearchParams(body)].filter(([, text]) => text !== ""));
}

const STREAM = /\/live(\?|$)/;
/** What the edge cache keeps. */
const kept = reads.filter(([address, status]) => status === 200 && !STREAM.test(address) && address !== "/api/health");

/** A front whose every reading ends in that way. */
async function failingFront(error: Error) {
  const { createApi } = await import("#server/api.ts");
  const { createNewsroom } = await import("#server/routes/newsroom.ts");
  const { newsroomSource } = await import("#server/routes/newsroom-source.ts");
  const context = () => {
    throw error;
  };
  const api = createApi(context);
  return serveFront({ api: (request) => api.fetch(request), newsroom: createNewsroom(newsroomSource(context)) });
}

describe("the document of the API describes what is answered", () => {
  it.each(reads)("to GET %s: %i", async (address, status) => {
    expect(await mistakesOf(address, status)).toEqual([]);
  });

  it.each(kept)("to GET %s from who has it already: 304", async (address) => {
    const etag = (await fetch(addressOf(address))).headers.get("etag") ?? "";
    expect(await mistakesOf(address, 304, { headers: { "if-none-match": etag } })).toEqual([]);
  });

  it.each(writes)("to POST %s: %i", async (address, status, told, headers) => {
    const body = typeof told === "string" ? told : JSON.stringify(told);
    const sent = { "content-type": "application/json", ...headers };
    expect(await mistakesOf(address, status, { method: "POST", headers: sent, body, redirect: "manual" })).toEqual([]);
    if (status < 400) expect(bodyMistakes(address, sent["content-type"], body)).toEqual([]);
  });

  it("to methods that an address does not take", async () => {
    for (const path of Object.keys(document.paths)) {
      const address = path.replace("{ending}", "json").replace("{id}", "ID").replace("{slug}", "chatgpt");
      expect([path, await mistakesIn(await fetch(addressOf(address), { method: "PUT" }), 405, path)]).toEqual([
        path,
        [],
      ]);
    }
  });

  it.each([
    [new Error("nobody answers"), 503],
    [new TypeError("a mistake of ours"), 500],
  ])("where readings end with %s", async (error, status) => {
    const front = await failingFront(error);
    for (const [address] of kept)
      expect([
        address,
        await mistakesIn(await fetch(front.origin + address.replace("ID", world.incidentId)), status),
      ]).toEqual([address, []]);
    front.close();
  });

  it("to a network that sends too many reports, or follows too many streams", async () => {
    const report = { method: "POST", headers: { "content-type": "text/plain" } };
    let answer = await fetch(addressOf("/api/v1/reports"), report);
    for (let sent = 0; sent < limits.burst && answer.status !== 429; sent += 1)
      answer = await fetch(addressOf("/api/v1/reports"), report);
    expect(await mistakesIn(answer, 429)).toEqual([]);
    const leave = new AbortController();
    const { signal } = leave;
    for (let open = 0; open < liveLimits.perNetwork; open += 1) await fetch(addressOf("/api/v1/live"), { signal });
    expect(await mistakesOf("/api/v1/live", 429)).toEqual([]);
    leave.abort();
  });

  it("of a record with a correction, and of what the company said", async () => {
    for (const address of [`/api/v1/incidents/${FALSE_ALARM}`, "/api/v1/incidents/ID?tz=Europe/Berlin"])
      expect(await mistakesOf(address, 200)).toEqual([]);
  });

  it("with every address and every status but those of overload, of an outage of ours, and of what has no body", () => {
    const asked = new Set(
      [...reads, ...writes].map(([address, status]) => `${pathOf(address.replace("ID", world.incidentId))} ${status}`),
    );
    const seldom = ["304", "405", "408", "429", "500", "503"];
    const missed = Object.entries(document.paths).flatMap(([path, { get, post }]) =>
      Object.keys((get ?? post)?.responses ?? {}).flatMap((status) =>
        seldom.includes(status) || asked.has(`${path} ${status}`) ? [] : [`${path} ${status}`],
      ),
    );
    // An instance has a token or has none.
    const off = ["/api/v1/incidents/{id}/corrections 403", "/api/v1/services/{slug}/official-updates 403"];
    expect(missed).toEqual(off);
  });

  it("of every kind of refusal", () => {
    const errors = [{ pointer: "?x", code: "missing", message: "This is needed." }];
    for (const kind of Object.keys(problemKinds) as (keyof typeof problemKinds)[]) {
      const { body } = problemBody(kind, { instance: "/", errors, stored: false, retryAfter: 1 });
      expect(schemaMistakes(document, document.components.schemas.Problem ?? {}, JSON.parse(body))).toEqual([]);
    }
  });
});
