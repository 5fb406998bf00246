import type { Minute } from "#lib/buckets/minute.ts";
import { type ReadContext, readContext } from "#lib/live/read-context.ts";
import { readChangedIncidents, readOfferedSlugs } from "#lib/live/sitemap.db.ts";

/** Addresses that a crawler should know. */
export interface SitemapSnapshot {
  readonly services: readonly string[];
  /** The latest first, each with the minute of its last change. */
  readonly incidents: readonly { readonly id: string; readonly changed: Minute }[];
}

/** A sitemap holds at most 50,000 addresses (sitemaps.org): these, and some of our own. */
const MAX_SERVICES = 40_000;
const MAX_INCIDENTS = 9_000;

/** What a sitemap lists: all services, and the incidents that changed last. */
export async function readSitemap({ db }: ReadContext = readContext()): Promise<SitemapSnapshot> {
  const [services, incidents] = await Promise.all([
    readOfferedSlugs(db, MAX_SERVICES),
    readChangedIncidents(db, MAX_INCIDENTS),
  ]);
  return { services, incidents };
}
