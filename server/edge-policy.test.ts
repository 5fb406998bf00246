import { describe, expect, it } from "vitest";
import { canonicalTarget, fileCacheControl, fileOpenness, parseTarget, readFreshness } from "#server/edge-policy.ts";
import { commonHeaders, pagePolicy } from "#server/security-headers.ts";

describe("the cache's key", () => {
  it.each([
    ["/", "/"],
    ["/?utm_source=x&fbclid=1", "/"],
    ["/status/chatgpt?x=1&range=7d", "/status/chatgpt?range=7d"],
    ["/search?q=a%20b&q=c", "/search?q=a+b&q=c"],
    ["/embed/chatgpt?theme=dark&range=1h&z=9", "/embed/chatgpt?theme=dark&range=1h"],
    ["/embed/chatgpt?range=1h&theme=dark", "/embed/chatgpt?theme=dark&range=1h"],
    ["/status/chatgpt.png?reported=1&theme=dark&imType=og", "/status/chatgpt.png?imType=og&theme=dark"],
    ["/incidents/x.png?range=1h&asof=2024-11-09T00:30Z", "/incidents/x.png?asof=2024-11-09T00%3A30Z"],
    ["/incidents.atom?cursor=x", "/incidents.atom"],
    ["/status/chatgpt?range=junk&range=7d&reported=x", "/status/chatgpt"],
    ["/status/chatgpt?range=7d&range=junk&reported=repeat", "/status/chatgpt?range=7d&reported=repeat"],
    ["/embed/chatgpt?theme=zzz&imType=og", "/embed/chatgpt"],
    ["/api/v1/services/x?range=junk", "/api/v1/services/x?range=junk"],
    // The API and the files of data say which key they do not know.
    ["/incidents/x.zip?range=1h&asof=2024-11-09T00:30Z", "/incidents/x.zip?asof=2024-11-09T00%3A30Z&range=1h"],
    ["/status/chatgpt.csv?asof=x&range=1h", "/status/chatgpt.csv?range=1h&asof=x"],
    ["/status/chatgpt/incidents.json?x=1", "/status/chatgpt/incidents.json"],
    ["/status/chatgpt.zip?x=1", "/status/chatgpt.zip"],
    ["/api/v1/services?x=1&limit=2", "/api/v1/services?limit=2&x=1"],
    ["/api/v1/home?x=1", "/api/v1/home?x=1"],
    ["/status/chatgpt/badge.svg?x=1", "/status/chatgpt/badge.svg"],
    ["/api/oembed?format=xml&dnt=1&url=a", "/api/oembed?url=a&format=xml"],
    ["/api/v1/services/x/series?step=5&from=a", "/api/v1/services/x/series?from=a&step=5"],
  ])("of %s is %s", (target, key) => {
    expect(canonicalTarget(new URL(target, "http://front"))).toBe(key);
  });
});

describe("a target", () => {
  it.each([
    ["is of another host", "http://evil.example/"],
    ["is no path", "*"],
    ["has two slashes", "/a//b"],
    ["has a backslash", "/a\\b"],
    ["has U+0000", "/a%00"],
    ["has a slash in disguise", "/a%2Fb"],
    ["has a backslash in disguise", "/a%5cb"],
    ["has a broken escape", "/a%zz"],
    ["has a broken escape before a letter in disguise", "/%%36%33"],
  ])("that %s is none of ours", (_, target) => {
    expect(parseTarget(target)).toBeNull();
  });

  it("has one path however its letters are written", () => {
    expect(parseTarget("/status/%63hatgpt%2Dx?q=%63")?.pathname).toBe("/status/chatgpt-x");
    expect(parseTarget("/%73tatus/%4a%7E%c3%a9")?.pathname).toBe("/status/J~%c3%a9");
    expect(parseTarget("/%2562")?.pathname).toBe("/%2562");
  });

  it("may have all of these in its query", () => {
    expect(parseTarget("/search?q=//a%2Fb%00\\")?.pathname).toBe("/search");
  });
});

describe("freshness", () => {
  it("is read from the answer's own words", () => {
    expect(readFreshness("public, max-age=0, s-maxage=2, stale-while-revalidate=10, stale-if-error=86400")).toEqual({
      sMaxAge: 2,
      staleWhileRevalidate: 10,
      staleIfError: 86_400,
    });
    expect(readFreshness("public, max-age=31536000, immutable")).toMatchObject({ sMaxAge: 31_536_000 });
  });
});

describe("the content security policy", () => {
  it("names each inline script by its hash, and nothing else", () => {
    const policy = pagePolicy(
      '<script>a()</script><script src="/x.js"></script><script id="b">a()</script><script>b()</script>',
    );
    const scripts = policy.split("; ").find((part) => part.startsWith("script-src"));
    expect(scripts?.split(" ")).toEqual([
      "script-src",
      "'self'",
      "'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='",
      expect.stringMatching(/^'sha256-/),
    ]);
    expect(scripts).not.toContain("unsafe-inline");
  });

  it("lets nobody frame a page", () => {
    expect(pagePolicy("")).toContain("frame-ancestors 'none'");
  });
});

it("search engines list nothing of an instance whose outages are not news", () => {
  const robots = (["live", "demo", "replay"] as const).map(
    (mode) => commonHeaders("https://a.example", mode)["x-robots-tag"],
  );
  expect(robots).toEqual([undefined, "noindex", "noindex"]);
});

describe("a file of public/", () => {
  const asked = "public, max-age=0";

  it.each([
    ["/fonts/inter-latin-variable.woff2", 604_800, 604_800],
    ["/embed/live.js", 300, 604_800],
    ["/favicon.svg", 300, 604_800],
  ])("%s is kept by browsers for %i s, by the edge for %i s, and for a day when Next fails", (path, own, shared) => {
    const value = fileCacheControl(path, asked);
    expect(value).toContain(`max-age=${own}`);
    expect(readFreshness(value)).toEqual({ sMaxAge: shared, staleWhileRevalidate: 0, staleIfError: 86_400 });
  });

  it("may be run by every page if it is a script of embeds, and is ours alone otherwise", () => {
    expect(fileOpenness("/embed/live.js")).toEqual({
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    });
    expect(fileOpenness("/fonts/inter-latin-variable.woff2")).toEqual({});
  });

  it.each(["public, max-age=31536000, immutable", "no-store", undefined])(
    "that says %s itself is left alone",
    (given) => {
      expect(fileCacheControl("/_next/static/x.css", given)).toBe(given);
    },
  );
});
