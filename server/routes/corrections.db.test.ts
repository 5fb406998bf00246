import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import ipaddr from "ipaddr.js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addIncident, addService, NOW } from "#lib/live/testing/world.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

const TOKEN = "f".repeat(64);
const CLIENT = { address: ipaddr.parse("198.51.100.7"), viaTrustedProxy: false };
const ID = "2024-11-09-chatgpt";

let database: TestDatabase;
let server: Server;
let origin: string;

beforeAll(async () => {
  database = await testDatabase();
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("OPERATOR_TOKEN", TOKEN);
  vi.stubEnv("LOG_LEVEL", "silent");
  vi.resetModules();
  const serviceId = await addService(database.db, { slug: "chatgpt", name: "ChatGPT" });
  await addIncident(database.db, serviceId, { id: ID, started: NOW, peak15: 90, total: 200 });
  await database.db.instance.create({
    data: { mode: "live", clockAnchor: new Date(), clockStart: new Date(), clockSpeed: 1 },
  });
  const { startClock } = await import("#lib/clock.ts");
  await startClock();
  const { handleCorrection } = await import("#server/routes/corrections.ts");
  server = createServer((req, res) => void handleCorrection(req, res, CLIENT, (req.url ?? "").split("/")[4] ?? ""));
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

function send(id: string, body: unknown, token = TOKEN, query = ""): Promise<Response> {
  return fetch(`${origin}/api/v1/incidents/${id}/corrections${query}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

describe("the address for corrections", () => {
  it("refuses who is not the operator, and changes nothing", async () => {
    const answer = await send(ID, { reason: "x" }, "e".repeat(64));
    expect(answer.status).toBe(401);
    expect(await database.db.incidentEvent.count()).toBe(0);
  });

  it("refuses a query, and changes nothing", async () => {
    const answer = await send(ID, { reason: "x" }, TOKEN, "?reason=y");
    expect([answer.status, (await answer.json()).errors[0].pointer]).toEqual([400, "?reason"]);
    expect(await database.db.incidentEvent.count()).toBe(0);
  });

  it("says when nobody knows whether it was stored, and stores nothing", async () => {
    await database.db.$executeRaw`alter table incident_event rename to incident_event_away`;
    const answer = await send(ID, { reason: "x" });
    await database.db.$executeRaw`alter table incident_event_away rename to incident_event`;
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    expect((await answer.json()).detail).toContain("stored once");
    expect(await database.db.incidentEvent.count()).toBe(0);
  });

  it("says what is wrong with a body, by name", async () => {
    const answer = await send(ID, { reason: "", extra: 1 });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      type: "/problems/invalid-request",
      errors: [
        { pointer: "#/reason", code: "too-small" },
        { pointer: "#/extra", code: "unknown-key" },
      ],
    });
  });

  it("knows no other incidents", async () => {
    expect((await send("2024-11-09-nothing", { reason: "x" })).status).toBe(404);
  });

  it("creates the correction once, repeats its answer, and refuses another one", async () => {
    const [first, again, other] = [
      await send(ID, { reason: "A rehearsal." }),
      await send(ID, { reason: "A rehearsal." }),
      await send(ID, { reason: "Not a rehearsal." }),
    ];
    expect([first.status, again.status, other.status]).toEqual([201, 200, 409]);
    const correction = await first.json();
    expect(correction).toMatchObject({ incidentId: ID, reason: "A rehearsal." });
    expect(await again.json()).toEqual(correction);
    expect(await database.db.incidentEvent.count({ where: { incidentId: ID } })).toBe(1);
  });
});
