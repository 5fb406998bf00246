import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { latestFigure, openCrowd } from "#bench/viewer-crowd.ts";

interface Stream {
  readonly url: string;
  readonly networks: Map<string, number>;
  write(text: string): void;
  cut(viewers: number): void;
}

async function stream(): Promise<Stream> {
  const viewers: ServerResponse[] = [];
  const networks = new Map<string, number>();
  const server = createServer((req, res) => {
    const network = String(req.headers["x-forwarded-for"]).split(".").slice(0, 3).join(".");
    networks.set(network, (networks.get(network) ?? 0) + 1);
    viewers.push(res);
    res.write('data: {"reports15":3}\n\n');
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const write = (text: string) => {
    for (const res of viewers) res.write(text);
  };
  const cut = (count: number) => {
    for (const res of viewers.splice(0, count)) res.destroy();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, write, cut, networks };
}

describe("a crowd of viewers", () => {
  it("knows when all of them have seen a report, and no sooner", async () => {
    const { url, write, networks } = await stream();
    const crowd = await openCrowd(url, "/", 25);
    expect(crowd.opened).toHaveLength(25);
    expect([...networks.values()].every((count) => count <= 10)).toBe(true);
    let seen = false;
    const all = crowd.untilSeen(5, performance.now()).then((times) => {
      seen = true;
      return times;
    });
    write('data: {"reports15":4}\n\n');
    await crowd.untilSeen(4, performance.now());
    expect(seen).toBe(false);
    write('data: {"reports15":6}\n\n');
    expect(await all).toHaveLength(25);
    crowd.close();
    expect(crowd.lost()).toBe(0);
  });

  it("does not wait for a viewer who was cut, before the report or after it", async () => {
    const { url, write, cut } = await stream();
    const crowd = await openCrowd(url, "/", 5);
    const first = crowd.untilSeen(4, performance.now());
    cut(2);
    write('data: {"reports15":4}\n\n');
    expect(await first).toHaveLength(3);
    expect(crowd.lost()).toBe(2);
    write('data: {"reports15":5}\n\n');
    expect(await crowd.untilSeen(5, performance.now())).toHaveLength(3);
    cut(3);
    expect(await crowd.untilSeen(6, performance.now())).toEqual([]);
    crowd.close();
  });

  it.each([
    ["no figure", "retry: 3\n\n", -1],
    ["two frames in one piece", '{"reports15":3} {"reports15":12}', 12],
  ])("reads %s", (_, text, figure) => {
    expect(latestFigure(text)).toBe(figure);
  });
});
