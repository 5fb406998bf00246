import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { duplexPair } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { READ_FIELDS, readWholeRequest } from "#server/whole-request.ts";

const LINE = "POST /api/v1/reports HTTP/1.1";
const BODY = '{"service":"chatgpt"}';
const FIELDS = ["Host: x", "Content-Type: application/json", `Content-Length: ${BODY.length}`];

function request({ line = LINE, fields = FIELDS, body = BODY } = {}): Buffer {
  return Buffer.from([line, ...fields, "", body].join("\r\n"), "latin1");
}

const and = (...more: readonly string[]) => request({ fields: [...FIELDS, ...more] });

describe("a whole request", () => {
  it("is read with the fields that a report is made from, by their names in lower case", () => {
    const read = readWholeRequest(
      and("X-Forwarded-For:198.51.100.7 ", "User-Agent: \u00e9\u00a0", "Cookie: a=b", "Connection: Keep-Alive"),
    );
    expect(read).toMatchObject({
      method: "POST",
      headers: {
        host: "x",
        "content-type": "application/json",
        "x-forwarded-for": "198.51.100.7",
        "user-agent": "\u00e9\u00a0",
      },
    });
    expect(Object.keys(read?.headers ?? {})).not.toContain("cookie");
    expect(Buffer.from(read?.body ?? []).toString()).toBe(BODY);
  });

  it.each([
    ["of another method", request({ line: "PUT /api/v1/reports HTTP/1.1" })],
    ["of another method that begins alike", request({ line: "PATCH /api/v1/reports HTTP/1.1" })],
    ["for another address", request({ line: "POST /api/v1/services HTTP/1.1" })],
    ["with a query", request({ line: `${LINE.replace(" HTTP", "?a=b HTTP")}` })],
    ["of HTTP/1.0", request({ line: "POST /api/v1/reports HTTP/1.0" })],
    ["without a host", request({ fields: FIELDS.slice(1) })],
    ["without a length", request({ fields: FIELDS.slice(0, 2) })],
    ["whose body is still on its way", request({ body: BODY.slice(0, -1) })],
    ["with something behind its body", request({ body: `${BODY}POST` })],
    ["whose head is still on its way", request().subarray(0, 60)],
    ["with no body", request({ fields: ["Host: x", "Content-Length: 0"], body: "" })],
    [
      "with a body that is longer than a report",
      request({ fields: ["Host: x", "Content-Length: 4097"], body: "a".repeat(4_097) }),
    ],
    ["with a length in other words", request({ fields: ["Host: x", `Content-Length: +${BODY.length}`] })],
    ["with two lengths", and(`Content-Length: ${BODY.length}`)],
    ["with chunks", and("Transfer-Encoding: chunked")],
    ["that expects an answer to its head", and("Expect: 100-continue")],
    ["that would be another protocol", and("Connection: Upgrade", "Upgrade: h2c")],
    ["that is the last on its connection", and("Connection: close")],
    ["that is the last for a proxy of old", and("Proxy-Connection: close")],
    ["with a trailer", and("Trailer: x")],
    ["that was forwarded twice", and("X-Forwarded-For: 198.51.100.7", "X-Forwarded-For: 198.51.100.8")],
    ["with a folded field", and("User-Agent: a", " b")],
    ["with a field without a name", and(": a")],
    ["with a space before the colon", and("User-Agent : a")],
    ["with a hundred fields more", and(...Array.from({ length: 100 }, (_, i) => `X-${i}: a`))],
    ["with a NUL", and("User-Agent: a\0b")],
    ["with a line that ends in LF alone", Buffer.from(request().toString().replaceAll("\r\n", "\n"))],
    ["with more of a head than any browser sends", and(`Cookie: ${"a".repeat(8_192)}`)],
  ])("%s is left to Node", (_, bytes) => {
    expect(readWholeRequest(bytes)).toBeNull();
  });
});

/** What Node makes of bytes: of each request its head and body, or that it would take none. */
async function readByNode(bytes: Buffer): Promise<{ req: IncomingMessage; body: string }[]> {
  const requests: Promise<{ req: IncomingMessage; body: string }>[] = [];
  const server = createServer({ maxHeaderSize: 16_384 }, (req, res) => {
    const body = req.setEncoding("latin1").toArray();
    requests.push(body.then((parts) => ({ req, body: parts.join("") })));
    res.end();
  });
  const [near, far] = duplexPair();
  const ended = once(far, "close");
  server.on("clientError", () => far.destroy());
  near.on("error", () => {});
  near.resume();
  server.emit("connection", far);
  near.end(bytes);
  await ended;
  return Promise.all(requests);
}

const noise = fc.oneof(
  fc.constantFrom(
    "\r\n",
    "\r",
    "\n",
    " ",
    "\t",
    ":",
    ",",
    "\0",
    "\u00e9",
    "\u0080",
    "0",
    "chunked",
    "close",
    "keep-alive",
  ),
  fc.constantFrom(
    "Content-Length: 21\r\n",
    "Content-Length : 21\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding: identity\r\n",
    "Connection: keep-alive\r\n",
    "Host: y\r\n",
    "Origin: https://x\r\n",
    "__proto__: a\r\n",
    "constructor: a\r\n",
    "x-country: DE\r\n",
    "User-Agent: \u00a0\u00e9\u00a0\r\n",
    "X-Forwarded-For:\t198.51.100.7\t\r\n",
    " folded\r\n",
  ),
  fc.string({ unit: "binary-ascii", maxLength: 12 }),
);

/** A plain request in which a few places were cut out, or had something put in. */
const altered = fc
  .array(fc.record({ at: fc.nat(140), cut: fc.constantFrom(0, 0, 0, 1, 2), put: fc.oneof(noise, fc.constant("")) }), {
    maxLength: 3,
  })
  .map((edits) =>
    edits.reduce(
      (text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut),
      request().toString("latin1"),
    ),
  );

describe("what is read without Node", () => {
  it("is what Node reads in the same bytes: one request, the same fields, the same body", async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(altered, async (text) => {
        const bytes = Buffer.from(text, "latin1");
        const own = readWholeRequest(bytes);
        if (own === null) return;
        read += 1;
        const [node, ...further] = await readByNode(bytes);
        expect(further).toEqual([]);
        expect([node?.req.method, node?.req.url, node?.body]).toEqual([
          "POST",
          "/api/v1/reports",
          Buffer.from(own.body).toString("latin1"),
        ]);
        const fields = Object.entries(node?.req.headers ?? {}).filter(([name]) => READ_FIELDS.has(name));
        expect(own.headers).toEqual(Object.fromEntries(fields));
      }),
      { numRuns: 3_000 },
    );
    expect(read).toBeGreaterThan(500);
  });
});
