import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { UnreadAnswers } from "#server/unread-answers.ts";

const MB = 1024 * 1024;
/** More than the system takes of an answer whose reader takes nothing. */
const LARGE = 16 * MB;

/** Serves the bodies in turn, and lets `maxBytes` of them wait. */
async function serve(bodies: readonly Buffer[], maxBytes: number) {
  const unread = new UnreadAnswers(maxBytes);
  let served = 0;
  const server = createServer((_, res) => {
    const body = bodies[served % bodies.length] ?? Buffer.alloc(0);
    served += 1;
    unread.add(res, body);
    res.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  /** Someone who asks and takes nothing. */
  const ask = async (): Promise<Socket> => {
    const asked = once(server, "request");
    const reader = connect(port, "127.0.0.1").pause();
    reader.on("error", () => {});
    reader.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await asked;
    return reader;
  };
  const connections = () => new Promise<number>((done) => server.getConnections((_, count) => done(count)));
  return { unread, ask, connections };
}

const body = () => Buffer.alloc(LARGE);

describe("answers that nobody reads", () => {
  it("are given up from the oldest on when they are too many", async () => {
    const { unread, ask, connections } = await serve([body(), body(), body(), body()], 2 * LARGE);
    for (let reader = 0; reader < 4; reader += 1) await ask();
    expect(unread.bytes).toBe(2 * LARGE);
    await expect.poll(connections).toBe(2);
  });

  it("are the oldest when nobody has asked for them for longest: what is read all the time is given up last", async () => {
    const [often, rare, other] = [body(), body(), body()];
    const { ask, connections } = await serve([often, rare, often, other], 2 * LARGE);
    for (let reader = 0; reader < 4; reader += 1) await ask();
    // The one reader of the rare one; of the other there are two.
    await expect.poll(connections).toBe(3);
  });

  it("are counted once for all who share one, and go with the last of them", async () => {
    const { unread, ask, connections } = await serve([body()], 2 * LARGE);
    const readers = [await ask(), await ask(), await ask()];
    expect([unread.bytes, await connections()]).toEqual([LARGE, 3]);
    readers[0]?.destroy();
    await expect.poll(connections).toBe(2);
    expect(unread.bytes).toBe(LARGE);
    for (const reader of readers) reader.destroy();
    await expect.poll(() => unread.bytes).toBe(0);
  });

  it("are not counted when they are small", async () => {
    const { unread, ask } = await serve([Buffer.alloc(1_024)], 1);
    await ask();
    expect(unread.bytes).toBe(0);
  });
});
