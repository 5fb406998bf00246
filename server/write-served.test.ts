import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Served } from "#server/edge-cache.ts";
import { writeServed } from "#server/write-served.ts";

const served = (changes: Partial<Served> = {}): Served => ({
  status: 200,
  headers: { "content-type": "text/html", "cache-control": "public, s-maxage=2" },
  body: Buffer.from("<p>a page"),
  etag: 'W/"one"',
  ageSeconds: 3,
  encoding: "identity",
  stale: null,
  ...changes,
});

async function ask(answer: Served, init: RequestInit = {}): Promise<Response> {
  const server = createServer((req, res) => writeServed(req, res, answer, ["x-common", "yes"]));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, init);
}

describe("an answer of the cache", () => {
  it("carries its own headers, the common ones, its tag and its age", async () => {
    const { status, headers } = await ask(served());
    expect([status, headers.get("x-common"), headers.get("etag"), headers.get("age"), headers.get("vary")]).toEqual([
      200,
      "yes",
      'W/"one"',
      "3",
      "accept-encoding",
    ]);
    expect([headers.get("content-type"), headers.get("content-length"), headers.get("x-groundswell-stale")]).toEqual([
      "text/html",
      "9",
      null,
    ]);
  });

  it.each([
    ["its tag alone", 'W/"one"', 304],
    ["its tag among others", 'W/"two" , W/"one"', 304],
    ["its tag as a proxy makes it that compresses otherwise", '"one"', 304],
    ["any tag", "*", 304],
    ["another tag", 'W/"two"', 200],
    ["another tag that a star is in", '"*"', 200],
  ])("asked again with %s", async (_, tag, status) => {
    const response = await ask(served(), { headers: { "if-none-match": tag } });
    expect([response.status, (await response.text()) !== ""]).toEqual([status, status === 200]);
    expect(response.headers.get("etag")).toBe('W/"one"');
  });

  it("asked again carries all that updates the kept one, and no type, for it has no body", async () => {
    const { headers } = await ask(served(), { headers: { "if-none-match": "*" } });
    const told = ["cache-control", "age", "vary", "x-common", "content-type", "content-length"];
    expect(told.map((name) => headers.get(name))).toEqual([
      "public, s-maxage=2",
      "3",
      "accept-encoding",
      "yes",
      null,
      null,
    ]);
  });

  it("says how old it is when it is stale", async () => {
    expect((await ask(served({ stale: "failed", ageSeconds: 700 }))).headers.get("x-groundswell-stale")).toBe("700");
  });

  it("that is not to be kept has no tag, and is never a 304", async () => {
    const answer = served({ headers: { "content-type": "text/html", "cache-control": "no-store" } });
    const response = await ask(answer, { headers: { "if-none-match": 'W/"one"' } });
    expect([response.status, response.headers.get("etag"), response.headers.get("age")]).toEqual([200, null, null]);
  });
});
