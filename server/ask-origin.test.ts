import { once } from "node:events";
import { Agent, createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { askOrigin } from "#server/ask-origin.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let server: Server;

async function startOrigin(listener: RequestListener, timeoutMs = 10_000) {
  server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { agent, port, publicHost: "outages.example", timeoutMs };
}

afterEach(() => {
  agent.destroy();
  server.closeAllConnections();
  server.close();
});

describe("asking a server of our own", () => {
  it("gives the whole answer without the headers of its connection", async () => {
    const origin = await startOrigin(({ headers, url }, res) => {
      res
        .setHeader("x-asked", `${headers.host}${url} ${headers["x-asked-path"]}`)
        .setHeader("etag", '"1"')
        .end("whole");
    });
    const answer = await askOrigin(origin, "/status/x?range=7d");
    expect(answer.body.toString()).toBe("whole");
    expect(answer).toMatchObject({
      status: 200,
      headers: { "x-asked": "outages.example/status/x?range=7d /status/x" },
    });
    expect(Object.keys(answer.headers)).not.toContain("etag");
  });

  it("asks once more when a kept connection was closed in the moment of its use", async () => {
    const used = new Set<Socket>();
    let closed = 0;
    const origin = await startOrigin(({ socket }, res) => {
      if (!used.has(socket)) {
        used.add(socket);
        res.end("answered");
        return;
      }
      closed += 1;
      socket.resetAndDestroy();
    });
    for (const _ of [1, 2, 3]) expect((await askOrigin(origin, "/")).body.toString()).toBe("answered");
    expect(closed).toBe(2);
  });

  it("does not ask again where a new connection fails", async () => {
    let asked = 0;
    const origin = await startOrigin(({ socket }) => {
      asked += 1;
      socket.resetAndDestroy();
    });
    await expect(askOrigin(origin, "/")).rejects.toThrow();
    expect(asked).toBe(1);
  });

  it("rejects when there is no answer in time, or half of one", async () => {
    const origin = await startOrigin(({ url }, res) => {
      if (url === "/half") res.writeHead(200, { "content-length": 10 }).write("half");
    }, 100);
    await expect(askOrigin(origin, "/never")).rejects.toThrow("too long");
    await expect(askOrigin(origin, "/half")).rejects.toThrow();
  });
});
