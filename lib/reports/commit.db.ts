import type { Db } from "#lib/db.ts";
import { readKeyedReports } from "#lib/reports/keyed.db.ts";
import type { ReportRow, StoredReport } from "#lib/reports/report-row.ts";
import { insertReports } from "#lib/reports/reports.db.ts";

/** What the database holds for a report, and of which body: another hash than the report's own is a conflict. */
export interface Outcome {
  readonly stored: StoredReport;
  readonly bodyHash: string;
  /** The key was known: this is the first answer again. */
  readonly replayed: boolean;
}

const MAX_TRIES = 3;

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
 * reached (Prisma's P1001). A connection lost on the way leaves it open.
 */
export function isSurelyNotStored(error: unknown): boolean {
  const isUnreached = typeof error === "object" && error !== null && "code" in error && error.code === "P1001";
  return isUnreached || /^[0-9A-Z]{5}$/.test(sqlState(error));
}

/** 40001 serialization failure and 40P01 deadlock: nothing is stored, and the same statement may succeed. */
function isPassing(error: unknown): boolean {
  return /^40/.test(sqlState(error));
}

async function insertWithRetry(db: Db, rows: readonly ReportRow[]): Promise<StoredReport[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await insertReports(db, rows);
    } catch (error) {
      if (attempt === MAX_TRIES || !isPassing(error)) throw error;
    }
  }
}

/** Stores a batch and says for each row, in order, what became of it; rows whose key was known get its first answer. */
export async function commitReports(db: Db, rows: readonly ReportRow[]): Promise<Outcome[]> {
  const stored = new Map((await insertWithRetry(db, rows)).map((report) => [report.id, report]));
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
