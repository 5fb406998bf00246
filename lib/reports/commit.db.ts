import type { Db } from "#lib/db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { lockBatch, readBlockWindows } from "#lib/reports/block-window.db.ts";
import { blocksOf } from "#lib/reports/block-window.ts";
import { decideReports } from "#lib/reports/decide-reports.ts";
import { readKeyedReports } from "#lib/reports/keyed.db.ts";
import type { ReportRow, StoredReport } from "#lib/reports/report-row.ts";
import { storeReports } from "#lib/reports/reports.db.ts";
import { bucketKey, tallyReports } from "#lib/reports/tally-reports.ts";

/** What the database holds for a report, and of which body: another hash than the report's own is a conflict. */
export interface Outcome {
  readonly stored: StoredReport;
  readonly bodyHash: string;
  /** The key was known: this is the first answer again. */
  readonly replayed: boolean;
}

const MAX_TRIES = 5;
/** As long as the statements of the ingest's own client may take (db.ts). */
const TRANSACTION = { maxWait: 2_000, timeout: 5_000 } as const;

/** SQLSTATE of a failed statement, wherever the client has put it. */
function sqlState(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  const { meta, cause, code } = error as {
    meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } }; code?: unknown };
    cause?: unknown;
    code?: unknown;
  };
  const found =
    meta?.driverAdapterError?.cause?.originalCode ??
    meta?.code ??
    (typeof cause === "object" && cause !== null && "originalCode" in cause ? cause.originalCode : code);
  return typeof found === "string" ? found : "";
}

/** Class 22 (data exception) and 23 (integrity): one row is at fault, the others are not. */
export function isRowFault(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error));
}

/**
 * Did the statement surely not commit? Yes when PostgreSQL itself refused it (it names an SQLSTATE) or was never
 * reached (Prisma's P1001). A connection lost on the way leaves it open, and so does a server that is being ended (57P01) or
 * has crashed (57P02): that word may come between the commit and its answer.
 */
export function isSurelyNotStored(error: unknown): boolean {
  const isUnreached = typeof error === "object" && error !== null && "code" in error && error.code === "P1001";
  return isUnreached || /^(?!57P0[12])[0-9A-Z]{5}$/.test(sqlState(error));
}

/** 53100: PostgreSQL has no room left to write. */
export function isDiskFull(error: unknown): boolean {
  return sqlState(error) === "53100";
}

/**
 * 40001 serialization failure, 40P01 deadlock, and 23505 when another batch was the first to store the same key or block:
 * nothing is stored, and the same batch may succeed.
 */
function isPassing(error: unknown): boolean {
  return /^(40...|23505)$/.test(sqlState(error));
}

/** The rows whose keys are new; of those with the same key the first. */
function freshRows(rows: readonly ReportRow[], knownKeys: ReadonlySet<string>): readonly ReportRow[] {
  const seen = new Set(knownKeys);
  return rows.filter(({ key }) => {
    if (key === null) return true;
    const known = seen.has(key.toLowerCase());
    seen.add(key.toLowerCase());
    return !known;
  });
}

async function storeFresh(db: Db, rows: readonly ReportRow[]): Promise<StoredReport[]> {
  const { own, yesterday } = blocksOf(rows);
  const state = await lockBatch(
    db,
    own,
    rows.flatMap((row) => row.key ?? []),
  );
  const older = yesterday.length === 0 ? [] : await readBlockWindows(db, yesterday);
  const windows = new Map([...older, ...state.windows]);
  const fresh = freshRows(rows, state.knownKeys);
  if (fresh.length === 0) return [];
  const { decisions, changed } = decideReports(fresh, windows);
  const tallies = tallyReports(fresh, decisions);
  const added = await storeReports(db, { rows: fresh, decisions, windows, changed, tallies });
  return fresh.map(({ id, serviceId, minute }, index) => {
    const disposition = decisions[index]?.disposition;
    const reports15 = added.get(bucketKey(serviceId, minute));
    if (disposition === undefined || reports15 === undefined) throw new Error("a report has no bucket");
    return { id, minute, disposition, reports15 };
  });
}

/**
 * Stores a batch in one transaction: the windows of its address blocks are locked, the rules applied to all whose key is new,
 * and all of it written. A report whose key was known is missing from the result.
 */
export async function insertReports(db: PrismaClient, rows: readonly ReportRow[]): Promise<StoredReport[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.$transaction((transaction) => storeFresh(transaction, rows), TRANSACTION);
    } catch (error) {
      if (attempt === MAX_TRIES || !isPassing(error)) throw error;
    }
  }
}

/** Stores a batch and says for each row, in order, what became of it; rows whose key was known get its first answer. */
export async function commitReports(db: PrismaClient, rows: readonly ReportRow[]): Promise<Outcome[]> {
  const stored = new Map((await insertReports(db, rows)).map((report) => [report.id, report]));
  const missing = rows.flatMap((row) => (row.key !== null && !stored.has(row.id) ? [row.key.toLowerCase()] : []));
  const known = new Map(
    missing.length === 0 ? [] : (await readKeyedReports(db, missing)).map((report) => [report.key, report]),
  );
  return rows.map((row) => {
    const own = stored.get(row.id);
    if (own !== undefined) return { stored: own, bodyHash: row.bodyHash, replayed: false };
    const first = row.key === null ? undefined : known.get(row.key.toLowerCase());
    if (first === undefined) throw new Error("a report was neither stored nor known by its key");
    return { stored: first, bodyHash: first.bodyHash, replayed: true };
  });
}
