import { GROUP_PREFIX, partsOfKey, sourceKey } from "#lib/buckets/source-key.ts";

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

/** Counts of one source in the part of an hour that lies in one UTC day. */
export interface DaySource extends SourceCounts {
  readonly key: string;
  /** Days since the epoch. */
  readonly day: number;
}

/**
 * The sources of an hour. Midnight gives address groups other names, by which two of them would be four: of them only the day with
 * more reports is believed. AS numbers stay.
 */
export function sourcesOfHour(rows: readonly DaySource[]): Sources {
  const groups = new Map<number, number>();
  for (const { key, day, reports } of rows)
    if (key.startsWith(GROUP_PREFIX)) groups.set(day, (groups.get(day) ?? 0) + reports);
  const [first] = [...groups].sort(([a, fewer], [b, more]) => more - fewer || b - a);
  const believed = rows.filter(({ key, day }) => !key.startsWith(GROUP_PREFIX) || day === first?.[0]);
  return gather(believed.map((row) => [row.key, row] as const));
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
