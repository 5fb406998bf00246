import type { Service } from "#lib/catalog/service.ts";

/** The whole catalogue at one moment. */
export interface Catalog {
  /** By slug, retired ones too. */
  readonly services: readonly Service[];
  readonly bySlug: ReadonlyMap<string, Service>;
  readonly byId: ReadonlyMap<number, Service>;
}

/** Prepares the look-ups of a list of services. */
function toCatalog(services: readonly Service[]): Catalog {
  return {
    services,
    bySlug: new Map(services.map((service) => [service.slug, service])),
    byId: new Map(services.map((service) => [service.id, service])),
  };
}

export interface CatalogCacheOptions {
  /** A text that changes with the catalogue: while it is the same, `load` is not called again. */
  readonly fingerprint: () => Promise<string>;
  readonly load: () => Promise<readonly Service[]>;
  /** Milliseconds that only grow. */
  readonly monotonicMs: () => number;
  /** From this age on the next reader starts a refresh; a failed one is tried again after the same time. */
  readonly refreshMs: number;
  /** Told of a refresh that failed while an older catalogue went on being served. */
  readonly onStale: (error: unknown) => void;
}

/**
 * A reader of the catalogue that asks the database at most once per `refreshMs`, and lets nobody
 * wait for it but the first callers: an old catalogue is served while the new one is on its way, and
 * for as long as the database is away. Rejects only when nothing was ever loaded.
 */
export function createCatalogCache(options: CatalogCacheOptions): () => Promise<Catalog> {
  const { fingerprint, load, monotonicMs, refreshMs, onStale } = options;
  let current: { readonly fingerprint: string; readonly catalog: Promise<Catalog> } | undefined;
  let triedAt = 0;
  let loading: Promise<Catalog> | undefined;

  const reload = async () => {
    // The fingerprint first: a change between the two reads is then seen at the next refresh.
    const found = await fingerprint();
    if (current?.fingerprint !== found)
      current = { fingerprint: found, catalog: Promise.resolve(toCatalog(await load())) };
    return current.catalog;
  };

  const refresh = () => {
    triedAt = monotonicMs();
    loading ??= reload().finally(() => {
      loading = undefined;
    });
    return loading;
  };

  // All readers have the same promise: every report asks.
  return () => {
    if (current === undefined) return refresh();
    if (loading === undefined && monotonicMs() - triedAt >= refreshMs) refresh().catch(onStale);
    return current.catalog;
  };
}
