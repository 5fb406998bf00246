import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { type LaneOptions, ReportLane } from "#server/report-lane.ts";
import type { SendAnswer } from "#server/routes/reports.ts";
import type { WholeRequest } from "#server/whole-request.ts";

interface Taken {
  readonly body: string;
  readonly socket: Socket;
  readonly send: SendAnswer;
}

/** An HTTP server that says "by Node", behind a lane whose reports are answered by the test. */
async function serve(own: Partial<LaneOptions> = {}) {
  const taken: Taken[] = [];
  const server = createServer({ keepAliveTimeout: 60_000 }, async (req, res) => {
    const body = (await req.toArray()).join("");
    res.end(`by Node: ${req.method} ${req.url} ${body}`);
  });
  const lane = new ReportLane(server, {
    headers: ["x-common", "yes"],
    firstMs: 60_000,
    keepAliveMs: 60_000,
    mayConnect: () => true,
    take: (request: WholeRequest, socket: Socket, send: SendAnswer) => {
      taken.push({ body: Buffer.from(request.body).toString(), socket, send });
    },
    ...own,
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.closeAllConnections();
    lane.closeAllConnections();
    server.close();
  });
  return { lane, taken, port, server };
}

const report = (body: string) =>
  `POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const GET = "GET /page HTTP/1.1\r\nHost: x\r\n\r\n";

/** A client that writes what it is told, and what it has read so far. */
async function client(port: number) {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
  const peer = { socket, text: "", isEnded: false };
  socket.setEncoding("utf8").on("data", (chunk) => {
    peer.text += chunk;
  });
  socket.on("error", () => {});
  socket.on("end", () => {
    peer.isEnded = true;
  });
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return peer;
}

const answer = ({ send, body }: Taken) => send(202, ["content-length", String(body.length)], body);

/** A lane that has answered a client's first report. */
async function serveOne() {
  const served = await serve();
  const { taken } = served;
  const peer = await client(served.port);
  peer.socket.write(report("one"));
  await expect.poll(() => taken.length).toBe(1);
  answer(taken[0] as Taken);
  await expect.poll(() => peer.text).toContain("one");
  return { ...served, peer };
}

describe("a connection on which reports come", () => {
  it("has each answered in one piece, with the fields of every answer", async () => {
    const { taken, port, lane } = await serve();
    const peer = await client(port);
    for (const [i, body] of ["one", "two"].entries()) {
      peer.text = "";
      peer.socket.write(report(body));
      await expect.poll(() => taken.length).toBe(i + 1);
      answer(taken[i] as Taken);
      await expect.poll(() => peer.text).toContain(body);
      expect(peer.text.replace(/Date: [^\r]+ GMT/, "Date: now")).toBe(
        `HTTP/1.1 202 Accepted\r\nx-common: yes\r\ncontent-length: 3\r\nDate: now\r\nConnection: keep-alive\r\nKeep-Alive: timeout=60\r\n\r\n${body}`,
      );
    }
    expect(lane.size).toBe(1);
  });

  it("says a body that is not ASCII in UTF-8", async () => {
    const { taken, port } = await serve();
    const peer = await client(port);
    peer.socket.write(report("one"));
    await expect.poll(() => taken.length).toBe(1);
    taken[0]?.send(400, ["content-length", "4"], "£50");
    await expect.poll(() => peer.text).toMatch(/\r\n\r\n£50$/);
  });

  it.each([
    ["a report", report("two"), /one[\s\S]*by Node: POST \/api\/v1\/reports two$/],
    [
      "a report and more",
      report("two") + GET,
      /one[\s\S]*by Node: POST \/api\/v1\/reports two[\s\S]*by Node: GET \/page $/,
    ],
  ])("has %s that came before an answer answered after it, by Node", async (_, early, text) => {
    const { taken, port, lane } = await serve();
    const peer = await client(port);
    peer.socket.write(report("one"));
    await expect.poll(() => taken.length).toBe(1);
    peer.socket.write(early);
    // Nothing tells when the server has read what it must not answer yet: the next connection's report comes after it.
    const other = await client(port);
    other.socket.write(report("other"));
    await expect.poll(() => taken.length).toBe(2);
    expect([peer.text, taken[1]?.body]).toEqual(["", "other"]);
    answer(taken[0] as Taken);
    await expect.poll(() => peer.text).toMatch(text);
    expect([taken.length, lane.size, lane.isStray(taken[0]?.socket as Socket)]).toEqual([2, 1, false]);
  });

  it("is Node's for good when anything else comes on it, from that byte on", async () => {
    const { taken, lane, peer } = await serveOne();
    peer.socket.write(GET);
    await expect.poll(() => peer.text).toContain("by Node: GET /page ");
    peer.socket.write(report("two"));
    await expect.poll(() => peer.text).toContain("by Node: POST /api/v1/reports two");
    expect([taken.length, lane.size]).toEqual([1, 0]);
  });

  it.each([
    ["a report that is not plain comes after others", report("two").replace("Host", "Trailer: a\r\nHost"), true],
    ["anything else does", GET, false],
  ])("is to be replaced when %s", async (_, next, isStray) => {
    const { taken, lane, peer } = await serveOne();
    peer.socket.write(next);
    await expect.poll(() => peer.text).toContain("by Node");
    expect(lane.isStray(taken[0]?.socket as Socket)).toBe(isStray);
  });

  it("is not to be replaced when its first report is not plain: its browser or program brings few", async () => {
    const { port, lane, server } = await serve();
    const accepted = once(server, "connection");
    const peer = await client(port);
    peer.socket.write(report("one").replace("Host", "Trailer: a\r\nHost"));
    await expect.poll(() => peer.text).toContain("by Node");
    const [socket] = (await accepted) as [Socket];
    expect(lane.isStray(socket)).toBe(false);
  });

  it("is Node's when a report comes in pieces", async () => {
    const { taken, port, server } = await serve();
    const peer = await client(port);
    const [head, body] = [report("one").slice(0, -3), "one"];
    peer.socket.write(head);
    await once(server, "request");
    peer.socket.write(body);
    await expect.poll(() => peer.text).toContain("by Node: POST /api/v1/reports one");
    expect(taken).toEqual([]);
  });

  it("has its answer when its sender has said the last, and is ended behind it", async () => {
    const { taken, port, lane } = await serve();
    const peer = await client(port);
    peer.socket.end(report("one"));
    await expect.poll(() => taken.length).toBe(1);
    answer(taken[0] as Taken);
    await expect.poll(() => peer.isEnded).toBe(true);
    expect(peer.text).toMatch(/\r\nConnection: close\r\n\r\none$/);
    await expect.poll(() => lane.size).toBe(0);
  });

  it("is ended behind an answer that says so", async () => {
    const { taken, port } = await serve();
    const peer = await client(port);
    peer.socket.write(report("one"));
    await expect.poll(() => taken.length).toBe(1);
    taken[0]?.send(429, ["connection", "close", "content-length", "0"], "");
    await expect.poll(() => peer.isEnded).toBe(true);
    expect(peer.text.match(/connection/gi)).toHaveLength(1);
  });

  it("may be gone before its answer", async () => {
    const { taken, port, lane } = await serve();
    const peer = await client(port);
    peer.socket.write(report("one"));
    await expect.poll(() => taken.length).toBe(1);
    peer.socket.resetAndDestroy();
    await expect.poll(() => lane.size).toBe(0);
    expect(() => answer(taken[0] as Taken)).not.toThrow();
  });
});

describe("a connection on which nothing comes", () => {
  it("is ended when it is time", async () => {
    const { port, lane } = await serve({ firstMs: 100 });
    const peer = await client(port);
    await expect.poll(() => peer.isEnded).toBe(true);
    expect([peer.text, lane.size]).toEqual(["", 0]);
  });

  it("any more is ended a second later than it was told", async () => {
    const { taken, port } = await serve({ keepAliveMs: 1_000 });
    const peer = await client(port);
    peer.socket.write(report("one"));
    await expect.poll(() => taken.length).toBe(1);
    answer(taken[0] as Taken);
    await expect.poll(() => peer.text).toContain("timeout=1\r\n");
    expect(taken[0]?.socket.timeout).toBe(2_000);
    await expect.poll(() => peer.isEnded).toBe(true);
  });

  it("that may not be is not listened to", async () => {
    const { port, taken } = await serve({
      mayConnect: (socket) => {
        socket.destroy();
        return false;
      },
    });
    const peer = await client(port);
    peer.socket.write(report("one"));
    await expect.poll(() => peer.isEnded || peer.socket.destroyed).toBe(true);
    expect([peer.text, taken]).toEqual(["", []]);
  });
});

describe("a lane that is closed", () => {
  it("answers what waits as the last on its connection, and ends who is idle", async () => {
    const { taken, port, lane } = await serve();
    const [busy, idle] = [await client(port), await client(port)];
    busy.socket.write(report("one"));
    await expect.poll(() => taken.length).toBe(1);
    lane.close();
    lane.closeIdleConnections();
    await expect.poll(() => idle.isEnded).toBe(true);
    answer(taken[0] as Taken);
    await expect.poll(() => busy.isEnded).toBe(true);
    expect(busy.text).toMatch(/\r\nConnection: close\r\n\r\none$/);
  });
});
