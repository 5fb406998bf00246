import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addBucket, addService, contextAt, NOW } from "#lib/live/testing/world.ts";
import { roomWatch } from "#lib/reports/room-watch.ts";
import { createApi } from "#server/api.ts";
import { LiveServer } from "#server/routes/live.ts";
import { type ServedFront, serveFront } from "#server/testing/serve-front.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;
let front: ServedFront;
let live: LiveServer;
let origin: string;

beforeAll(async () => {
  database = await testDatabase();
  const chatgpt = await addService(database.db, { slug: "chatgpt", name: "ChatGPT" });
  await addBucket(database.db, chatgpt, NOW, { reports: 6 });
  const context = () => contextAt(database.db);
  const api = createApi(context);
  live = new LiveServer({ context, hub: { tickMs: 20 } });
  const nothing = async () => ({ status: 404, headers: {}, body: Buffer.from("") });
  const ask = (request: Request) => api.fetch(request);
  front = await serveFront(
    { api: ask, embed: ask, newsroom: ask, live: (req, res, viewer) => live.handle(req, res, viewer) },
    { next: { port: 1, fetch: nothing, close: async () => {} } },
  );
  origin = front.origin;
});
afterAll(async () => {
  live.close();
  front.close();
  await database.close();
});

describe("the API behind the front", () => {
  it("answers GET in full after a HEAD of the same address", async () => {
    const head = await fetch(`${origin}/api/v1/services`, { method: "HEAD" });
    expect(head.status).toBe(200);
    const answer = await fetch(`${origin}/api/v1/services`);
    expect(await answer.json()).toMatchObject({ services: [{ slug: "chatgpt", reports15: 6 }] });
    expect(answer.headers.get("etag")).toBe(head.headers.get("etag"));
  });

  it("answers 304 to who has it", async () => {
    const { headers } = await fetch(`${origin}/api/v1/services/chatgpt`);
    const again = await fetch(`${origin}/api/v1/services/chatgpt`, {
      headers: { "if-none-match": headers.get("etag") ?? "" },
    });
    expect(again.status).toBe(304);
  });

  it("never keeps health nor a refusal", async () => {
    for (const path of ["/api/health", "/api/v1/nothing", "/api/v1/services?limit=0"]) {
      const answer = await fetch(origin + path);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("etag")).toBeNull();
    }
  });

  it.each([
    ["PUT", "/api/v1/services", 405],
    ["OPTIONS", "/api/v1/services", 204],
    ["HEAD", "/api/v1/live", 405],
    ["GET", "/docs/api", 200],
    ["GET", "/api/v1/services/chatgpt%00", 404],
    ["GET", "/api//v1/services", 404],
  ])("%s %s is %i", async (method, path, status) => {
    expect((await fetch(origin + path, { method })).status).toBe(status);
  });

  it.each(["/api/v1/services", "/status/chatgpt.json", "/incidents.atom", "/embed/chatgpt", "/api/oembed"])(
    "lets scripts of other sites ask %s with the tag that they have",
    async (path) => {
      const { status, headers } = await fetch(origin + path, { method: "OPTIONS" });
      expect([status, headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
      expect(headers.get("access-control-allow-headers")).toMatch(/if-none-match,\s?last-event-id/);
    },
  );

  it("lets scripts of other sites read how old an answer is", async () => {
    const { headers } = await fetch(`${origin}/api/v1/services`);
    expect(headers.get("access-control-expose-headers")).toBe("age,etag,retry-after,x-groundswell-stale");
  });

  it("says what a page takes, and lets no other site read it", async () => {
    const { status, headers } = await fetch(`${origin}/status/chatgpt`, { method: "OPTIONS" });
    expect([status, headers.get("allow"), headers.get("access-control-allow-origin")]).toEqual([
      204,
      "GET, HEAD, OPTIONS",
      null,
    ]);
  });

  it.each(["/api/v1/services", "/api/health", "/api/v1/live", "/api/v1/nothing", "/", "/docs/api"])(
    "TRACE %s is 405 and says what is allowed",
    async (path) => {
      const request = httpRequest(origin + path, { method: "TRACE" }).end();
      const [answer] = (await once(request, "response")) as [IncomingMessage];
      answer.resume();
      expect([answer.statusCode, answer.headers.allow]).toEqual([405, "GET, HEAD, OPTIONS"]);
    },
  );

  it("says in its health that a proxy which it does not trust stands before it", async () => {
    const warnings = async () => (await (await fetch(`${origin}/api/health`)).json()).warnings;
    expect(await warnings()).toEqual([]);
    await fetch(`${origin}/api/v1/services?limit=7`, { headers: { "x-forwarded-for": "198.51.100.7" } });
    expect(await warnings()).toEqual(["untrusted-proxy"]);
  });

  it("says in its health that reports are refused because the disk is full", async () => {
    const health = async () => (await fetch(`${origin}/api/health`)).json();
    expect((await health()).warnings).not.toContain("disk-full");
    vi.spyOn(roomWatch, "isFull", "get").mockReturnValue(true);
    const { status, warnings } = await health();
    vi.restoreAllMocks();
    expect(status).toBe("degraded");
    expect(warnings).toContain("disk-full");
  });

  it("leads a problem's type to its description", async () => {
    const answer = await fetch(`${origin}/problems/queue-full`, { redirect: "manual" });
    expect(answer.headers.get("location")).toBe("/docs/api#problem-queue-full");
  });

  it("streams without a cache or a compression between", async () => {
    const answer = await fetch(`${origin}/api/v1/services/chatgpt/live`);
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(answer.headers.get("content-encoding")).toBeNull();
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("event: frame")) text += (await reader?.read())?.value ?? "";
    expect(text).toContain('"reports15":6');
    await reader?.cancel();
  });
});
