import type { Books } from "#bench/fault-books.ts";
import type { Sums } from "#bench/history.db.ts";

/** What the database holds for one key. */
export interface StoredKey {
  readonly key: string;
  readonly rows: number;
  /** Id of one of its rows. */
  readonly id: string;
  /** Rows that were counted. */
  readonly counted: number;
}

/** What the product must never do, whatever fails beneath it. */
export type ViolationKind =
  | "acknowledged-lost"
  | "stored-twice"
  | "another-id"
  | "refused-stored"
  | "never-sent"
  | "not-counted"
  | "unsettled"
  | "sums-differ";

export interface Violation {
  readonly kind: ViolationKind;
  /** The report's key, or the sums. */
  readonly of: string;
}

function checkRow(books: Books, row: StoredKey): ViolationKind[] {
  if (!books.has(row.key)) return ["never-sent"];
  const kinds: ViolationKind[] = [];
  if (row.rows > 1) kinds.push("stored-twice");
  if (row.counted < row.rows) kinds.push("not-counted");
  const ids = books.idsOf(row.key);
  if (ids.size > 1 || (ids.size === 1 && !ids.has(row.id))) kinds.push("another-id");
  if (books.fate(row.key) === "refused") kinds.push("refused-stored");
  return kinds;
}

/**
 * Compares the sender's books with what the database holds after everything has settled: what was acknowledged
 * is stored, each key once and by the id that was told; what was refused is not; what was unknown has been
 * retried until acknowledged; every report is counted, for each had a reporter of its own; and the three
 * places where counted reports are counted agree. Empty: all holds.
 */
export function violations(books: Books, stored: readonly StoredKey[], sums: Sums): Violation[] {
  const found: Violation[] = [];
  const present = new Set<string>();
  for (const row of stored) {
    present.add(row.key);
    for (const kind of checkRow(books, row)) found.push({ kind, of: row.key });
  }
  for (const key of books.keys) {
    const fate = books.fate(key);
    if (fate === "acknowledged" && !present.has(key)) found.push({ kind: "acknowledged-lost", of: key });
    if (fate === "unknown") found.push({ kind: "unsettled", of: key });
  }
  if (sums.buckets !== sums.reports || sums.facets !== sums.reports)
    found.push({
      kind: "sums-differ",
      of: `buckets ${sums.buckets}, reports ${sums.reports}, facets ${sums.facets}`,
    });
  return found;
}

/** How many of each kind, for a line of a table. Empty text: none. */
export function summarise(found: readonly Violation[]): string {
  const counts = new Map<ViolationKind, number>();
  for (const { kind } of found) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} x ${kind}`).join(", ");
}
