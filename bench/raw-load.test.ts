import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { rawLoad, readAnswer } from "#bench/raw-load.ts";

async function serve(answer: (res: ServerResponse, count: number) => void): Promise<string> {
  let count = 0;
  const server: Server = createServer((req, res) => {
    req.resume();
    count += 1;
    answer(res, count);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const load = (url: string) =>
  rawLoad({ url, connections: 4, seconds: 0.2, wanted: 200, next: () => "GET / HTTP/1.1\r\nhost: x\r\n\r\n" });

describe("the end of an answer", () => {
  it.each([
    ["a head that is not whole", "HTTP/1.1 200 OK\r\ncontent-le", null],
    ["a body that is not whole", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", null],
    ["a whole body", "HTTP/1.1 202 Accepted\r\nContent-Length: 3\r\n\r\nabc", 202],
    ["chunks without the last", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n", null],
    ["all chunks", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 200],
    ["an answer without body", "HTTP/1.1 304 Not Modified\r\netag: x\r\n\r\n", 304],
  ])("is found in %s", (_, text, status) => {
    expect(readAnswer(text)).toBe(status);
  });
});

describe("load over plain sockets", () => {
  it("counts each wanted answer once, and others by status", async () => {
    let sent = 0;
    const url = await serve((res, count) => {
      sent = count;
      res.writeHead(count % 2 === 0 ? 200 : 503).end("body");
    });
    const { perSecond, others, p50 } = await load(url);
    expect(perSecond).toBeGreaterThan(0);
    expect(p50).toBeGreaterThan(0);
    expect(others["503"]).toBe(Math.ceil(sent / 2));
  });

  it.each<[string, (res: ServerResponse) => void]>([
    ["cuts", (res) => res.socket?.resetAndDestroy()],
    ["ends in peace, without an answer", (res) => res.socket?.end()],
  ])("counts each connection once that the server %s", async (_, answer) => {
    expect((await load(await serve(answer))).others).toEqual({ "0": 4 });
  });
});
