import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { problemBody, problemKinds } from "#server/problem.ts";
import { schemaMistakes } from "#server/testing/check-schema.ts";
import { reads, writes } from "#server/testing/described-requests.ts";
import { type DescribedWorld, describedWorld, FALSE_ALARM } from "#server/testing/described-world.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.looseObject({ schema: schema.optional() }));
const operation = z.looseObject({ responses: z.record(z.string(), z.looseObject({ content: content.optional() })) });
const openapi = z.looseObject({
  paths: z.record(z.string(), z.partialRecord(z.enum(["get", "post"]), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), schema) }),
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

/** Asks, and says in which ways the answer is not as the document describes it. `asked`: `ID` stands for the outage's. */
async function mistakesOf(asked: string, status: number, init: RequestInit = {}): Promise<string[]> {
  const address = asked.replace("ID", world.incidentId);
  const answer = await fetch(world.origin + address, init);
  const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
  const value = await contentOf(answer, type);
  expect([answer.status, value]).toEqual([status, value]);
  const method = init.method === "POST" ? "post" : "get";
  const described = document.paths[pathOf(address)]?.[method]?.responses[status]?.content?.[type];
  if (described === undefined) return [`${type} is not described`];
  return described.schema === undefined ? [] : schemaMistakes(document, described.schema, value);
}

describe("the document of the API describes what is answered", () => {
  it.each(reads)("to GET %s: %i", async (address, status) => {
    expect(await mistakesOf(address, status)).toEqual([]);
  });

  it.each(writes)("to POST %s: %i", async (address, status, told, headers) => {
    const body = typeof told === "string" ? told : JSON.stringify(told);
    const init = { method: "POST", headers: { "content-type": "application/json", ...headers }, body };
    expect(await mistakesOf(address, status, init)).toEqual([]);
  });

  it("of a record with a correction, and of what the company said", async () => {
    for (const address of [`/api/v1/incidents/${FALSE_ALARM}`, "/api/v1/incidents/ID?tz=Europe/Berlin"])
      expect(await mistakesOf(address, 200)).toEqual([]);
  });

  it("with every address and every status but those of overload, of an outage of ours, and of what HTTP itself forbids", () => {
    const asked = new Set(
      [...reads, ...writes].map(([address, status]) => `${pathOf(address.replace("ID", world.incidentId))} ${status}`),
    );
    const seldom = ["405", "408", "429", "503"];
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
