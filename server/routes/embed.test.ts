import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { asRangeKey } from "#lib/live/range.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import { incidentSnapshot, serviceSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";
import { createEmbedHandler } from "#server/routes/embed.ts";

const asked: unknown[][] = [];
const handle = createEmbedHandler({
  publisher: () => ({ instanceName: "Groundswell", publicUrl: "https://outages.example.org" }),
  service: async (slug, range) => {
    asked.push(["service", slug, range]);
    if (slug === "old") return "retired";
    return slug === "chatgpt" || slug === "future" ? serviceSnapshot() : null;
  },
  past: async (slug, span) => {
    asked.push(["past", slug, span]);
    if (slug === "future") return null;
    const { asOf, mode, service, series, gaps, incidents, official } = serviceSnapshot();
    return { asOf, mode, service, series, gaps, incidents, official };
  },
  incident: async (id, asOf) => {
    asked.push(["incident", id, asOf]);
    const isKnown = asOf === null || asOf >= at("2024-11-09T00:00Z");
    return id === "2024-11-09-chatgpt" && isKnown ? incidentSnapshot() : null;
  },
});

const get = (path: string) => handle(new Request(`http://front${path}`));

describe("the address of an embed", () => {
  it.each([
    ["/embed/chatgpt", 200, "Reports of problems with ChatGPT in the last 24 hours"],
    ["/embed/incidents/2024-11-09-chatgpt", 200, "Ended Sat 9 Nov"],
    ["/embed/nothing", 404, "There is no such service or incident here"],
    ["/embed/old", 410, "This service is no longer observed"],
    ["/embed/incidents/none", 404, "There is no such service or incident here"],
    ["/embed/incidents", 404, "There is no such service"],
    ["/embed/", 404, "There is no such service"],
    ["/embed/CHATGPT%3Cscript%3E", 404, "There is no such service"],
  ])("%s answers %d", async (path, status, words) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(words);
  });

  it("asks for the range and the frozen minute of its options", async () => {
    asked.length = 0;
    await get("/embed/chatgpt?range=6h");
    await get("/embed/incidents/2024-11-09-chatgpt?asof=2024-11-09T00:30Z");
    expect(asked).toEqual([
      ["service", "chatgpt", asRangeKey("6h")],
      ["incident", "2024-11-09-chatgpt", at("2024-11-09T00:30Z")],
    ]);
  });

  it("asks for a past span, which is frozen", async () => {
    asked.length = 0;
    const html = await (await get("/embed/chatgpt?from=2024-11-08T23:00Z&to=2024-11-09T02:00Z")).text();
    const span = { from: at("2024-11-08T23:00Z"), to: at("2024-11-09T02:00Z") };
    expect(asked[1]).toEqual(["past", "chatgpt", span]);
    expect(html).toContain("data-frozen");
  });

  it.each([
    ["24h", "2024-11-09T02:33Z", "2024-11-08T02:30Z", "2024-11-09T02:30Z"],
    ["1h", "2024-11-09T02:33Z", "2024-11-09T01:33Z", "2024-11-09T02:33Z"],
    ["7d", "2024-11-09T02:33Z", "2024-11-02T02:00Z", "2024-11-09T02:00Z"],
  ])("asks for the %s before the minute as of which a service is frozen", async (range, asOf, from, to) => {
    asked.length = 0;
    const html = await (await get(`/embed/chatgpt?range=${range}&asof=${asOf}`)).text();
    expect(asked[1]).toEqual(["past", "chatgpt", { from: at(from), to: at(to) }]);
    expect(html).toContain("data-frozen");
  });

  it.each([
    ["/embed/chatgpt?asof=yesterday", "No data for this time"],
    ["/embed/chatgpt?asof=1970-01-01T00:05Z", "No data for this time"],
    ["/embed/chatgpt?from=2024-11-09T02:00Z&to=2024-11-09T01:00Z", "No data for this time"],
    ["/embed/chatgpt?from=2024-11-09T02:00Z", "No data for this time"],
    ["/embed/chatgpt?asof=yesterday&lang=de", "Keine Daten für diese Zeit"],
    ["/embed/future?asof=2024-11-09T02:00Z", "No data for this time"],
    ["/embed/incidents/2024-11-09-chatgpt?asof=2024-11-09T00:00", "No data for this time"],
    ["/embed/incidents/2024-11-09-chatgpt?asof=2024-11-08T00:00Z", "No data for this time"],
    ["/embed/incidents/none?asof=2024-11-09T00:00Z", "There is no such service or incident here"],
  ])("%s is 404, and shows nothing of another moment", async (path, words) => {
    const response = await get(path);
    const html = await response.text();
    expect([response.status, html.includes("<svg")]).toEqual([404, false]);
    expect(html).toContain(`<h1>${words}.</h1>`);
  });

  it("never asks the database for what cannot be a name", async () => {
    asked.length = 0;
    await get(`/embed/${"a".repeat(65)}`);
    await get("/embed/x/y");
    expect(asked).toEqual([]);
  });

  it.each(["theme", "range", "tz", "parts", "static", "transparent", "childId"])(
    "never repeats what %s was given",
    async (key) => {
      const response = await get(`/embed/chatgpt?${key}=${encodeURIComponent("<script>evil</script>")}`);
      expect(response.status).toBe(200);
      expect(await response.text()).not.toContain("evil");
    },
  );

  it("says that the database is away when the data cannot be read, so that the cache serves the last good answer", async () => {
    const broken = createEmbedHandler({
      publisher: () => ({ instanceName: "Groundswell", publicUrl: "https://outages.example.org" }),
      service: () => Promise.reject(new Error("the database is away")),
      past: () => Promise.resolve(null),
      incident: () => Promise.resolve(null),
    });
    const response = await broken(new Request("http://front/embed/chatgpt"));
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await response.json()).toMatchObject({ type: "/problems/unavailable-database" });
  });
});

describe("the headers of an embed", () => {
  it.each(["/embed/chatgpt", "/embed/nothing"])(
    "of %s let any page hold it and cache it for ten seconds",
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(headers.get("access-control-allow-origin")).toBe("*");
      // Both are needed in an article whose page is isolated: the frame may be shown, and is isolated itself.
      expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
      expect(headers.get("cache-control")).toBe(
        "public, max-age=0, s-maxage=10, stale-while-revalidate=30, stale-if-error=86400",
      );
      expect(headers.has("set-cookie")).toBe(false);
    },
  );

  it("allow nothing but its own style, script and address", async () => {
    const policy = (await get("/embed/chatgpt")).headers.get("content-security-policy");
    expect(policy?.split("; ")).toEqual([
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      "script-src 'self' https://outages.example.org",
      "connect-src 'self' https://outages.example.org",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors *",
    ]);
  });
});

describe("the scripts of an embed", () => {
  it.each([
    ["public/embed/live.js", 5_000],
    ["public/embed/frame.js", 2_000],
  ])("%s is at most %d bytes as it is sent, and keeps nothing of a reader", (file, bytes) => {
    const source = readFileSync(file, "utf8");
    expect(gzipSync(source).length).toBeLessThan(bytes);
    expect(source).not.toMatch(/cookie\s*=|localStorage|sessionStorage|indexedDB|https?:\/\//);
  });

  it("exchange only parts, as text of our own server, never as markup of a message", () => {
    expect(readFileSync("public/embed/live.js", "utf8")).not.toMatch(
      /innerHTML|insertAdjacentHTML|document\.write|eval/,
    );
  });
});
