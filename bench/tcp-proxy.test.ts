import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { createDatabaseLink, type DatabaseLink } from "#bench/tcp-proxy.ts";

/** An echo in the place of a database. */
async function setUp() {
  const echo = createServer((socket) => void socket.on("error", () => {}).pipe(socket)).listen(0, "127.0.0.1");
  await once(echo, "listening");
  const { port } = echo.address() as AddressInfo;
  const link = await createDatabaseLink(`postgresql://name:secret@127.0.0.1:${port}/base`);
  onTestFinished(async () => {
    await link.close();
    echo.close();
  });
  return link;
}

async function open(link: DatabaseLink): Promise<Socket> {
  const socket = connect(Number(new URL(link.url).port), "127.0.0.1").on("error", () => {});
  await once(socket, "connect");
  return socket;
}

async function ask(socket: Socket): Promise<number> {
  const startedAt = performance.now();
  const answer = once(socket, "data");
  socket.write("select");
  expect(String(await answer)).toBe("select");
  return performance.now() - startedAt;
}

describe("a link before a database", () => {
  it("passes bytes both ways, and keeps the address but for its port", async () => {
    const link = await setUp();
    expect(link.url).toMatch(/^postgresql:\/\/name:secret@127\.0\.0\.1:\d+\/base$/);
    await ask(await open(link));
  });

  it("that is slow is late by its time in each direction", async () => {
    const link = await setUp();
    const socket = await open(link);
    link.slowDown(60);
    expect(await ask(socket)).toBeGreaterThanOrEqual(115);
  });

  it("that is cut ends what is open and refuses what is new, until it is restored", async () => {
    const link = await setUp();
    const socket = await open(link);
    await ask(socket);
    link.cut();
    await once(socket, "close");
    await once(await open(link), "close");
    link.restore();
    await ask(await open(link));
  });

  it("that is frozen stays open and says nothing, and drops what was frozen when it is restored", async () => {
    const link = await setUp();
    const socket = await open(link);
    await ask(socket);
    link.freeze();
    const heard: string[] = [];
    socket.on("data", (chunk) => heard.push(String(chunk)));
    socket.write("select");
    const late = await open(link);
    late.write("select");
    await delay(100);
    expect({ heard, closed: socket.closed || late.closed }).toEqual({ heard: [], closed: false });
    const ended = [once(socket, "close"), once(late, "close")];
    link.restore();
    await Promise.all(ended);
    await ask(await open(link));
  });
});
