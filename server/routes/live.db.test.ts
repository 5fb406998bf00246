import { once } from "node:events";
import { createServer, get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { minuteToMs } from "#lib/buckets/minute.ts";
import { createDb } from "#lib/db.ts";
import { parseFrame, parseHomeFrame, parseSnapshot } from "#lib/live/parse-live.ts";
import type { ReadContext } from "#lib/live/read-context.ts";
import { readService } from "#lib/live/read-service.ts";
import { addBucket, addService, contextAt, NOW, setState } from "#lib/live/testing/world.ts";
import { homeFrame, liveFrame, liveSnapshot } from "#server/routes/api/answers.ts";
import { type LiveOptions, LiveServer } from "#server/routes/live.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;
let chatgpt: number;
const clean: (() => void)[] = [];

beforeAll(async () => {
  database = await testDatabase();
  chatgpt = await addService(database.db, { slug: "chatgpt", name: "ChatGPT" });
  await addService(database.db, { slug: "steam", name: "Steam" });
  await addBucket(database.db, chatgpt, NOW - 3, { reports: 4 });
});
afterAll(() => database.close());
afterEach(() => {
  for (const step of clean.splice(0)) step();
});

interface Event {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** A live server on a real socket; the path's first part is the slug, "home" the home page. */
async function serve(options: LiveOptions = {}): Promise<{ live: LiveServer; port: number; server: Server }> {
  const live = new LiveServer({ context: () => contextAt(database.db), hub: { tickMs: 20 }, ...options });
  const server = createServer((req, res) => {
    const slug = new URL(req.url ?? "/", "http://x").pathname.slice(1);
    const clientNetwork = req.headers["x-network"]?.toString() ?? "n";
    void live.handle(req, res, { slug: slug === "home" ? null : slug, clientNetwork });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  clean.push(() => {
    live.close();
    server.closeAllConnections();
    server.close();
  });
  return { live, server, port: (server.address() as AddressInfo).port };
}

async function open(port: number, path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const request = get({ port, host: "127.0.0.1", path, headers, agent: false });
  clean.push(() => request.destroy());
  const [response] = (await once(request, "response")) as [IncomingMessage];
  response.on("error", () => {});
  return response;
}

/** Reads a stream's text until it satisfies the test. */
async function readUntil(response: IncomingMessage, isDone: (text: string) => boolean): Promise<string> {
  let text = "";
  for await (const chunk of response.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (isDone(text)) return text;
  }
  throw new Error(`the stream ended: ${text}`);
}

function eventsOf(text: string): Event[] {
  return text.split("\n\n").flatMap((block) => {
    const fields = Object.fromEntries(block.split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2)));
    return fields.data === undefined ? [] : [{ id: fields.id ?? "", event: fields.event ?? "", data: fields.data }];
  });
}

async function events(response: IncomingMessage, count: number): Promise<Event[]> {
  const text = await readUntil(response, (so) => eventsOf(so).length >= count && so.endsWith("\n\n"));
  return eventsOf(text);
}

async function body(response: IncomingMessage): Promise<string> {
  return (await response.toArray()).join("");
}

describe("a live stream", () => {
  it("is an uncompressed event stream that no cache keeps", async () => {
    const { port } = await serve();
    const { statusCode, headers } = await open(port, "/chatgpt", { "accept-encoding": "gzip, br" });
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
      "access-control-allow-origin": "*",
    });
    expect(headers["content-encoding"]).toBeUndefined();
  });

  it("asks viewers to come back after 3 to 15 seconds", async () => {
    const { port } = await serve();
    const text = await readUntil(await open(port, "/chatgpt"), (so) => so.includes("retry"));
    const retry = Number(/^retry: (\d+)/.exec(text)?.[1]);
    expect(retry).toBeGreaterThanOrEqual(3_000);
    expect(retry).toBeLessThanOrEqual(15_000);
  });

  it("begins with the whole series, as the page has it", async () => {
    const { port } = await serve();
    const [first] = await events(await open(port, "/chatgpt?range=1h"), 1);
    const page = await readService("chatgpt", "1h", contextAt(database.db));
    const snapshot = parseSnapshot(first?.data ?? "");
    expect(first?.event).toBe("snapshot");
    expect(liveSnapshot.parse(JSON.parse(first?.data ?? ""))).toEqual(JSON.parse(first?.data ?? ""));
    expect(snapshot?.series).toEqual({ ...page?.series, expectedFrom: "now" });
    expect(snapshot).toMatchObject({ reports15: page?.reports15, state: page?.state, reason: page?.reason });
    expect(Number(first?.id)).toBe(snapshot?.asOf);
  });

  it("tells every viewer the same new count, read once", async () => {
    const contexts = vi.fn(() => contextAt(database.db));
    const { port } = await serve({ context: contexts });
    const viewers = await Promise.all([1, 2, 3].map((n) => open(port, "/steam", { "x-network": `${n}` })));
    const readings = viewers.map((viewer) => readUntil(viewer, (so) => so.includes('"reports15":9')));
    const steam = await database.db.service.findUniqueOrThrow({ where: { slug: "steam" } });
    await addBucket(database.db, steam.id, NOW, { reports: 9 });
    const frames = (await Promise.all(readings)).map((text) => eventsOf(text).findLast((one) => one.event === "frame"));
    expect(new Set(frames.map((frame) => frame?.data)).size).toBe(1);
    expect(parseFrame(frames[0]?.data ?? "")).toMatchObject({ reports15: 9, slug: "steam" });
  });

  it("tells a change of state with its reason and incident", async () => {
    const { port } = await serve();
    const response = await open(port, "/chatgpt");
    const reading = readUntil(response, (so) => so.includes('"outage"') && so.endsWith("\n\n"));
    await setState(database.db, chatgpt, { state: "outage", reason: "Far above normal.", incidentId: "x" });
    const last = eventsOf(await reading).at(-1);
    expect(liveFrame.parse(JSON.parse(last?.data ?? ""))).toEqual(JSON.parse(last?.data ?? ""));
    expect(parseFrame(last?.data ?? "")).toMatchObject({
      state: "outage",
      reason: "Far above normal.",
      incidentId: "x",
      since: NOW - 20,
    });
  });

  it("of the home page tells what is not normal", async () => {
    await setState(database.db, chatgpt, { state: "possible" });
    const { port } = await serve();
    const [first, second] = await events(await open(port, "/home"), 2);
    expect([first?.event, second?.event]).toEqual(["snapshot", "frame"]);
    for (const one of [first, second]) {
      expect(homeFrame.parse(JSON.parse(one?.data ?? ""))).toEqual(JSON.parse(one?.data ?? ""));
      expect(parseHomeFrame(one?.data ?? "")?.services).toMatchObject([
        { slug: "chatgpt", state: "possible", reports15: 4 },
      ]);
    }
  });

  it("tells a viewer who comes back at once, even when nothing changes for those who stayed", async () => {
    const { port } = await serve({ hub: { tickMs: 20, longestSilenceMs: Number.POSITIVE_INFINITY } });
    await events(await open(port, "/steam"), 2);
    const back = await open(port, "/steam", { "last-event-id": `${contextAt(database.db).nowMs}` });
    expect((await events(back, 1))[0]?.event).toBe("frame");
  });

  it("does not repeat what has not changed", async () => {
    const { port } = await serve({ limits: { shortestLifeMs: 1_200, longestLifeMs: 1_200 } });
    const text = await body(await open(port, "/chatgpt"));
    expect(eventsOf(text).map((one) => one.event)).toEqual(["snapshot", "frame"]);
  });
});

describe("coming back", () => {
  const seen = minuteToMs(NOW);
  it.each([
    ["right after the last event", `${seen}`, "frame"],
    ["within the tail of a frame", `${seen - 8 * 60_000}`, "frame"],
    ["from too far back", `${seen - 11 * 60_000}`, "snapshot"],
    ["from the future", `${seen + 60_000}`, "snapshot"],
    ["with a silly id", "-1; drop table", "snapshot"],
    ["with an endless id", "9".repeat(400), "snapshot"],
  ])("%s begins with a %s", async (_, id, event) => {
    const { port } = await serve();
    const [first] = await events(await open(port, "/chatgpt", { "last-event-id": id }), 1);
    expect(first?.event).toBe(event);
  });
});

describe("seven days in hours, which frames do not move", () => {
  const week = async (options: LiveOptions, headers = {}) => {
    const { port } = await serve({ hub: { tickMs: 20, longestSilenceMs: Number.POSITIVE_INFINITY }, ...options });
    return open(port, "/steam?range=7d", headers);
  };

  it("begin with all of it for who comes back, too", async () => {
    const [first] = await events(await week({}, { "last-event-id": `${minuteToMs(NOW)}` }), 1);
    expect(parseSnapshot(first?.data ?? "")?.series.stepMinutes).toBe(60);
  });

  it("are told again while they are watched", async () => {
    // Between NOW and an hour later, as the stream goes on.
    let minute: number = NOW;
    const response = await week({ context: () => contextAt(database.db, minute), limits: { renewMs: 2_100 } });
    const reading = readUntil(response, (so) => eventsOf(so).filter((one) => one.event === "snapshot").length > 1);
    minute = NOW + 60;
    const [first, second] = eventsOf(await reading).flatMap((one) => parseSnapshot(one.data)?.series ?? []);
    expect(second?.to).toBe((first?.to ?? 0) + 60);
  });
});

describe("refusals", () => {
  it("an unknown service is 404", async () => {
    const { port } = await serve();
    const response = await open(port, "/nothing");
    expect(response.statusCode).toBe(404);
    expect(JSON.parse(await body(response)).type).toBe("/problems/not-found");
  });

  it.each([
    ["range=30d", "?range"],
    ["range=", "?range"],
    ["range=1h&range=7d", "?range"],
    ["rnage=7d", "?rnage"],
  ])("a stream with %s is not one of another range", async (query, pointer) => {
    const { port } = await serve();
    const response = await open(port, `/chatgpt?${query}`);
    expect(response.statusCode).toBe(400);
    expect(JSON.parse(await body(response))).toMatchObject({ instance: "/chatgpt", errors: [{ pointer }] });
  });

  it("the 11th stream of one network is 429, another network's is not, and a closed one makes room", async () => {
    const { port, live } = await serve();
    const mine = await Promise.all(Array.from({ length: 10 }, () => open(port, "/chatgpt", { "x-network": "a" })));
    const refused = await open(port, "/chatgpt", { "x-network": "a" });
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(JSON.parse(await body(refused)).type).toBe("/problems/too-many-requests");
    expect((await open(port, "/chatgpt", { "x-network": "b" })).statusCode).toBe(200);
    mine[0]?.destroy();
    await expect.poll(() => live.size).toBe(10);
    expect((await open(port, "/chatgpt", { "x-network": "a" })).statusCode).toBe(200);
  });

  it("a viewer who left before a starting front could hear of it is not counted", async () => {
    const { live } = await serve();
    const handled = Promise.withResolvers<void>();
    const starting = createServer((req, res) => {
      res.once("close", () => void live.handle(req, res, { slug: null, clientNetwork: "n" }).then(handled.resolve));
      req.socket.destroy();
    });
    starting.listen(0, "127.0.0.1");
    clean.push(() => starting.close());
    await once(starting, "listening");
    get({ port: (starting.address() as AddressInfo).port, host: "127.0.0.1", path: "/live" }).on("error", () => {});
    await handled.promise;
    expect(live.size).toBe(0);
  });

  it("a full server is 503", async () => {
    const { port } = await serve({ limits: { total: 1 } });
    await open(port, "/chatgpt", { "x-network": "a" });
    const response = await open(port, "/chatgpt", { "x-network": "b" });
    expect(response.statusCode).toBe(503);
    expect(JSON.parse(await body(response)).type).toBe("/problems/streams-full");
  });

  it("no database is 503, and counts no stream", async () => {
    const nowhere = createDb("postgresql://nobody:x@127.0.0.1:9/none", { max: 1, statementTimeoutMs: 1_000 });
    const { port, live } = await serve({ context: (): ReadContext => contextAt(nowhere) });
    const response = await open(port, "/chatgpt");
    expect(response.statusCode).toBe(503);
    await body(response);
    await expect.poll(() => live.size).toBe(0);
  });
});

describe("the end of a stream", () => {
  it("comes by itself after its time", async () => {
    const { port, live } = await serve({ limits: { shortestLifeMs: 1, longestLifeMs: 1 } });
    await body(await open(port, "/chatgpt"));
    await expect.poll(() => live.size).toBe(0);
  });

  it("comes before its begin when the server has closed meanwhile, so that nothing holds up the end", async () => {
    const { port, live, server } = await serve();
    const late = open(port, "/chatgpt");
    await once(server, "request");
    live.close();
    await expect(late).rejects.toThrow("socket hang up");
    await expect.poll(() => live.size).toBe(0);
  });

  it("comes for everybody when the server closes", async () => {
    const { port, live } = await serve();
    const viewers = await Promise.all([open(port, "/chatgpt"), open(port, "/home")]);
    live.close();
    await Promise.all(viewers.map(body));
    await expect.poll(() => live.size).toBe(0);
  });
});
