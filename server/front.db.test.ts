import { once } from "node:events";
import { request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Front } from "#server/front.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;
let front: Front;
let port: number;

beforeAll(async () => {
  database = await testDatabase();
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("TRUSTED_PROXIES", "127.0.0.1/32,::1/128");
  vi.resetModules();
  await database.db.$executeRaw`insert into instance values (1, 'live', now(), now(), 1)`;
  await database.db.$executeRaw`
    insert into service (slug, name, category, problems, retired_at)
    values ('chatgpt', 'ChatGPT', 'ai', '{app,website,login,other}', null), ('gone', 'Gone', 'ai', '{app,other}', now())`;
  const { startClock } = await import("#lib/clock.ts");
  await startClock();
  const { Front } = await import("#server/front.ts");
  const api = () =>
    new Response("{}", { headers: { "content-type": "application/json", "cache-control": "no-store" } });
  const page = {
    status: 200,
    headers: { "content-type": "text/html", "cache-control": "public, s-maxage=2" },
    body: Buffer.from("<p>a page"),
  };
  const next = { port: 1, fetch: async () => page, close: async () => {} };
  front = new Front({ api, embed: api, newsroom: api, live: (_, res) => void res.end("live"), next, dev: false });
  front.server.listen(0, "127.0.0.1");
  await once(front.server, "listening");
  port = (front.server.address() as AddressInfo).port;
});
afterAll(async () => {
  front.server.closeAllConnections();
  front.server.close();
  const { closeDb } = await import("#lib/db.ts");
  const { closeIngest } = await import("#lib/reports/batch.db.ts");
  await Promise.all([closeDb(), closeIngest()]);
  await database.close();
  vi.unstubAllEnvs();
});

interface Reply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

let household = 0;
/** A request from a household that never asked before, through the trusted proxy. */
function send(
  body: string | Buffer,
  headers: Record<string, string> = {},
  method = "POST",
  path = "/api/v1/reports",
): Promise<Reply> {
  household += 1;
  const from = `198.${18 + Math.floor(household / 250)}.${household % 250}.1`;
  const sent = {
    "content-type": "application/json",
    "x-forwarded-for": from,
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const call = request({ port, host: "127.0.0.1", path, method, headers: sent, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    call.on("error", reject);
    call.end(body);
  });
}
const report = (fields: object = {}, headers: Record<string, string> = {}) =>
  send(JSON.stringify({ service: "chatgpt", kind: "problem", ...fields }), headers);

/** Bytes that no HTTP client would send. Resolves with all that comes back until the end. */
function raw(...parts: string[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
    for (const part of parts) socket.write(part);
  });
}

async function stored(): Promise<number> {
  const [row] = await database.db.$queryRaw<{ n: number }[]>`select count(*)::int as n from report`;
  return row?.n ?? 0;
}

describe("a report over HTTP", () => {
  it("is answered 202 with its minute, and is on disk by then", async () => {
    const before = await stored();
    const reply = await report({ problem: "login", country: "DE", note: "grüße" });
    expect(reply.status).toBe(202);
    expect(JSON.parse(reply.text)).toMatchObject({
      service: "chatgpt",
      disposition: "counted",
      minute: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/),
    });
    expect(await stored()).toBe(before + 1);
  });

  it("of the same household and browser is a repeat", async () => {
    const from = { "x-forwarded-for": "203.0.113.77", "user-agent": "one" };
    const answers = [
      await report({}, from),
      await report({}, from),
      await report({}, { ...from, "user-agent": "two" }),
    ];
    expect(answers.map((reply) => JSON.parse(reply.text).disposition)).toEqual(["counted", "repeat", "counted"]);
  });

  it("with a key gives the first answer again, and 422 for another body", async () => {
    const key = { "idempotency-key": "0a7c9a52-3f0e-4a57-9b51-1f6f1f0c8d11" };
    const [first, again] = [await report({}, key), await report({}, key)];
    expect(again.text).toBe(first.text);
    expect(again.headers["idempotent-replayed"]).toBe("true");
    expect((await report({ problem: "app" }, key)).status).toBe(422);
  });

  it("that is set aside is answered like any other", async () => {
    const form = "service=chatgpt&kind=problem&problem=app&website=casino";
    const reply = await send(form, { "content-type": "application/x-www-form-urlencoded" });
    expect(reply.status).toBe(303);
    expect(reply.headers.location).toBe("/status/chatgpt?reported=counted#report");
    const [row] = await database.db.$queryRaw<
      { reason: string }[]
    >`select reason from report where disposition = 'set-aside'`;
    expect(row?.reason).toBe("honeypot");
  });

  it("by a plain form leads back to the page", async () => {
    const reply = await send("service=chatgpt&kind=works&problem=&note=", {
      "content-type": "application/x-www-form-urlencoded",
      origin: `http://127.0.0.1:${port}`,
      "sec-fetch-site": "same-origin",
      host: `127.0.0.1:${port}`,
    });
    expect([reply.status, reply.headers.location]).toEqual([303, "/status/chatgpt?reported=counted#report"]);
  });
});

const json = JSON.stringify({ service: "chatgpt", kind: "problem" });
const badInputs: readonly (readonly [string, number, string, () => Promise<Reply>])[] = [
  ["an empty body", 400, "malformed-json", () => send("")],
  ["truncated JSON", 400, "malformed-json", () => send('{"service":"chat')],
  ["invalid UTF-8", 400, "malformed-json", () => send(Buffer.from([0x7b, 0xff, 0x7d]))],
  ["a byte order mark", 400, "malformed-json", () => send(`\ufeff${json}`)],
  ["duplicate keys", 400, "malformed-json", () => send('{"service":"chatgpt","service":"x","kind":"problem"}')],
  ["a lone surrogate", 400, "malformed-json", () => send('{"service":"chatgpt","kind":"problem","note":"\\ud800"}')],
  ["5 KB declared", 413, "payload-too-large", () => send(" ".repeat(5_000))],
  ["the type text/plain", 415, "unsupported-media-type", () => send(json, { "content-type": "text/plain" })],
  [
    "a body in another charset",
    415,
    "unsupported-media-type",
    () => send(json, { "content-type": "application/json; charset=utf-16" }),
  ],
  ["a Content-Encoding", 415, "unsupported-media-type", () => send(json, { "content-encoding": "gzip" })],
  ["an unknown key", 400, "invalid-request", () => report({ users: 3 })],
  ["__proto__", 400, "invalid-request", () => send('{"service":"chatgpt","kind":"problem","__proto__":{}}')],
  ["a wrong type", 400, "invalid-request", () => report({ country: 7 })],
  ["NaN", 400, "malformed-json", () => send('{"service":"chatgpt","kind":"problem","beganMinutesAgo":NaN}')],
  ["1e400", 400, "invalid-request", () => send('{"service":"chatgpt","kind":"problem","beganMinutesAgo":1e400}')],
  ["a client timestamp", 400, "invalid-request", () => report({ minute: "2026-01-01T00:00Z" })],
  ["a kind not in the list", 400, "invalid-request", () => report({ kind: "down" })],
  ["a note of 281 characters", 400, "invalid-request", () => report({ note: "a".repeat(281) })],
  ["a note with U+0000, which no text column takes", 400, "invalid-request", () => report({ note: "\u0000" })],
  ["a problem that is no choice of the service", 400, "invalid-request", () => report({ problem: "no-signal" })],
  ["an unknown service", 404, "not-found", () => report({ service: "nowhere" })],
  ["a retired service", 410, "gone", () => report({ service: "gone" })],
  ["an Idempotency-Key that is no UUID", 400, "invalid-request", () => report({}, { "idempotency-key": "1" })],
  [
    "another site",
    403,
    "cross-site",
    () => report({}, { "sec-fetch-site": "cross-site", origin: "https://evil.example" }),
  ],
  ["a null origin", 403, "cross-site", () => report({}, { origin: "null" })],
  ["GET", 405, "method-not-allowed", () => send("", {}, "GET")],
  ["PUT", 405, "method-not-allowed", () => send(json, {}, "PUT")],
  ["DELETE", 405, "method-not-allowed", () => send("", {}, "DELETE")],
  ["TRACE", 405, "method-not-allowed", () => send("", {}, "TRACE")],
  [
    "a form with an unknown field",
    400,
    "invalid-request",
    () => send("service=chatgpt&kind=works&x=1", { "content-type": "application/x-www-form-urlencoded" }),
  ],
];

describe("bad input", () => {
  it.each(badInputs)("%s is a %i %s, and nothing is stored", async (_, status, kind, act) => {
    const before = await stored();
    const reply = await act();
    expect([reply.status, reply.headers["content-type"]]).toEqual([status, "application/problem+json"]);
    const problem = JSON.parse(reply.text);
    expect(problem).toMatchObject({ type: `/problems/${kind}`, status, stored: false, title: expect.any(String) });
    if (kind === "invalid-request")
      expect(problem.errors[0]).toEqual({ pointer: expect.any(String), code: expect.any(String) });
    expect(await stored()).toBe(before);
  });

  it("is never echoed", async () => {
    const reply = await report({ "<script>alert(1)</script>": "x" });
    expect(reply.text).not.toContain("<script>");
  });

  it("says which methods an address takes", async () => {
    expect((await send("", {}, "GET")).headers.allow).toBe("POST, OPTIONS");
  });

  it("an Idempotency-Key given twice is a 400", async () => {
    const key = "Idempotency-Key: 0a7c9a52-3f0e-4a57-9b51-1f6f1f0c8d12\r\n";
    const text = await raw(
      `POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${json.length}\r\nConnection: close\r\n${key}${key}\r\n${json}`,
    );
    expect(text).toMatch(/^HTTP\/1.1 400 /);
  });

  it("a stream of 50 MB is cut at the first byte too many", async () => {
    const head =
      "POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    const text = await raw(head, ...Array.from({ length: 5 }, () => `400\r\n${" ".repeat(1_024)}\r\n`));
    expect(text).toMatch(/^HTTP\/1.1 413 /);
    expect(text.toLowerCase()).toContain("connection: close");
  });

  it("a body that never ends is a 408 after five seconds", { timeout: 10_000 }, async () => {
    const text = await raw(
      'POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n{"service"',
    );
    expect(text).toMatch(/^HTTP\/1.1 408 /);
  });

  it.each([
    [
      "both lengths",
      "POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    [
      "two lengths",
      "POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
      400,
    ],
    ["20 KB of headers", `GET / HTTP/1.1\r\nHost: x\r\nA: ${"a".repeat(20_000)}\r\n\r\n`, 431],
    ["an address of 9 KB", `GET /${"a".repeat(9_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, 414],
    ["no HTTP at all", "hello\r\n\r\n", 400],
    ["%00 in the path", "GET /status/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404],
    ["two slashes", "GET //api/v1/services HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404],
    ["a broken escape", "GET /status/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404],
    [
      "a whole address of another host",
      "GET http://evil.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      404,
    ],
  ])("%s is refused by the front", async (_, bytes, status) => {
    expect(await raw(bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it("more than a burst from one household is a 429 that says when to come back", async () => {
    const from = { "x-forwarded-for": "203.0.113.200" };
    const replies: Reply[] = [];
    // One more is allowed each second: a slow machine needs more than 61.
    while (replies.at(-1)?.status !== 429 && replies.length < 300) replies.push(await report({}, from));
    const refused = replies.at(-1);
    expect(refused?.headers["retry-after"]).toBe("1");
    expect(refused?.headers.ratelimit).toMatch(/^"reports";r=0;t=1$/);
    expect(replies.slice(0, 60).every((reply) => reply.status === 202)).toBe(true);
  });

  it("X-Forwarded-For of ten thousand entries or of garbage does no harm", async () => {
    expect((await report({}, { "x-forwarded-for": "1.1.1.1,".repeat(1_500) })).status).toBe(202);
    expect((await report({}, { "x-forwarded-for": "';drop table report;--" })).status).toBe(202);
  });
});

describe("a page", () => {
  it("answers GET and HEAD alike, and nothing else", async () => {
    const [get, head, post] = [
      await send("", {}, "GET", "/"),
      await send("", {}, "HEAD", "/"),
      await send("", {}, "POST", "/"),
    ];
    expect([get.status, get.text, head.status, head.text, post.status]).toEqual([200, "<p>a page", 200, "", 405]);
    expect(head.headers["content-length"]).toBe("9");
  });

  it("that is warmed comes from whoever answers its path: an embed is no page", async () => {
    await front.warm(["/embed/warmed", "/api/v1/services/warmed", "/status/warmed"]);
    const types = await Promise.all(
      ["/embed/warmed", "/api/v1/services/warmed", "/status/warmed"].map(
        async (path) => (await send("", {}, "GET", path)).headers["content-type"],
      ),
    );
    expect(types).toEqual(["application/json", "application/json", "text/html"]);
  });

  it("made for a network that had 300 made is a 429, and what is at hand is served to it all the same", async () => {
    const from = { "x-forwarded-for": "203.0.113.77" };
    const ask = (path: string) => send("", from, "GET", path);
    let made = 0;
    let refused: Reply | undefined;
    while (refused === undefined && made < 1_000) {
      const reply = await ask(`/new/${made}`);
      if (reply.status === 200) made += 1;
      else refused = reply;
    }
    expect(made).toBeGreaterThanOrEqual(300);
    expect([refused?.status, refused?.headers["retry-after"]]).toEqual([429, "1"]);
    expect(JSON.parse(refused?.text ?? "")).toMatchObject({ type: "/problems/too-many-requests", status: 429 });
    await expect(ask(`/new/${made - 1}`)).resolves.toMatchObject({ status: 200 });
    await expect(send("", {}, "GET", "/new/elsewhere")).resolves.toMatchObject({ status: 200 });
  });

  it("that the visitor has already is a 304", async () => {
    const etag = String((await send("", {}, "GET", "/")).headers.etag);
    const reply = await send("", { "if-none-match": etag }, "GET", "/");
    expect([reply.status, reply.text]).toEqual([304, ""]);
  });
});

describe("when the database is away", () => {
  it("a report is a 503 that says what to do, and the front lives on", async () => {
    await database.db.$executeRaw`alter table report rename to report_away`;
    const reply = await report();
    expect([reply.status, reply.headers["retry-after"]]).toEqual([503, "2"]);
    expect(JSON.parse(reply.text)).toMatchObject({ type: "/problems/unavailable-database", stored: false });
    await database.db.$executeRaw`alter table report_away rename to report`;
    expect((await report()).status).toBe(202);
  });

  it.each([
    ["53100", "the disk is full", "disk-full", "30", false],
    ["53200", "PostgreSQL has no memory", "unavailable-database", "2", false],
    ["58030", "a file cannot be written", "unavailable-database", "2", false],
    ["57P01", "PostgreSQL is being ended", "unavailable-database", "2", undefined],
    ["57P02", "PostgreSQL has crashed", "unavailable-database", "2", undefined],
  ])("SQLSTATE %s (%s) is a 503 %s, and nothing is stored", async (state, _, kind, retryAfter, said) => {
    const before = await stored();
    await database.db.$executeRaw`create table failing (state text)`;
    await database.db.$executeRaw`insert into failing values (${state})`;
    await database.db.$executeRaw`
      create function fail() returns trigger language plpgsql as $$
        begin
          raise exception using errcode = (select state from failing), message = 'as in a real failure';
        end
      $$`;
    await database.db.$executeRaw`create trigger fail before insert on report for each row execute function fail()`;
    const reply = await report();
    await database.db.$executeRaw`drop trigger fail on report`;
    await database.db.$executeRaw`drop function fail`;
    await database.db.$executeRaw`drop table failing`;
    expect([reply.status, reply.headers["retry-after"]]).toEqual([503, retryAfter]);
    const problem: unknown = JSON.parse(reply.text);
    expect(problem).toMatchObject({ type: `/problems/${kind}` });
    expect((problem as { stored?: boolean }).stored).toBe(said);
    expect(await stored()).toBe(before);
    expect((await report()).status).toBe(202);
  });

  it("a statement that does not answer in time leaves open whether the report was stored, and the key settles it", async () => {
    const key = { "idempotency-key": "0a7c9a52-3f0e-4a57-9b51-1f6f1f0c8d13" };
    const reply = await database.db.$transaction(
      async (transaction) => {
        await transaction.$executeRaw`lock table report in exclusive mode`;
        return report({}, key);
      },
      { timeout: 10_000 },
    );
    expect(reply.status).toBe(503);
    expect(JSON.parse(reply.text)).not.toHaveProperty("stored");
    const before = await stored();
    expect((await report({}, key)).status).toBe(202);
    expect((await stored()) - before).toBeLessThanOrEqual(1);
    const [row] = await database.db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from idempotency_key where key = ${key["idempotency-key"]}::uuid`;
    expect(row?.n).toBe(1);
  });
});

describe("a front that is told to end", () => {
  it("answers what is under way, takes what still comes on an open connection, and is then gone", async () => {
    const release = Promise.withResolvers<void>();
    const { Front } = await import("#server/front.ts");
    const page = { status: 200, headers: { "content-type": "text/html" }, body: Buffer.from("<p>a page") };
    const next = { port: 1, fetch: () => release.promise.then(() => page), close: async () => {} };
    const noAnswer = () => new Response(null, { status: 404 });
    const ending = new Front({ api: noAnswer, embed: noAnswer, newsroom: noAnswer, live: () => {}, next, dev: false });
    ending.server.listen(0, "127.0.0.1");
    await once(ending.server, "listening");
    const own = (ending.server.address() as AddressInfo).port;
    const [busy, idle] = [connect(own, "127.0.0.1"), connect(own, "127.0.0.1")];
    await Promise.all([once(busy, "connect"), once(idle, "connect")]);
    const arrived = once(ending.server, "request");
    busy.write("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n");
    await arrived;
    const ended = ending.close();
    idle.write("GET /late HTTP/1.1\r\nhost: x\r\n\r\n");
    await once(ending.server, "request");
    release.resolve();
    for (const socket of [busy, idle]) {
      let text = "";
      for await (const chunk of socket) text += chunk;
      expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*connection: close[\s\S]*<p>a page/i);
    }
    await ended;
  });
});

describe("a front that has just started", () => {
  it("takes reports before there are pages, and lets whoever asks for a page wait for it", async () => {
    const { Front } = await import("#server/front.ts");
    const api = () => new Response("{}");
    const coming = Promise.withResolvers<{
      port: number;
      fetch: () => Promise<typeof page>;
      close: () => Promise<void>;
    }>();
    const page = { status: 200, headers: { "content-type": "text/html" }, body: Buffer.from("<p>a page") };
    const options = { api, embed: api, newsroom: api, live: () => {}, dev: false };
    const young = new Front({ ...options, next: coming.promise });
    young.server.listen(0, "127.0.0.1");
    await once(young.server, "listening");
    const origin = `http://127.0.0.1:${(young.server.address() as AddressInfo).port}`;
    let isServed = false;
    const visit = fetch(origin).then((response) => {
      isServed = true;
      return response.text();
    });
    const body = JSON.stringify({ service: "chatgpt", kind: "problem" });
    const headers = { "content-type": "application/json", "x-forwarded-for": "198.51.100.77" };
    const report = await fetch(`${origin}/api/v1/reports`, { method: "POST", headers, body });
    expect([report.status, isServed]).toEqual([202, false]);
    coming.resolve({ port: 1, fetch: async () => page, close: async () => {} });
    expect(await visit).toBe("<p>a page");
    await young.close();
  });
});
