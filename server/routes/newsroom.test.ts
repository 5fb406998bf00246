import { describe, expect, it } from "vitest";
import { minuteToMs } from "#lib/buckets/minute.ts";
import { at, incidentOf } from "#lib/publish/testing/chart-fixtures.ts";
import { POISONED_NAMES } from "#lib/publish/testing/poisoned-names.ts";
import { incidentSnapshot, serviceSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";
import { readFreshness } from "#server/edge-policy.ts";
import { isNewsroomPath } from "#server/newsroom-addresses.ts";
import { createNewsroom } from "#server/routes/newsroom.ts";
import type { NewsroomSource } from "#server/routes/newsroom-source.ts";

const asked: unknown[][] = [];

function sourceOf(name: string): NewsroomSource {
  const service = { ...serviceSnapshot().service, name };
  return {
    publisher: () => ({ instanceName: "Groundswell", publicUrl: "https://outages.example.org" }),
    now: () => at("2024-11-10T00:00Z"),
    service: async (slug, range) => {
      asked.push(["service", slug, range]);
      return slug === "chatgpt" ? serviceSnapshot({ service }) : null;
    },
    minutes: async (slug, range) => {
      asked.push(["minutes", slug, range]);
      return slug === "chatgpt" ? { ...serviceSnapshot(), service } : null;
    },
    incident: async (id, asOf) => {
      asked.push(["incident", id, asOf]);
      return id === "2024-11-09-chatgpt" ? incidentSnapshot({ service }) : null;
    },
    sitemap: async () => ({ services: ["chatgpt"], incidents: [] }),
    incidents: async (slug) => {
      if (slug !== null && slug !== "chatgpt") return null;
      const stamp = { asOf: minuteToMs(at("2024-11-10T00:00Z")), mode: "live" } as const;
      return { ...stamp, service: slug === null ? null : service, incidents: [incidentOf({ service })], next: null };
    },
  };
}

const handle = createNewsroom(sourceOf("ChatGPT"));
const get = (path: string) => handle(new Request(`http://front${path}`));

const ADDRESSES = [
  ["/robots.txt", "text/plain; charset=utf-8"],
  ["/sitemap.xml", "application/xml; charset=utf-8"],
  ["/status/chatgpt.svg", "image/svg+xml; charset=utf-8"],
  ["/status/chatgpt.csv", "text/csv; charset=utf-8; header=present"],
  ["/status/chatgpt.json", "application/json; charset=utf-8"],
  ["/status/chatgpt/badge.svg", "image/svg+xml; charset=utf-8"],
  ["/status/chatgpt/shields.json", "application/json; charset=utf-8"],
  ["/status/chatgpt/incidents.atom", "application/atom+xml; charset=utf-8"],
  ["/incidents.rss", "application/rss+xml; charset=utf-8"],
  ["/incidents.json", "application/feed+json; charset=utf-8"],
  ["/incidents/2024-11-09-chatgpt.svg", "image/svg+xml; charset=utf-8"],
  ["/incidents/2024-11-09-chatgpt.csv", "text/csv; charset=utf-8; header=present"],
  ["/incidents/2024-11-09-chatgpt.json", "application/json; charset=utf-8"],
  ["/incidents/2024-11-09-chatgpt.zip", "application/zip"],
  ["/api/oembed?url=https://outages.example.org/status/chatgpt", "application/json; charset=utf-8"],
  ["/api/oembed?format=xml&url=https://outages.example.org/status/chatgpt", "text/xml; charset=utf-8"],
] as const;

describe("the newsroom's addresses", () => {
  it.each(ADDRESSES)("%s is %s, for everybody, a minute old at most", async (path, type) => {
    expect(isNewsroomPath(new URL(path, "http://front").pathname)).toBe(true);
    const { status, headers } = await get(path);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe(type);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    const { sMaxAge, staleWhileRevalidate } = readFreshness(headers.get("cache-control") ?? "") ?? {};
    expect((sMaxAge ?? 0) + (staleWhileRevalidate ?? 0)).toBe(60);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it.each([
    "/status/chatgpt",
    "/status/chatgpt.html",
    "/status/a/b.png",
    "/incidents",
    "/incidents/x",
    "/incidents.zip",
    "/status/chatgpt.zip",
    "/favicon.svg",
  ])("%s is none of them", (path) => {
    expect(isNewsroomPath(path)).toBe(false);
  });

  it.each([
    "/status/nothing.svg",
    "/status/CHATGPT.csv",
    "/status/a%20b.json",
    "/status/CHATGPT/badge.svg",
    "/status/CHATGPT/incidents.atom",
    "/incidents/A.json",
    "/status/nothing.csv",
    "/status/nothing/badge.svg",
    "/status/nothing/incidents.rss",
    "/incidents/none.zip",
    "/api/oembed?url=https://outages.example.org/status/nothing",
    "/api/oembed?url=https://outages.example.org/method",
    "/api/oembed?url=https://elsewhere.example/status/chatgpt",
    "/api/oembed?url=javascript:alert(1)",
    "/api/oembed?url=%00",
  ])("%s is not found, and not kept", async (path) => {
    const { status, headers } = await get(path);
    expect(status).toBe(404);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-type")).toBe("application/problem+json");
  });

  it.each([
    ["/status/chatgpt.csv?range=30d", "?range", "invalid-value"],
    ["/status/chatgpt.json?range=", "?range", "invalid-value"],
    ["/status/chatgpt.csv?tz=Mars/Phobos", "?tz", "not-a-time-zone"],
    ["/incidents/2024-11-09-chatgpt.zip?tz=CET-1", "?tz", "not-a-time-zone"],
    ["/incidents/2024-11-09-chatgpt.csv?asof=yesterday", "?asof", "not-a-utc-minute"],
    ...["csv", "json", "zip", "png", "svg"].map((ending) => [
      `/incidents/2024-11-09-chatgpt.${ending}?asof=2024-11-10T00:01Z`,
      "?asof",
      "in-the-future",
    ]),
    ["/status/chatgpt.csv?range=1h&range=7d", "?range", "duplicate-key"],
    ["/status/chatgpt.csv?asof=2024-11-09T00:30Z", "?asof", "unknown-key"],
    ["/status/chatgpt.json?from=2024-11-01T00:00Z", "?from", "unknown-key"],
    ["/incidents/2024-11-09-chatgpt.zip?range=1h", "?range", "unknown-key"],
  ])("%s is no other data than was asked for, but a refusal", async (path, pointer, code) => {
    const answer = await get(path);
    expect(answer.status).toBe(400);
    const [instance] = path.split("?");
    expect(await answer.json()).toMatchObject({ instance, errors: [{ pointer, code }] });
  });

  it.each(["range=30d", "tz=Mars/Phobos", "theme=blue", "imType=huge", "lang=xx"])(
    "a picture with %s is the usual one: an article must not show an error",
    async (query) => {
      const [usual, odd] = [await get("/status/chatgpt.svg"), await get(`/status/chatgpt.svg?${query}`)];
      expect([odd.status, await odd.text()]).toEqual([200, await usual.text()]);
    },
  );

  it.each([
    ["/incidents/2024-11-09-chatgpt.csv?asof=yesterday", 400],
    ["/api/oembed", 400],
    ["/api/oembed?format=yaml&url=https://outages.example.org/status/chatgpt", 501],
  ])("%s is refused with %i", async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });

  it.each(["theme", "imType", "tz", "range", "url", "maxwidth"])("never repeat what %s was given", async (key) => {
    const query = `${key}=${encodeURIComponent("<script>evil</script>")}`;
    for (const path of ["/status/chatgpt.svg", "/status/chatgpt.csv", "/api/oembed"]) {
      expect(await (await get(`${path}?${query}`)).text()).not.toContain("evil");
    }
  });

  it("read the frozen minute, and hand it on to the embed and the picture", async () => {
    asked.length = 0;
    const page = "https://outages.example.org/incidents/2024-11-09-chatgpt?asof=2024-11-09T00:30Z#figures";
    const answer = await (await get(`/api/oembed?url=${encodeURIComponent(page)}`)).json();
    expect(asked).toEqual([["incident", "2024-11-09-chatgpt", at("2024-11-09T00:30Z")]]);
    expect(answer.html).toContain("/embed/incidents/2024-11-09-chatgpt?asof=2024-11-09T00:30Z");
    expect(answer.thumbnail_url).toContain(
      "/incidents/2024-11-09-chatgpt.png?asof=2024-11-09T00:30Z&amp;imType=og".replace("&amp;", "&"),
    );
  });

  it.each([
    ["/status/chatgpt?range=7d", "/embed/chatgpt?range=7d"],
    ["/status/chatgpt?range=24h", "/embed/chatgpt"],
    ["/status/chatgpt?range=9y", "/embed/chatgpt"],
    [
      "/incidents/2024-11-09-chatgpt?tz=europe/berlin&lang=de&asof=2024-11-09T00:30:00Z",
      "/embed/incidents/2024-11-09-chatgpt?asof=2024-11-09T00:30Z&amp;lang=de&amp;tz=Europe/Berlin",
    ],
  ])("embed what the page %s shows", async (path, embed) => {
    const page = encodeURIComponent(`https://outages.example.org${path}`);
    const { html } = await (await get(`/api/oembed?url=${page}`)).json();
    expect(html).toContain(`src="https://outages.example.org${embed}"`);
  });

  it("answer 503 when the data cannot be read, so that the cache serves the last good answer", async () => {
    const broken = createNewsroom({
      ...sourceOf("x"),
      service: () => Promise.reject(new Error("the database is away")),
    });
    const { status, headers } = await broken(new Request("http://front/status/chatgpt.svg"));
    expect(status).toBe(503);
    expect(headers.get("retry-after")).toBe("5");
  });
});

/** Width and height in the header of a PNG (its IHDR chunk). */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe("a picture as PNG", () => {
  it.each([
    ["", 1_600, 900],
    ["?imType=og", 1_200, 630],
    ["?imType=card", 640, 336],
    ["?imType=square", 1_080, 1_080],
    ["?imType=print", 2_400, 1_500],
    ["?imType=1e9", 1_600, 900],
  ])("with %j is %i x %i", async (query, width, height) => {
    const response = await get(`/status/chatgpt.png${query}`);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(sizeOf(Buffer.from(await response.arrayBuffer()))).toEqual([width, height]);
  });

  it("in Japanese, for which its font has no letters, is the English one with the times of the zone, and says so", async () => {
    const bytes = async (query: string) => {
      const response = await get(`/status/chatgpt.png?imType=card&tz=Asia/Tokyo${query}`);
      return [response.headers.get("content-language"), Buffer.from(await response.arrayBuffer())] as const;
    };
    const [language, picture] = await bytes("&lang=ja");
    expect(language).toBe("en");
    expect(picture).toEqual((await bytes(""))[1]);
    expect((await bytes("&lang=de"))[0]).toBe("de");
    expect((await bytes("&lang=de"))[1]).not.toEqual(picture);
    const drawing = await get("/status/chatgpt.svg?lang=ja");
    expect(drawing.headers.get("content-language")).toBe("ja");
    expect(await drawing.text()).toContain("不具合");
  });

  it.each(POISONED_NAMES)("of a service named %s is drawn", async (_, name) => {
    const response = await createNewsroom(sourceOf(name))(new Request("http://front/status/x.png?imType=card"));
    expect(response.status).toBe(404);
    const drawn = await createNewsroom(sourceOf(name))(new Request("http://front/status/chatgpt.png?imType=card"));
    expect(sizeOf(Buffer.from(await drawn.arrayBuffer()))).toEqual([640, 336]);
  });

  it("is refused while too many others wait", async () => {
    const answers = await Promise.all(Array.from({ length: 45 }, () => get("/status/chatgpt.png?imType=card")));
    const refused = answers.filter((answer) => answer.status === 503);
    expect(refused).toHaveLength(5);
    expect(await refused[0]?.json()).toMatchObject({ type: "/problems/pictures-full" });
  });
});
