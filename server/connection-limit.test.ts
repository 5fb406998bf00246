import { EventEmitter } from "node:events";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { log } from "#lib/log.ts";
import { parseTrustedProxies } from "#lib/reports/client-address.ts";
import { ConnectionLimit } from "#server/connection-limit.ts";

class Peer extends EventEmitter {
  readonly remoteAddress: string;
  isRefused = false;
  constructor(remoteAddress: string) {
    super();
    this.remoteAddress = remoteAddress;
  }
  destroy(): this {
    this.isRefused = true;
    return this;
  }
}

function connect(limit: ConnectionLimit, ...addresses: string[]) {
  return addresses.map((address) => {
    const peer = new Peer(address);
    limit.admit(peer);
    return peer;
  });
}

const refused = (peers: readonly Peer[]) => peers.map(({ isRefused }) => isRefused);

describe("connections of one sender", () => {
  it.each([
    ["an IPv4 address", ["198.51.100.7", "::ffff:198.51.100.7", "198.51.100.7", "198.51.100.8"]],
    ["an IPv6 /48", ["2001:db9:1:1::1", "2001:db9:1:2::1", "2001:db9:1:3::1", "2001:db9:2:1::1"]],
  ])("are bounded: %s", (_, addresses) => {
    const peers = connect(new ConnectionLimit(2, []), ...addresses);
    expect(refused(peers)).toEqual([false, false, true, false]);
  });

  it("may come again when others of it have closed, and of who has none nothing is kept", () => {
    const limit = new ConnectionLimit(1, []);
    const [first, second] = connect(limit, "198.51.100.7", "198.51.100.7");
    second?.emit("close");
    expect(refused(connect(limit, "198.51.100.7"))).toEqual([true]);
    first?.emit("close");
    const [again] = connect(limit, "198.51.100.7");
    expect(again?.isRefused).toBe(false);
    again?.emit("close");
    expect(limit.senders).toBe(0);
  });

  it("are as many as are open: each that closes makes room for one", () => {
    const limit = new ConnectionLimit(3, []);
    const [first, second] = connect(limit, "198.51.100.7", "198.51.100.7", "198.51.100.7");
    first?.emit("close");
    expect(refused(connect(limit, "198.51.100.7", "198.51.100.7"))).toEqual([false, true]);
    second?.emit("close");
    expect(refused(connect(limit, "198.51.100.7", "198.51.100.7"))).toEqual([false, true]);
  });

  it("that are refused are told in the log, once a minute", () => {
    const told = vi.spyOn(log, "warn").mockReturnValue();
    onTestFinished(() => told.mockRestore());
    let now = 1_000_000;
    const limit = new ConnectionLimit(1, [], () => now);
    connect(limit, "198.51.100.7");
    expect(told).not.toHaveBeenCalled();
    for (const [after, times] of [
      [0, 1],
      [59_999, 1],
      [60_000, 2],
      [60_001, 2],
    ] as const) {
      now = 1_000_000 + after;
      connect(limit, "198.51.100.7");
      expect(told).toHaveBeenCalledTimes(times);
    }
  });

  it("are not counted of proxies, trusted or near", () => {
    const limit = new ConnectionLimit(1, parseTrustedProxies(["203.0.113.0/24"]));
    const peers = connect(limit, ...Array.from({ length: 3 }, () => ["203.0.113.9", "127.0.0.1", "10.0.0.4"]).flat());
    expect(refused(peers)).not.toContain(true);
    expect(limit.senders).toBe(0);
  });
});
