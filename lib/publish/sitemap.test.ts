import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { robotsTxt, sitemapXml } from "#lib/publish/sitemap.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";

const URL = "https://outages.example.org";

describe("the sitemap", () => {
  const incidents = [{ id: "2024-11-09-chatgpt", changed: at("2024-11-09T03:02Z") }];
  const xml = sitemapXml({ services: ["chatgpt", "steam"], incidents }, URL);
  const entries: { loc: string; lastmod?: string }[] = new XMLParser().parse(xml).urlset.url;

  it("is sound, and names whole addresses of this instance, each once", () => {
    expect(XMLValidator.validate(xml)).toBe(true);
    const addresses = entries.map(({ loc }) => loc);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses.every((address) => address.startsWith(`${URL}/`))).toBe(true);
    expect(addresses).toEqual(
      expect.arrayContaining([`${URL}/`, `${URL}/category/ai`, `${URL}/status/chatgpt`, `${URL}/status/steam`]),
    );
  });

  it("says of records alone when they changed: all other pages change each minute", () => {
    expect(entries.filter(({ lastmod }) => lastmod !== undefined)).toEqual([
      { loc: `${URL}/incidents/2024-11-09-chatgpt`, lastmod: "2024-11-09T03:02Z" },
    ]);
  });
});

it("robots find the sitemap and how to embed, and keep out of searches and the API", () => {
  expect(robotsTxt(URL).split("\n")).toEqual([
    "User-agent: *",
    "Disallow: /search",
    "Disallow: /api/",
    "Allow: /api/oembed",
    "",
    `Sitemap: ${URL}/sitemap.xml`,
    "",
  ]);
});
