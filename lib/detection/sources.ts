import { partsOfKey, sourceKey } from "#lib/buckets/source-key.ts";

interface SourceCounts {
  readonly reports: number;
  readonly networks: number;
}

/** Reports of the last hour by source (`sourceKey`), and how many of them were the first of their network. */
export type Sources = Readonly<Record<string, SourceCounts>>;

/** Adds up what comes under one key, and sorts, loudest first: sums over the sources are then the same to the last bit, whatever their names. */
function gather(entries: readonly (readonly [key: string, counts: SourceCounts])[]): Sources {
  const sums = new Map<string, SourceCounts>();
  for (const [key, { reports, networks }] of entries) {
    const before = sums.get(key);
    sums.set(key, { reports: reports + (before?.reports ?? 0), networks: networks + (before?.networks ?? 0) });
  }
  return Object.fromEntries([...sums].sort(([, a], [, b]) => b.reports - a.reports || b.networks - a.networks));
}

/** The sources of a country's reports; for null those of all reports, each provider once. */
export function sourcesIn(sources: Sources, country: string | null): Sources {
  const entries = Object.entries(sources).flatMap(([key, counts]) => {
    const parts = partsOfKey(key);
    return country === null || parts.country === country ? [[parts.source, counts] as const] : [];
  });
  return gather(entries);
}

/** The sources of all reports, with those of one country apart; null: of none. All that a verdict about this country, or about the whole, is judged by. */
export function sourcesWith(sources: Sources, country: string | null): Sources {
  const entries = Object.entries(sources).map(([key, counts]) => {
    const parts = partsOfKey(key);
    return [sourceKey(parts.source, parts.country === country ? country : null), counts] as const;
  });
  return gather(entries);
}
