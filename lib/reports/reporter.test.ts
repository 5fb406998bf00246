import { describe, expect, it } from "vitest";
import { clientAddress } from "#lib/reports/client-address.ts";
import { hmacKey } from "#lib/reports/hmac.ts";
import { reporterDigests } from "#lib/reports/reporter.ts";

const saltOf = (byte: number) => hmacKey(new Uint8Array(32).fill(byte));
const salt = saltOf(7);
const signs = (text: string, userAgent = "Browser", acceptLanguage = "en", asn: number | null = null) => {
  const client = clientAddress(text, undefined, []);
  if (client === null) throw new Error(text);
  return { address: client.address, userAgent, acceptLanguage, asn };
};
const base = reporterDigests(salt, 1, signs("203.0.113.9"));

describe("the reporter's pseudonym", () => {
  it.each([
    ["another browser", reporterDigests(salt, 1, signs("203.0.113.9", "Other"))],
    ["another language", reporterDigests(salt, 1, signs("203.0.113.9", "Browser", "de"))],
    ["another address", reporterDigests(salt, 1, signs("203.0.113.10"))],
    ["another service", reporterDigests(salt, 2, signs("203.0.113.9"))],
    ["another day's salt", reporterDigests(saltOf(8), 1, signs("203.0.113.9"))],
    ["a moved border between two fields", reporterDigests(salt, 1, signs("203.0.113.9", "Browsere", "n"))],
  ])("differs for %s", (_, other) => {
    expect(other.reporter).not.toBe(base.reporter);
  });

  it("is the same within one IPv6 /64", () => {
    expect(reporterDigests(salt, 1, signs("2001:db8::1"))).toEqual(reporterDigests(salt, 1, signs("2001:db8::2")));
  });

  it("shares its address digest with every browser of the household, and its network digest with the block", () => {
    const sameRoom = reporterDigests(salt, 1, signs("203.0.113.9", "Other"));
    const sameBlock = reporterDigests(salt, 1, signs("203.0.113.10"));
    expect(sameRoom.address).toBe(base.address);
    expect(sameBlock.address).not.toBe(base.address);
    expect(sameBlock.network).toBe(base.network);
  });

  it("names the provider by ASN where it is known, else by a digest of the allocation", () => {
    expect(reporterDigests(salt, 1, signs("203.0.113.9", "", "", 64_500)).asn).toBe("as:64500");
    expect(base.asn).toMatch(/^alloc:[0-9a-f]{8}$/);
    expect(reporterDigests(salt, 1, signs("203.0.200.1")).asn).toBe(base.asn);
  });

  it("holds no part of the address", () => {
    expect(JSON.stringify(base)).not.toContain("203");
  });
});
