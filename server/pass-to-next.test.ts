import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { passToNext, passUpgrade } from "#server/pass-to-next.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A front before a Next that answers in its own way. */
async function serve(
  next: (req: IncomingMessage, res: ServerResponse) => void,
): Promise<{ port: number; next: Server }> {
  const behind = createServer(next);
  const origin = { port: await listen(behind), fetch: () => Promise.reject(new Error()), close: async () => {} };
  const front = createServer((req, res) => void passToNext(req, res, origin));
  front.on("upgrade", (req, socket) => void passUpgrade(req, socket as Socket, origin));
  return { port: await listen(front), next: behind };
}

function openConnections(server: Server): Promise<number> {
  return new Promise((resolve, reject) =>
    server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
  );
}

async function visit(port: number, head = ""): Promise<Socket> {
  const visitor = connect(port, "127.0.0.1");
  await once(visitor, "connect");
  visitor.write(`GET / HTTP/1.1\r\nhost: x\r\n${head}\r\n`);
  return visitor;
}

describe("a request that is passed to Next", () => {
  it("is answered with what Next says", async () => {
    const { port } = await serve((req, res) =>
      res.writeHead(201, { "x-asked": `${req.url} ${req.headers["x-asked-path"]}` }).end("said"),
    );
    const answer = await fetch(`http://127.0.0.1:${port}/a?b=1`, { headers: { rsc: "1", "x-asked-path": "/b" } });
    expect([answer.status, answer.headers.get("x-asked"), await answer.text()]).toEqual([201, "/a?b=1 /a", "said"]);
  });

  it("asks for no other protocol, whatever its visitor wishes: Next would keep that connection for ever", async () => {
    const { port, next } = await serve((req, res) => res.end(String(req.headers.upgrade)));
    const upgrades: unknown[] = [];
    next.on("upgrade", (_, socket) => upgrades.push(socket));
    const visitor = connect(port, "127.0.0.1");
    // A front that is not in development hears no upgrade: the request is one like any other.
    servers.at(-1)?.removeAllListeners("upgrade");
    visitor.write("GET / HTTP/1.1\r\nhost: x\r\nrsc: 1\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n");
    expect(String((await once(visitor, "data"))[0])).toMatch(/undefined\r\n|undefined$/);
    expect(upgrades).toEqual([]);
    visitor.destroy();
  });

  it("has no trailer that its visitor announces: the request could not be written", async () => {
    const { port } = await serve((req, res) => res.end(String(req.headers.trailer)));
    const visitor = await visit(port, "trailer: x\r\n");
    expect(String((await once(visitor, "data"))[0])).toMatch(/undefined/);
    visitor.destroy();
  });

  it("holds no connection to Next any more when its visitor leaves in the middle of the answer", async () => {
    const { port, next } = await serve((_, res) => {
      res.write(Buffer.alloc(32 * 1024 * 1024));
    });
    const visitor = await visit(port);
    await once(visitor, "data");
    visitor.pause();
    expect(await openConnections(next)).toBe(1);
    visitor.destroy();
    await expect.poll(() => openConnections(next)).toBe(0);
  });

  it("holds none either when its visitor leaves before the answer", async () => {
    const asked = Promise.withResolvers<void>();
    const { port, next } = await serve(() => asked.resolve());
    const visitor = await visit(port);
    await asked.promise;
    visitor.destroy();
    await expect.poll(() => openConnections(next)).toBe(0);
  });

  it("is a 500 where Next is not there", async () => {
    const { port, next } = await serve(() => {});
    next.close();
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(500);
  });
});

describe("a WebSocket that is passed to Next", () => {
  it("may be cut by its visitor without harm to the front", async () => {
    const { port, next } = await serve((_, res) => res.end());
    const upgraded = new Promise<Socket>((resolve) => {
      next.on("upgrade", (_, socket: Socket) => {
        socket.on("error", () => {}).resume();
        socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n");
        resolve(socket);
      });
    });
    const visitor = await visit(port, "connection: upgrade\r\nupgrade: x\r\n");
    const behind = await upgraded;
    await once(visitor, "data");
    visitor.resetAndDestroy();
    await once(behind, "end");
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  });
});
