import { formatMinute } from "#lib/buckets/minute.ts";
import { CATEGORY_KEYS } from "#lib/catalog/categories.ts";
import type { SitemapSnapshot } from "#lib/live/read-sitemap.ts";
import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import { tag } from "#lib/publish/svg-tags.ts";

const PAGES = ["/", "/incidents", "/method", "/method/accuracy", "/docs/api"] as const;

/** The pages of this instance for search engines (sitemaps.org 0.9). Only records say when they changed: all other pages change each minute. */
export function sitemapXml({ services, incidents }: SitemapSnapshot, publicUrl: string): string {
  const entry = (path: string, changed: string | null = null) =>
    tag(
      "url",
      {},
      tag("loc", {}, escapeMarkup(publicUrl + path)) + (changed === null ? "" : tag("lastmod", {}, changed)),
    );
  const entries = [
    ...PAGES.map((path) => entry(path)),
    ...CATEGORY_KEYS.map((key) => entry(`/category/${key}`)),
    ...services.map((slug) => entry(`/status/${slug}`)),
    ...incidents.map(({ id, changed }) => entry(`/incidents/${id}`, formatMinute(changed))),
  ];
  const xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9";
  return `<?xml version="1.0" encoding="utf-8"?>\n${tag("urlset", { xmlns }, entries.join("\n"))}\n`;
}

/** What crawlers may read (RFC 9309): no searches and no API, which have no end, but how a page is embedded. */
export function robotsTxt(publicUrl: string): string {
  const rules = ["User-agent: *", "Disallow: /search", "Disallow: /api/", "Allow: /api/oembed"];
  return [...rules, "", `Sitemap: ${publicUrl}/sitemap.xml`, ""].join("\n");
}
