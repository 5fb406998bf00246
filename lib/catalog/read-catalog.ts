import { listServices, readFingerprint } from "#lib/catalog/catalog.db.ts";
import { type Catalog, createCatalogCache } from "#lib/catalog/catalog-cache.ts";
import type { Service } from "#lib/catalog/service.ts";
import { db } from "#lib/db.ts";
import { log } from "#lib/log.ts";

/** The catalogue changes with a release, so half a minute is soon enough to see a new service. */
const REFRESH_MS = 30_000;

// On globalThis for the same reason as the client in db.ts: pages are bundled apart from the front.
const shared = globalThis as { groundswellCatalog?: () => Promise<Catalog> };

/** The catalogue from this process' memory, at most about 30 s old, older while the database is away. Rejects only when it was never read. */
export function readCatalog(): Promise<Catalog> {
  shared.groundswellCatalog ??= createCatalogCache({
    fingerprint: () => readFingerprint(db()),
    load: () => listServices(db()),
    monotonicMs: () => performance.now(),
    refreshMs: REFRESH_MS,
    onStale: (error) => log.warn({ err: error }, "the catalogue could not be read again: serving the older one"),
  });
  return shared.groundswellCatalog();
}

/** A service by its slug, retired ones too, without a query; null when there is none. Rejects like readCatalog. */
export async function readService(slug: string): Promise<Service | null> {
  const catalog = await readCatalog();
  return catalog.bySlug.get(slug) ?? null;
}
