import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { latestFigure, openCrowd } from "#bench/viewer-crowd.ts";

async function stream(): Promise<{ url: string; write: (text: string) => void; networks: Map<string, number> }> {
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
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, write, networks };
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

  it.each([
    ["no figure", "retry: 3\n\n", -1],
    ["two frames in one piece", '{"reports15":3} {"reports15":12}', 12],
  ])("reads %s", (_, text, figure) => {
    expect(latestFigure(text)).toBe(figure);
  });
});
