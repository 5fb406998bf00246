import ipaddr from "ipaddr.js";
import { describe, expect, it } from "vitest";
import { limits } from "#lib/reports/limits.ts";
import { ReportLimiter } from "#lib/reports/report-limiter.ts";

/** How many of `count` reports are let through at once, each from the address that `of` names. */
function allowed(count: number, of: (i: number) => string): number {
  const limiter = new ReportLimiter();
  return Array.from({ length: count }, (_, i) => limiter.take(ipaddr.process(of(i)), 1_000)).filter(
    (decision) => decision.allowed,
  ).length;
}

describe("how many reports are taken at once", () => {
  it.each([
    ["of one IPv4 address", () => "203.0.113.9", limits.burst],
    ["of one IPv6 /64, whatever the rest", (i: number) => `2001:db8:0:1::${i.toString(16)}`, limits.burst],
    ["of the households of one IPv6 /48", (i: number) => `2001:db8:0:${i.toString(16)}::1`, limits.blockBurst],
    ["of as many /48, all", (i: number) => `2001:db8:${i.toString(16)}::1`, 1_000],
    ["of as many IPv4 addresses of one carrier, all", (i: number) => `203.0.${i >> 8}.${i & 255}`, 1_000],
  ])("%s", (_, of, expected) => {
    expect(allowed(1_000, of)).toBe(expected);
  });

  it("is not less for its neighbours where one household asks far beyond its own", () => {
    const limiter = new ReportLimiter();
    for (let i = 0; i < 10_000; i += 1) limiter.take(ipaddr.process("2001:db8:0:1::1"), 0);
    const neighbours = Array.from({ length: limits.blockBurst - limits.burst }, (_, i) =>
      limiter.take(ipaddr.process(`2001:db8:0:${(i + 2).toString(16)}::1`), 0),
    );
    expect(neighbours.filter(({ allowed }) => !allowed)).toEqual([]);
  });

  it("says when a block may come again", () => {
    const limiter = new ReportLimiter();
    const send = (i: number, nowMs: number) => limiter.take(ipaddr.process(`2001:db8:0:${i.toString(16)}::1`), nowMs);
    for (let i = 0; i < limits.blockBurst; i += 1) send(i, 0);
    expect(send(5_000, 0)).toMatchObject({ allowed: false, retryAfterMs: limits.blockIntervalMs });
    expect(send(5_000, limits.blockIntervalMs).allowed).toBe(true);
  });
});
