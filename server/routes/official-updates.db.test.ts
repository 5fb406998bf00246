import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import ipaddr from "ipaddr.js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addService } from "#lib/live/testing/world.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

const TOKEN = "f".repeat(64);
const CLIENT = { address: ipaddr.parse("198.51.100.7"), viaTrustedProxy: false };
const UPDATE = { at: "2024-11-09T00:21Z", text: "We are investigating elevated error rates." };

let database: TestDatabase;
let server: Server;
let origin: string;

beforeAll(async () => {
  database = await testDatabase();
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("OPERATOR_TOKEN", TOKEN);
  vi.stubEnv("LOG_LEVEL", "silent");
  vi.resetModules();
  await addService(database.db, { slug: "chatgpt", name: "ChatGPT" });
  await database.db.instance.create({
    data: { mode: "live", clockAnchor: new Date(), clockStart: new Date(), clockSpeed: 1 },
  });
  const { startClock } = await import("#lib/clock.ts");
  await startClock();
  const { handleOfficialUpdate } = await import("#server/routes/official-updates.ts");
  server = createServer((req, res) => void handleOfficialUpdate(req, res, CLIENT, (req.url ?? "").split("/")[4] ?? ""));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  const { closeDb } = await import("#lib/db.ts");
  await closeDb();
  await database.close();
  vi.unstubAllEnvs();
});

function send(body: unknown, { slug = "chatgpt", token = TOKEN } = {}): Promise<Response> {
  return fetch(`${origin}/api/v1/services/${slug}/official-updates`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

describe("the address for official updates", () => {
  it("refuses who is not the operator, and stores nothing", async () => {
    expect((await send(UPDATE, { token: "e".repeat(64) })).status).toBe(401);
    expect(await database.db.officialUpdate.count()).toBe(0);
  });

  it("says what is wrong with a body, by name", async () => {
    const answer = await send({ at: "2024-02-30T00:00Z", text: "a\nb", url: "http://a.example", extra: 1 });
    expect(answer.status).toBe(400);
    expect((await answer.json()).errors).toMatchObject([
      { pointer: "#/at", code: "not-a-utc-minute" },
      { pointer: "#/text", code: "control-character" },
      { pointer: "#/url", code: "not-an-https-address" },
      { pointer: "#/extra", code: "unknown-key" },
    ]);
  });

  it("refuses a moment to come and an unknown service", async () => {
    expect(await (await send({ ...UPDATE, at: "2999-01-01T00:00Z" })).json()).toMatchObject({
      errors: [{ pointer: "#/at", code: "in-the-future" }],
    });
    expect((await send(UPDATE, { slug: "nothing" })).status).toBe(404);
  });

  it("stores it once, repeats its answer, and refuses another address", async () => {
    const [first, again, other] = [
      await send(UPDATE),
      await send(UPDATE),
      await send({ ...UPDATE, url: "https://status.example" }),
    ];
    expect([first.status, again.status, other.status]).toEqual([201, 200, 409]);
    const stored = await first.json();
    expect(stored).toMatchObject({ service: "chatgpt", minute: UPDATE.at, text: UPDATE.text, url: null });
    expect(await again.json()).toEqual(stored);
  });
});
