import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, it } from "vitest";
import { createAddresses } from "#bench/reporter-addresses.ts";

const networkOf = (address: string) => address.slice(0, address.lastIndexOf("."));

describe("createAddresses", () => {
  it("visits 65,536 networks of a country before one comes again", () => {
    const next = createAddresses();
    const networks = new Set(Array.from({ length: 65_536 }, () => networkOf(next("US"))));
    expect(networks.size).toBe(65_536);
    const again = next("US");
    expect(networks.has(networkOf(again))).toBe(true);
    expect(again.endsWith(".2")).toBe(true);
  });

  it("never gives one address twice, whatever the order of countries", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("US", "GB", "DE", "IN"), { maxLength: 400 }), (countries) => {
        const next = createAddresses();
        const addresses = countries.map((country) => next(country));
        expect(new Set(addresses).size).toBe(countries.length);
      }),
    );
  });

  it("gives ordinary public addresses only", () => {
    const next = createAddresses();
    for (let country = 0; country < 215; country += 1) {
      expect(ipaddr.parse(next(`country ${country}`)).range()).toBe("unicast");
    }
    expect(() => next("one more")).toThrow(RangeError);
  });

  it("starts elsewhere when told, so that two runs do not meet", () => {
    const [early, late] = [createAddresses(), createAddresses(1_000)];
    const first = new Set(Array.from({ length: 1_000 }, () => early("US")));
    for (let i = 0; i < 1_000; i += 1) expect(first.has(late("US"))).toBe(false);
  });

  it("is the same walk every time", () => {
    const [one, other] = [createAddresses(7), createAddresses(7)];
    for (let i = 0; i < 50; i += 1) expect(one("GB")).toBe(other("GB"));
  });
});
