import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { log } from "#lib/log.ts";
import { clientAddress, parseTrustedProxies } from "#lib/reports/client-address.ts";
import { ProxyWatch } from "#server/untrusted-proxy.ts";

const warn = vi.spyOn(log, "warn");
// In braces: Vitest calls what a hook returns, and a mock is a function.
beforeEach(() => {
  warn.mockImplementation(() => {});
});
afterEach(() => {
  warn.mockReset();
});

it.each([
  ["nginx on the same host that is not trusted is noticed", "127.0.0.1", "198.51.100.7", [], true],
  ["a container's neighbour is noticed", "172.18.0.3", "198.51.100.7", [], true],
  ["so it is by IPv6", "::1", "198.51.100.7", [], true],
  ["a trusted proxy is as it should be", "127.0.0.1", "198.51.100.7", ["127.0.0.0/8"], false],
  ["a visitor of the internet can write what he likes", "198.51.100.9", "198.51.100.7", [], false],
  ["a visitor on the same host without a proxy is one", "127.0.0.1", undefined, [], false],
])("%s", (_, peer, forwardedFor, trusted, seen) => {
  const watch = new ProxyWatch();
  const client = clientAddress(peer, forwardedFor, parseTrustedProxies(trusted));
  if (client === null) throw new Error(`${peer} is no address`);
  watch.look(client, forwardedFor);
  watch.look(client, forwardedFor);
  expect(watch.isSeen).toBe(seen);
  expect(warn).toHaveBeenCalledTimes(seen ? 1 : 0);
});
