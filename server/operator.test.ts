import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readOperation, refuseOperator } from "#server/operator.ts";

const TOKEN = "0123456789abcdef0123456789abcdef";

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

describe("an operator's request", () => {
  let server: Server;
  let url = "";
  beforeAll(async () => {
    server = createServer(async (req, res) => {
      const operation = await readOperation(req, res, TOKEN);
      if (operation !== undefined) res.end(JSON.stringify(operation.body));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/incidents/x/corrections?y`;
  });
  afterAll(() => void server.close());

  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  it.each([
    ["with another method", { method: "PUT", headers, body: "{}" }, 405],
    ["without a token", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }, 401],
    ["as a form", { method: "POST", headers: { authorization: headers.authorization }, body: "a=b" }, 415],
    ["with a body that is too large", { method: "POST", headers, body: `"${"x".repeat(17_000)}"` }, 413],
    ["with two equal keys", { method: "POST", headers, body: '{"reason":"a","reason":"b"}' }, 400],
  ])("%s is refused in words", async (_, init, status) => {
    const response = await fetch(url, init);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status, instance: "/api/v1/incidents/x/corrections" });
  });

  it("gives the body as it was sent", async () => {
    const response = await fetch(url, { method: "POST", headers, body: '{"reason":"no outage"}' });
    expect(await response.json()).toEqual({ reason: "no outage" });
  });

  it("says how to prove that one is the operator", async () => {
    const response = await fetch(url, { method: "POST" });
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
  });
});
