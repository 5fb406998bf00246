import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addressKey,
  allocationKey,
  clientAddress,
  networkKey,
  parseTrustedProxies,
} from "#lib/reports/client-address.ts";

const trusted = parseTrustedProxies(["10.0.0.0/8", "::1/128"]);
const addressOf = (peer: string, forwarded?: string, list = trusted) =>
  clientAddress(peer, forwarded, list)?.address.toString();

describe("the client's address", () => {
  it.each([
    ["is the peer's without proxies", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["ignores the header of a peer that is not trusted", "203.0.113.9", "1.1.1.1, 2.2.2.2", "203.0.113.9"],
    ["is the last hop that no trusted proxy is", "10.0.0.1", "198.51.100.1, 203.0.113.7, 10.2.3.4", "203.0.113.7"],
    ["is not what the client itself wrote on the left", "10.0.0.1", "6.6.6.6, 203.0.113.7", "203.0.113.7"],
    ["stops at garbage", "10.0.0.1", "203.0.113.7, unknown, 10.2.3.4", "10.2.3.4"],
    ["is the proxy's where the header is garbage", "10.0.0.1", "<script>", "10.0.0.1"],
    ["takes IPv4 written as IPv6 as IPv4", "::ffff:10.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"],
    ["may have a port", "10.0.0.1", "203.0.113.7:4711, 10.2.3.4:80", "203.0.113.7"],
    ["may be IPv6 with a port", "10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"],
    ["may be IPv6 in brackets", "10.0.0.1", "[2001:db8::7]", "2001:db8::7"],
    ["has no other thing behind a colon", "10.0.0.1", "203.0.113.7:port", "10.0.0.1"],
    ["may be IPv6", "::1", "2001:db8::7", "2001:db8::7"],
  ])("%s", (_, peer, forwarded, address) => {
    expect(addressOf(peer, forwarded)).toBe(address);
  });

  it("is each peer's own, in whatever order they come, and of each list of proxies", () => {
    const peers = ["10.0.0.1", "203.0.113.9", "::1", "gone"];
    const lists = [trusted, parseTrustedProxies(["203.0.113.9/32"]), []];
    const asked = fc.record({ peer: fc.constantFrom(...peers), list: fc.constantFrom(...lists) });
    const believes = (peer: string, list: typeof trusted) =>
      (list === trusted && (peer === "10.0.0.1" || peer === "::1")) || (list === lists[1] && peer === "203.0.113.9");
    fc.assert(
      fc.property(fc.array(asked), (calls) => {
        for (const { peer, list } of calls) {
          const own = peer === "gone" ? undefined : peer;
          expect(addressOf(peer, "198.51.100.1", list)).toBe(believes(peer, list) ? "198.51.100.1" : own);
        }
      }),
    );
  });

  it("survives ten thousand hops", () => {
    expect(addressOf("10.0.0.1", `1.1.1.1,${"10.9.9.9,".repeat(10_000)}10.8.8.8`)).toBe("10.9.9.9");
  });

  it("is unknown when the socket is gone", () => {
    expect(clientAddress(undefined, "1.1.1.1", trusted)).toBeNull();
  });

  it("never throws, and without trusted proxies never believes the header", () => {
    fc.assert(
      fc.property(fc.string(), (forwarded) => {
        expect(addressOf("203.0.113.9", forwarded, [])).toBe("203.0.113.9");
      }),
    );
  });
});

describe("keys of an address", () => {
  const keys = (text: string) => {
    const client = clientAddress(text, undefined, []);
    if (client === null) throw new Error(text);
    return [addressKey(client.address), networkKey(client.address), allocationKey(client.address)];
  };

  it.each([
    ["203.0.113.9", ["4:203.0.113.9/32", "4:203.0.113.0/24", "4:203.0.0.0/16"]],
    [
      "2001:db8:aaaa:bbbb:1:2:3:4",
      [
        "16:32.1.13.184.170.170.187.187.0.0.0.0.0.0.0.0/64",
        "16:32.1.13.184.170.170.0.0.0.0.0.0.0.0.0.0/48",
        "16:32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.0/32",
      ],
    ],
  ])("of %s cut at the household, the block and the allocation", (text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  it("are the same for two hosts of one household, and different for two households", () => {
    expect(keys("2001:db8::1")[0]).toBe(keys("2001:db8::ffff")[0]);
    expect(keys("2001:db8:0:1::1")[0]).not.toBe(keys("2001:db8:0:2::1")[0]);
  });
});
