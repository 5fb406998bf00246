import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answers } from "#server/answers.ts";
import type { NextOrigin } from "#server/next-origin.ts";
import { type ReportsFront, serveReports } from "#server/testing/reports-front.ts";
import {
  answersOf,
  FOR_NODE,
  type Reply,
  type ServedFront,
  send,
  sendRaw,
  sendWhole,
  serveFront,
} from "#server/testing/serve-front.ts";

let front: ReportsFront;
beforeAll(async () => {
  front = await serveReports();
});
afterAll(() => front.close());

const REPORTS = "/api/v1/reports";
const JSON_TYPE = { "content-type": "application/json" };

describe("a report over HTTP", () => {
  it("is answered 202 with its minute, and is on disk by then", async () => {
    const before = await front.stored();
    const reply = await front.report({ problem: "login", country: "DE", note: "grüße" });
    expect(reply.status).toBe(202);
    expect(JSON.parse(reply.text)).toMatchObject({
      service: "chatgpt",
      disposition: "counted",
      minute: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/),
    });
    expect(await front.stored()).toBe(before + 1);
  });

  it("keeps its note when it is counted, and no word of what is a repeat", async () => {
    const from = { "x-forwarded-for": "203.0.113.78", "user-agent": "one" };
    for (const note of ["counted", "again"]) await front.report({ note }, from);
    const rows = await front.database.db.$queryRaw`select note from report where note in ('counted', 'again')`;
    expect(rows).toEqual([{ note: "counted" }]);
  });

  it("of the same household and browser is a repeat", async () => {
    const from = { "x-forwarded-for": "203.0.113.77", "user-agent": "one" };
    const answers = [
      await front.report({}, from),
      await front.report({}, from),
      await front.report({}, { ...from, "user-agent": "two" }),
    ];
    expect(answers.map((reply) => JSON.parse(reply.text).disposition)).toEqual(["counted", "repeat", "counted"]);
  });

  it("with a key gives the first answer again, and 422 for another body", async () => {
    const key = { "idempotency-key": "0a7c9a52-3f0e-4a57-9b51-1f6f1f0c8d11" };
    const [first, again] = [await front.report({}, key), await front.report({}, key)];
    expect(again.text).toBe(first.text);
    expect(again.headers["idempotent-replayed"]).toBe("true");
    expect((await front.report({ problem: "app" }, key)).status).toBe(422);
  });

  it("off the lane is the one that Node reads in the same bytes: with one key it is counted once", async () => {
    const before = await front.stored();
    const fields = [
      "Content-Type: application/json",
      "X-Forwarded-For: 203.0.113.79",
      "Idempotency-Key: 0a7c9a52-3f0e-4a57-9b51-1f6f1f0c8d12",
      "User-Agent: one",
    ];
    const body = '{"service":"chatgpt","kind":"problem","note":"grüße"}';
    const lane = await sendWhole(front.port, fields, body);
    const node = await sendWhole(front.port, [...fields, FOR_NODE], body);
    const [head = "", text = ""] = lane.split("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1\.1 202 Accepted\r\n/);
    expect(JSON.parse(text)).toMatchObject({ service: "chatgpt", disposition: "counted" });
    expect(node).toMatch(/\r\nidempotent-replayed: true\r\n/);
    expect(node.endsWith(`\r\n\r\n${text}`)).toBe(true);
    expect(await front.stored()).toBe(before + 1);
    const [row] = await front.database.db.$queryRaw<
      { note: string }[]
    >`select note from report where id = ${JSON.parse(text).id}::uuid`;
    expect(row?.note).toBe("grüße");
  });

  it("that is set aside is answered like any other", async () => {
    const form = "service=chatgpt&kind=problem&problem=app&website=casino";
    const reply = await front.post(form, { "content-type": "application/x-www-form-urlencoded" });
    expect(reply.status).toBe(303);
    expect(reply.headers.location).toBe("/status/chatgpt?reported=counted#report");
    const [row] = await front.database.db.$queryRaw<
      { reason: string }[]
    >`select reason from report where disposition = 'set-aside'`;
    expect(row?.reason).toBe("honeypot");
  });

  it("by a plain form leads back to the page", async () => {
    const reply = await front.post("service=chatgpt&kind=works&problem=&note=", {
      "content-type": "application/x-www-form-urlencoded",
      origin: `http://127.0.0.1:${front.port}`,
      "sec-fetch-site": "same-origin",
      host: `127.0.0.1:${front.port}`,
    });
    expect([reply.status, reply.headers.location]).toEqual([303, "/status/chatgpt?reported=counted#report"]);
  });
});

const json = JSON.stringify({ service: "chatgpt", kind: "problem" });
const badInputs: readonly (readonly [string, number, string, () => Promise<Reply>])[] = [
  ["an empty body", 400, "malformed-json", () => front.post("")],
  ["truncated JSON", 400, "malformed-json", () => front.post('{"service":"chat')],
  ["invalid UTF-8", 400, "malformed-json", () => front.post(Buffer.from([0x7b, 0xff, 0x7d]))],
  ["a byte order mark", 400, "malformed-json", () => front.post(`\ufeff${json}`)],
  ["duplicate keys", 400, "malformed-json", () => front.post('{"service":"chatgpt","service":"x","kind":"problem"}')],
  [
    "a lone surrogate",
    400,
    "malformed-json",
    () => front.post('{"service":"chatgpt","kind":"problem","note":"\\ud800"}'),
  ],
  ["5 KB declared", 413, "payload-too-large", () => front.post(" ".repeat(5_000))],
  ["the type text/plain", 415, "unsupported-media-type", () => front.post(json, { "content-type": "text/plain" })],
  [
    "a body in another charset",
    415,
    "unsupported-media-type",
    () => front.post(json, { "content-type": "application/json; charset=utf-16" }),
  ],
  [
    "JSON that is called a form, as curl calls it",
    415,
    "unsupported-media-type",
    () => front.post(json, { "content-type": "application/x-www-form-urlencoded" }),
  ],
  [
    "a form whose note is not in UTF-8",
    400,
    "invalid-request",
    () =>
      front.post("service=chatgpt&kind=problem&note=caf%E9", { "content-type": "application/x-www-form-urlencoded" }),
  ],
  ["a Content-Encoding", 415, "unsupported-media-type", () => front.post(json, { "content-encoding": "gzip" })],
  ["an unknown key", 400, "invalid-request", () => front.report({ users: 3 })],
  ["__proto__", 400, "invalid-request", () => front.post('{"service":"chatgpt","kind":"problem","__proto__":{}}')],
  ["a wrong type", 400, "invalid-request", () => front.report({ country: 7 })],
  ["NaN", 400, "malformed-json", () => front.post('{"service":"chatgpt","kind":"problem","beganMinutesAgo":NaN}')],
  ["1e400", 400, "invalid-request", () => front.post('{"service":"chatgpt","kind":"problem","beganMinutesAgo":1e400}')],
  ["a client timestamp", 400, "invalid-request", () => front.report({ minute: "2026-01-01T00:00Z" })],
  ["a kind not in the list", 400, "invalid-request", () => front.report({ kind: "down" })],
  ["a note of 281 characters", 400, "invalid-request", () => front.report({ note: "a".repeat(281) })],
  ["a note with U+0000, which no text column takes", 400, "invalid-request", () => front.report({ note: "\u0000" })],
  ["a problem that is no choice of the service", 400, "invalid-request", () => front.report({ problem: "no-signal" })],
  ["an unknown service", 404, "not-found", () => front.report({ service: "nowhere" })],
  ["a retired service", 410, "gone", () => front.report({ service: "gone" })],
  ["an Idempotency-Key that is no UUID", 400, "invalid-request", () => front.report({}, { "idempotency-key": "1" })],
  [
    "another site",
    403,
    "cross-site",
    () => front.report({}, { "sec-fetch-site": "cross-site", origin: "https://evil.example" }),
  ],
  ["a null origin", 403, "cross-site", () => front.report({}, { origin: "null" })],
  ["GET", 405, "method-not-allowed", () => send(front.port, "GET", REPORTS)],
  ["PUT", 405, "method-not-allowed", () => send(front.port, "PUT", REPORTS, JSON_TYPE, json)],
  ["DELETE", 405, "method-not-allowed", () => send(front.port, "DELETE", REPORTS)],
  ["TRACE", 405, "method-not-allowed", () => send(front.port, "TRACE", REPORTS)],
  [
    "a form with an unknown field",
    400,
    "invalid-request",
    () => front.post("service=chatgpt&kind=works&x=1", { "content-type": "application/x-www-form-urlencoded" }),
  ],
];

describe("bad input", () => {
  it.each(badInputs)("%s is a %i %s, and nothing is stored", async (_, status, kind, act) => {
    const before = await front.stored();
    const reply = await act();
    expect([reply.status, reply.headers["content-type"]]).toEqual([status, "application/problem+json"]);
    const problem = JSON.parse(reply.text);
    expect(problem).toMatchObject({ type: `/problems/${kind}`, status, stored: false, title: expect.any(String) });
    const isExplained = ["malformed-json", "payload-too-large", "unsupported-media-type", "cross-site"].includes(kind);
    if (isExplained) expect(problem.detail).toMatch(/^[A-Za-z].{20,}\.$/);
    if (kind === "invalid-request")
      expect(problem.errors[0]).toEqual({
        pointer: expect.any(String),
        code: expect.any(String),
        message: expect.stringMatching(/^[A-Z].{10,}$/),
      });
    expect(await front.stored()).toBe(before);
  });

  it("in a form of a page is answered with a page, which leads back; a program's form with the problem", async () => {
    const type = { "content-type": "application/x-www-form-urlencoded" };
    const browser = { ...type, accept: "text/html,*/*;q=0.8", referer: "http://127.0.0.1/status/gone?range=1h" };
    const page = await front.post("service=gone&kind=problem", browser);
    expect([page.status, page.headers["content-type"]]).toEqual([410, "text/html; charset=utf-8"]);
    expect(page.text).toContain(
      "<h1>Your report was not stored</h1><p>Reports about this service are no longer taken.",
    );
    expect(page.text).toContain('<a href="/status/gone">Back to the service</a>');
    const foreign = { ...browser, referer: 'https://evil.example/status/"><script>' };
    expect((await front.post("service=gone&kind=problem", foreign)).text).toContain(
      '<a href="/">To the start page</a>',
    );
    const problem = await front.post("service=gone&kind=problem", { ...type, accept: "*/*" });
    expect([problem.status, problem.headers["content-type"]]).toEqual([410, "application/problem+json"]);
  });

  it("is never echoed", async () => {
    const reply = await front.report({ "<script>alert(1)</script>": "x" });
    expect(reply.text).not.toContain("<script>");
  });

  it("with a query is a 400 that names the key, and nothing is stored", async () => {
    const before = await front.stored();
    const headers = { "content-type": "application/json" };
    const reply = await send(front.port, "POST", `${REPORTS}?problem=app&problem=login`, headers, json);
    expect([reply.status, JSON.parse(reply.text)]).toEqual([
      400,
      expect.objectContaining({
        instance: REPORTS,
        stored: false,
        errors: [{ pointer: "?problem", code: "unknown-key", message: "No query is known here." }],
      }),
    ]);
    expect(await front.stored()).toBe(before);
    expect((await send(front.port, "POST", `${REPORTS}?`, headers, json)).status).toBe(202);
  });

  it("says which methods an address takes", async () => {
    expect((await send(front.port, "GET", REPORTS)).headers.allow).toBe("POST, OPTIONS");
  });

  it("an Idempotency-Key given twice is a 400", async () => {
    const key = "Idempotency-Key: 0a7c9a52-3f0e-4a57-9b51-1f6f1f0c8d12\r\n";
    const text = await sendRaw(
      front.port,
      `POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${json.length}\r\nConnection: close\r\n${key}${key}\r\n${json}`,
    );
    expect(text).toMatch(/^HTTP\/1.1 400 /);
  });

  it("a stream of 50 MB is cut at the first byte too many", async () => {
    const head =
      "POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    const text = await sendRaw(front.port, head, ...Array.from({ length: 5 }, () => `400\r\n${" ".repeat(1_024)}\r\n`));
    expect(text).toMatch(/^HTTP\/1.1 413 /);
    expect(text.toLowerCase()).toContain("connection: close");
  });

  it("a body that never ends is a 408 after five seconds", { timeout: 10_000 }, async () => {
    const text = await sendRaw(
      front.port,
      'POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n{"service"',
    );
    expect(text).toMatch(/^HTTP\/1.1 408 /);
  });

  it("more than a burst from one household is a 429 that says when to come back", async () => {
    const from = { "x-forwarded-for": "203.0.113.200" };
    const replies: Reply[] = [];
    // One more is allowed each second: a slow machine needs more than 61.
    while (replies.at(-1)?.status !== 429 && replies.length < 300) replies.push(await front.report({}, from));
    const refused = replies.at(-1);
    expect(refused?.headers["retry-after"]).toBe("1");
    expect(refused?.headers.ratelimit).toMatch(/^"reports";r=0;t=1$/);
    expect(replies.slice(0, 60).every((reply) => reply.status === 202)).toBe(true);
  });

  it("X-Forwarded-For of ten thousand entries or of garbage does no harm", async () => {
    expect((await front.report({}, { "x-forwarded-for": "1.1.1.1,".repeat(1_500) })).status).toBe(202);
    expect((await front.report({}, { "x-forwarded-for": "';drop table report;--" })).status).toBe(202);
  });
});

describe("a front that has just started", () => {
  const answers = Promise.withResolvers<Answers>();
  const next = Promise.withResolvers<NextOrigin>();
  let young: ServedFront;
  beforeAll(async () => {
    young = await serveFront({}, { answers: answers.promise, next: next.promise });
  });
  afterAll(() => young.close());

  it("takes reports before it has any other answer, and lets whoever asks for one wait for it", async () => {
    const answered: string[] = [];
    const visits = ["/", "/api/v1/services", "/status/chatgpt.svg", "/embed/chatgpt", "/api/v1/live"].map((path) =>
      send(young.port, "GET", path).then(({ text }) => {
        answered.push(path);
        return text;
      }),
    );
    const reply = await send(young.port, "POST", REPORTS, JSON_TYPE, json);
    expect([reply.status, answered]).toEqual([202, []]);
    const made = () => new Response("made");
    const live: Answers["live"] = (_, res) => void res.end("live");
    answers.resolve(answersOf({ api: made, embed: made, newsroom: made, live }));
    const [visit, ...others] = visits;
    expect(await Promise.all(others)).toEqual(["made", "made", "made", "live"]);
    expect(answered).not.toContain("/");
    const page = { status: 200, headers: { "content-type": "text/html" }, body: Buffer.from("<p>a page") };
    next.resolve({ port: 1, fetch: async () => page, close: async () => {} });
    expect(await visit).toBe("<p>a page");
  });
});
