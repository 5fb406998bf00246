import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { between, encodeEvent, type LiveLimits, LiveStream, liveLimits } from "#server/routes/live-stream.ts";

const clean: (() => void)[] = [];
afterEach(() => {
  for (const step of clean.splice(0)) step();
});

/** A stream to a viewer on a real socket. */
async function begin(
  limits: LiveLimits = liveLimits,
): Promise<{ stream: LiveStream; viewer: Socket; res: ServerResponse }> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const viewer = connect((server.address() as AddressInfo).port, "127.0.0.1");
  clean.push(() => {
    viewer.destroy();
    server.close();
  });
  viewer.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  const [, res] = (await once(server, "request")) as [unknown, ServerResponse];
  return { stream: new LiveStream(res, limits, 0), viewer, res };
}

/** More than the kernel takes for a viewer who does not read. */
const LARGE = Buffer.alloc(32 * 1024 * 1024, "x");

describe("a viewer who does not read", () => {
  it("is cut when more than 64 KB have waited for 10 seconds", async () => {
    const { stream, res } = await begin();
    stream.send(LARGE, 0);
    stream.check(1_000);
    stream.check(10_999);
    expect(res.destroyed).toBe(false);
    stream.check(11_000);
    expect(res.destroyed).toBe(true);
  });

  it("is sent nothing more meanwhile", async () => {
    const { stream, res } = await begin();
    stream.send(LARGE, 0);
    const unsent = res.writableLength;
    stream.send(Buffer.alloc(1_000), 1);
    expect(res.writableLength).toBe(unsent);
  });

  it("stays when it catches up in time", async () => {
    const { stream, viewer, res } = await begin();
    stream.send(LARGE, 0);
    stream.check(1_000);
    viewer.resume();
    await once(res, "drain");
    stream.check(10_500);
    stream.check(12_000);
    expect(res.destroyed).toBe(false);
  });
});

describe("a stream", () => {
  it("beats after 20 silent seconds", async () => {
    const { stream, viewer } = await begin();
    stream.check(19_999);
    stream.send(Buffer.from("data: now\n\n"), 20_000);
    stream.check(39_999);
    stream.check(40_000);
    let text = "";
    viewer.on("data", (chunk) => {
      text += chunk.toString();
    });
    await expect.poll(() => text).toContain("data: now");
    await expect.poll(() => text).toContain(":\n\n");
    expect(text.indexOf("data: now")).toBeLessThan(text.lastIndexOf("\n:\n\n"));
    expect(text.split("\n:\n\n").length).toBe(2);
  });

  it("ends after 10 to 20 minutes", async () => {
    const { stream, res } = await begin();
    stream.check(liveLimits.shortestLifeMs - 1);
    expect(res.writableEnded).toBe(false);
    stream.check(liveLimits.longestLifeMs);
    expect(res.writableEnded).toBe(true);
  });
});

describe("a stream that has ended", () => {
  it("is sent nothing more, though its viewer has not read all of it yet: writing would end the process", async () => {
    const { stream, viewer, res } = await begin({ ...liveLimits, maxUnsentBytes: 2 * LARGE.length });
    const failed: unknown[] = [];
    res.on("error", (error) => failed.push(error));
    stream.send(LARGE, 0);
    stream.end();
    stream.send(Buffer.from("data: late\n\n"), 1);
    viewer.resume();
    await once(res, "close");
    expect(failed).toEqual([]);
  });
});

describe("an event", () => {
  it("is one line of data, whatever the text in it", () => {
    const text = encodeEvent("frame", 7, { reason: "one\ntwo\r\n\ndata: three" }).toString();
    expect(text).toBe('id: 7\nevent: frame\ndata: {"reason":"one\\ntwo\\r\\n\\ndata: three"}\n\n');
  });
});

describe("a random pause", () => {
  it("lies between its bounds and takes both", () => {
    const values = new Set(Array.from({ length: 500 }, () => between(3, 5)));
    expect([...values].sort()).toEqual([3, 4, 5]);
  });
});
