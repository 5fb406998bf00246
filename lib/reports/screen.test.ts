import { describe, expect, it } from "vitest";
import { mayReport } from "#lib/reports/same-origin.ts";
import { screen } from "#lib/reports/screen.ts";

const NOW = 1_700_000_000_000;

describe("screening", () => {
  it.each([
    ["a report through the API", null, { kind: "candidate" }],
    ["a form filled by a person", { honeypot: "", shownMs: NOW - 4_000 }, { kind: "candidate" }],
    ["a form of a page that was cached for an hour", { honeypot: "", shownMs: NOW - 3_600_000 }, { kind: "candidate" }],
    ["a form without the time", { honeypot: "", shownMs: null }, { kind: "candidate" }],
    ["a filled honeypot", { honeypot: "x", shownMs: NOW - 4_000 }, { kind: "set-aside", reason: "honeypot" }],
    ["a form filled in no time", { honeypot: "", shownMs: NOW - 100 }, { kind: "set-aside", reason: "too-fast" }],
    ["a form filled as fast as a person can", { honeypot: "", shownMs: NOW - 800 }, { kind: "candidate" }],
    [
      "a form filled faster by a millisecond",
      { honeypot: "", shownMs: NOW - 799 },
      { kind: "set-aside", reason: "too-fast" },
    ],
    ["a form from the future", { honeypot: "", shownMs: NOW + 100 }, { kind: "set-aside", reason: "too-fast" }],
  ] as const)("of %s", (_, form, expected) => {
    expect(screen(form, NOW)).toEqual(expected);
  });
});

describe("who may report", () => {
  const own = "https://outages.example.org";
  it.each([
    ["a program without browser headers", {}, true],
    ["our own page", { secFetchSite: "same-origin", origin: own }, true],
    [
      "our own page under another address of the machine",
      { secFetchSite: "same-origin", origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" },
      true,
    ],
    ["an old browser on our page", { origin: own }, true],
    ["another site", { secFetchSite: "cross-site", origin: "https://evil.example" }, false],
    ["a sibling domain", { secFetchSite: "same-site", origin: "https://www.example.org" }, false],
    ["an opaque origin", { origin: "null" }, false],
    ["another site in an old browser", { origin: "https://evil.example", host: "outages.example.org" }, false],
    [
      "our own page by a name of the local network",
      { secFetchSite: "same-origin", origin: "http://outages:3000", host: "outages:3000" },
      true,
    ],
    [
      "a page under a name that was made to lead here",
      { secFetchSite: "same-origin", origin: "http://evil.example:3000", host: "evil.example:3000" },
      false,
    ],
  ])("%s: %o -> %s", (_, headers, allowed) => {
    expect(mayReport({ secFetchSite: undefined, origin: undefined, host: undefined, ...headers }, own)).toBe(allowed);
  });

  it("includes every name of the instance while its operator has named no public address", () => {
    const headers = { secFetchSite: "same-origin", origin: own, host: "outages.example.org" };
    expect(mayReport(headers, "http://localhost:3000")).toBe(true);
  });
});
