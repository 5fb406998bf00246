import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import type { PlannedReport } from "#bench/replay-plan.ts";
import { createSender } from "#bench/report-sender.ts";

const report: PlannedReport = {
  atMs: 0,
  service: "chatgpt",
  kind: "problem",
  problem: "app",
  country: "US",
  address: "1.2.3.4",
  userAgent: "test",
};

interface Seen {
  readonly key: string | undefined;
  readonly address: string | undefined;
  readonly body: unknown;
}

/** A front that answers request n with `statuses[n]` (the last one from then on; 0 cuts the connection). */
async function front(statuses: readonly number[]) {
  const seen: Seen[] = [];
  let [open, most] = [0, 0];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    open += 1;
    most = Math.max(most, open);
    let text = "";
    for await (const chunk of request) text += chunk;
    const { "idempotency-key": key, "x-forwarded-for": address } = request.headers;
    const status = statuses[Math.min(seen.length, statuses.length - 1)] ?? 202;
    seen.push({ key: key?.toString(), address: address?.toString(), body: JSON.parse(text) });
    open -= 1;
    if (status === 0) request.socket.destroy();
    else response.writeHead(status).end(JSON.stringify({ minute: "2024-11-09T00:03Z" }));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const taken: string[] = [];
  const sender = createSender({
    url: `http://127.0.0.1:${address.port}`,
    connections: 4,
    patienceMs: 5_000,
    onAccepted: ({ service }, body) => taken.push(`${service} ${body}`),
  });
  onTestFinished(() => sender.close());
  return { sender, seen, taken, most: () => most };
}

describe("createSender", () => {
  it("posts what the reporter says, under its address, and nothing that is empty", async () => {
    const { sender, seen } = await front([202]);
    await sender.send(report);
    await sender.send({ ...report, kind: "works", problem: null });
    await sender.settled();
    expect(seen.map((request) => request.body)).toEqual([
      { service: "chatgpt", kind: "problem", problem: "app", country: "US" },
      { service: "chatgpt", kind: "works", country: "US" },
    ]);
    expect(seen[0]?.address).toBe("1.2.3.4");
    expect(sender.tally).toMatchObject({ sent: 2, accepted: 2, retries: 0, undelivered: 0 });
  });

  it.each([
    ["a 503", 503],
    ["a 429", 429],
    ["a lost connection", 0],
  ])("sends again after %s, with the same key", async (_, status) => {
    const { sender, seen } = await front([status, status, 202]);
    await sender.send(report);
    await sender.settled();
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map((request) => request.key)).size).toBe(1);
    expect(sender.tally).toMatchObject({ accepted: 1, retries: 2 });
  });

  it("hands on the acknowledgement of each report that was taken, and nothing of those that were not", async () => {
    const { sender, taken } = await front([503, 202, 400]);
    await sender.send(report);
    await sender.settled();
    await sender.send(report);
    await sender.settled();
    expect(taken).toEqual(['chatgpt {"minute":"2024-11-09T00:03Z"}']);
  });

  it("does not send again what the instance will never take", async () => {
    const { sender, seen } = await front([400]);
    await sender.send(report);
    await sender.settled();
    expect(seen).toHaveLength(1);
    expect([...sender.tally.refused]).toEqual([[400, 1]]);
    expect(sender.tally.firstRefusal).toBe('400 {"minute":"2024-11-09T00:03Z"}');
  });

  it("gives up when its patience ends, and says so", async () => {
    const sender = createSender({ url: "http://127.0.0.1:1", connections: 4, patienceMs: 200 });
    onTestFinished(() => sender.close());
    await sender.send(report);
    await sender.settled();
    expect(sender.tally).toMatchObject({ sent: 1, accepted: 0, undelivered: 1 });
  });

  it("keeps no more requests under way than it was given connections, and each has a key of its own", async () => {
    const { sender, seen, most } = await front([202]);
    for (let i = 0; i < 40; i += 1) await sender.send(report);
    await sender.settled();
    expect(most()).toBeLessThanOrEqual(4);
    expect(new Set(seen.map((request) => request.key)).size).toBe(40);
  });
});
