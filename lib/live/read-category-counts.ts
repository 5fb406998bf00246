import type { Db } from "#lib/db.ts";
import { OnceAMinute } from "#lib/live/once-a-minute.ts";
import { nowOf, type ReadContext } from "#lib/live/read-context.ts";
import { type ListedRow, readDisturbedRows, readListedRows } from "#lib/live/services.db.ts";

/** A category with all its services and those that are not normal now. */
export interface CategoryCounts extends ListedRow {
  readonly notNormal: number;
}

const listedBy = new WeakMap<Db, OnceAMinute<ListedRow[]>>();

/** Every category that has services, by key. The catalogue, which changes with a release, is counted once a minute: that was most of the home page's time. */
export async function readCategoryCounts(context: ReadContext): Promise<CategoryCounts[]> {
  const { db } = context;
  const listed = listedBy.get(db) ?? new OnceAMinute<ListedRow[]>(1);
  listedBy.set(db, listed);
  const [rows, disturbed] = await Promise.all([
    listed.get("all", nowOf(context), () => readListedRows(db)),
    readDisturbedRows(db),
  ]);
  const notNormal = new Map(disturbed.map((row) => [row.key, row.notNormal]));
  return rows.map((row) => ({ ...row, notNormal: notNormal.get(row.key) ?? 0 }));
}
