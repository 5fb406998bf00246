import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, it } from "vitest";
import { createAddresses } from "#bench/reporter-addresses.ts";

const networkOf = (address: string) => address.slice(0, address.lastIndexOf("."));
const WALK = 14_090_240;

function take(first: number, count: number): string[] {
  const next = createAddresses(first);
  return Array.from({ length: count }, () => next());
}

describe("createAddresses", () => {
  it("gives ordinary public addresses only", () => {
    for (const address of take(0, 5_000)) expect(ipaddr.parse(address).range()).toBe("unicast");
  });

  it("meets no network twice in 300,000 reports", () => {
    expect(new Set(take(0, 300_000).map(networkOf)).size).toBe(300_000);
  });

  it("meets as many allocations as a large outage has providers, not thousands", () => {
    expect(new Set(take(0, 5_000).map((address) => address.split(".").slice(0, 2).join("."))).size).toBe(256);
  });

  it("comes back to a network with another host after 14.1 million", () => {
    const [early, late] = [take(0, 1)[0] ?? "", take(WALK, 1)[0] ?? ""];
    expect(networkOf(late)).toBe(networkOf(early));
    expect([early, late].map((address) => address.split(".").at(-1))).toEqual(["1", "2"]);
  });

  it("gives different addresses to different steps", () => {
    const step = fc.integer({ min: 0, max: 254 * WALK - 1 });
    fc.assert(fc.property(step, step, (a, b) => a === b || take(a, 1)[0] !== take(b, 1)[0]));
  });

  it("is the same walk every time", () => {
    expect(take(7, 50)).toEqual(take(7, 50));
  });
});
