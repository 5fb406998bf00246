import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import ipaddr from "ipaddr.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OperatorDoor, readOperation, refuseOperator } from "#server/operator.ts";

const TOKEN = "0123456789abcdef0123456789abcdef";
const from = (address: string) => ({ address: ipaddr.process(address), viaTrustedProxy: false });

describe("the operator's token", () => {
  it.each([
    ["is accepted", `Bearer ${TOKEN}`, TOKEN, null],
    ["is accepted whatever the case of the scheme", `bearer ${TOKEN}`, TOKEN, null],
    ["is refused when it is another one", `Bearer ${TOKEN.replace("0", "1")}`, TOKEN, "unauthorized"],
    ["is refused when it is only the beginning", `Bearer ${TOKEN.slice(0, 31)}`, TOKEN, "unauthorized"],
    ["is missing", undefined, TOKEN, "unauthorized"],
    ["is refused under another scheme", `Basic ${TOKEN}`, TOKEN, "unauthorized"],
    ["opens nothing where none is configured", "Bearer undefined", undefined, "operators-off"],
  ] as const)("%s", (_, authorization, token, refused) => {
    expect(refuseOperator(authorization, token)).toBe(refused);
  });
});

describe("wrong tokens", () => {
  const [right, wrong] = [`Bearer ${TOKEN}`, "Bearer guess"];
  const MINUTE = 60_000;

  /** A door at which one address has guessed as often as it may. */
  function guessedAt(address: string): OperatorDoor {
    const door = new OperatorDoor();
    for (let i = 0; i < 10; i += 1) door.refuse(from(address), wrong, TOKEN, 0);
    return door;
  }

  it("are looked at ten times, then no token of that address is, not even the right one", () => {
    const door = new OperatorDoor();
    const kinds = Array.from({ length: 12 }, () => door.refuse(from("192.0.2.1"), wrong, TOKEN, 0)?.kind);
    expect(kinds).toEqual([...Array(10).fill("unauthorized"), "too-many-requests", "too-many-requests"]);
    expect(door.refuse(from("192.0.2.1"), right, TOKEN, 0)?.kind).toBe("too-many-requests");
  });

  it("are told when the next one is looked at, one a minute", () => {
    const door = guessedAt("192.0.2.1");
    expect(door.refuse(from("192.0.2.1"), wrong, TOKEN, 20_000)?.options?.retryAfter).toBe(40);
    expect(door.refuse(from("192.0.2.1"), right, TOKEN, MINUTE)).toBeNull();
    expect(door.refuse(from("192.0.2.1"), wrong, TOKEN, MINUTE)?.kind).toBe("unauthorized");
    expect(door.refuse(from("192.0.2.1"), right, TOKEN, MINUTE)?.kind).toBe("too-many-requests");
  });

  it.each([
    ["another address", "192.0.2.1", "192.0.2.2", null],
    ["another IPv6 household", "2001:db8:0:1::1", "2001:db8:0:2::1", null],
    ["another address of the same IPv6 household", "2001:db8:0:1::1", "2001:db8:0:1::2", "too-many-requests"],
  ] as const)("of one address and the right one of %s", (_, guesser, operator, kind) => {
    expect(guessedAt(guesser).refuse(from(operator), right, TOKEN, 0)?.kind ?? null).toBe(kind);
  });

  it("are not those of who sends the right one, or none", () => {
    const door = new OperatorDoor();
    const kinds = Array.from(
      { length: 100 },
      (_, i) => door.refuse(from("192.0.2.1"), i % 2 === 0 ? right : undefined, TOKEN, 0)?.kind,
    );
    expect(new Set(kinds)).toEqual(new Set([undefined, "unauthorized"]));
  });
});

describe("an operator's request", () => {
  let server: Server;
  let url = "";
  beforeAll(async () => {
    server = createServer(async (req, res) => {
      const operation = await readOperation(req, res, from("192.0.2.9"), TOKEN);
      if (operation !== undefined) res.end(JSON.stringify(operation.body));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/incidents/x/corrections?y`;
  });
  afterAll(() => void server.close());

  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  it.each([
    ["with another method", { method: "PUT", headers, body: "{}" }, 405, ""],
    ["without a token", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }, 401, ""],
    ["as a form", { method: "POST", headers: { authorization: headers.authorization }, body: "a=b" }, 415, "/json"],
    ["with a body that is too large", { method: "POST", headers, body: `"${"x".repeat(17_000)}"` }, 413, "16384 bytes"],
    ["with two equal keys", { method: "POST", headers, body: '{"reason":"a","reason":"b"}' }, 400, "no key twice"],
  ])("%s is refused in words", async (_, init, status, detail) => {
    const response = await fetch(url, init);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const problem = await response.json();
    expect(problem).toMatchObject({ status, instance: "/api/v1/incidents/x/corrections" });
    expect(problem.detail ?? "").toContain(detail);
  });

  it("gives the body as it was sent", async () => {
    const response = await fetch(url, { method: "POST", headers, body: '{"reason":"no outage"}' });
    expect(await response.json()).toEqual({ reason: "no outage" });
  });

  it("says how to prove that one is the operator", async () => {
    const response = await fetch(url, { method: "POST" });
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
  });

  it("is refused with the time to wait after too many wrong tokens", async () => {
    const guess = { method: "POST", headers: { authorization: "Bearer guess" } };
    for (let i = 0; i < 10; i += 1) expect((await fetch(url, guess)).status).toBe(401);
    const response = await fetch(url, { method: "POST", headers, body: "{}" });
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "60"]);
    expect(await response.json()).toMatchObject({
      type: "/problems/too-many-requests",
      instance: "/api/v1/incidents/x/corrections",
    });
  });
});
