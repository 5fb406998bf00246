import { type BatchDb, type BatchTransaction, UnreachedError } from "#lib/reports/batch.db.ts";
import { lockBatch, readBlockWindows } from "#lib/reports/block-window.db.ts";
import { type BlockWindows, blocksOf } from "#lib/reports/block-window.ts";
import { decideReports } from "#lib/reports/decide-reports.ts";
import { deleteKeys, type KeyedReport, readKeyedReports } from "#lib/reports/keyed.db.ts";
import type { ReportRow, StoredReport } from "#lib/reports/report-row.ts";
import { storeReports } from "#lib/reports/reports.db.ts";
import { bucketKey, tallyReports } from "#lib/reports/tally-reports.ts";
import { sqlState } from "#lib/sql-state.ts";

/** What the database holds for a report, and of which body: another hash than the report's own is a conflict. */
export interface Outcome {
  readonly stored: StoredReport;
  readonly bodyHash: string;
  /** The key was known: this is the first answer again. */
  readonly replayed: boolean;
}

const MAX_TRIES = 5;

/**
 * Did the batch surely not commit? Yes when PostgreSQL itself refused it (it names an SQLSTATE) or was never reached. A
 * connection lost on the way leaves it open, and so does a server that is being ended (57P01) or has crashed (57P02): that
 * word may come between the commit and its answer.
 */
export function isSurelyNotStored(error: unknown): boolean {
  return error instanceof UnreachedError || /^(?!57P0[12])[0-9A-Z]{5}$/.test(sqlState(error));
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

/** Decides on the rows, writes them and commits: the transaction's last statement. */
async function storeFresh(
  transaction: BatchTransaction,
  rows: readonly ReportRow[],
  windows: BlockWindows,
): Promise<Outcome[]> {
  const { decisions, changed } = decideReports(rows, windows);
  const tallies = tallyReports(rows, decisions);
  const added = await transaction.commitAfter(
    storeReports(transaction, { rows, decisions, windows, changed, tallies }),
  );
  return rows.map(({ id, serviceId, minute, bodyHash }, index) => {
    const disposition = decisions[index]?.disposition;
    const reports15 = added.get(bucketKey(serviceId, minute));
    if (disposition === undefined || reports15 === undefined) throw new Error("a report has no bucket");
    return { stored: { id, minute, disposition, reports15 }, bodyHash, replayed: false };
  });
}

/** The outcomes of all rows: a row that is not fresh gets the first answer to its key, from the database or from this batch. */
function withAnswersAgain(
  rows: readonly ReportRow[],
  fresh: readonly ReportRow[],
  stored: readonly Outcome[],
  known: readonly KeyedReport[],
): Outcome[] {
  const own = new Map(stored.map((outcome) => [outcome.stored.id, outcome]));
  const first = new Map<string, Outcome>();
  for (const report of known) first.set(report.key, { stored: report, bodyHash: report.bodyHash, replayed: true });
  for (const { id, key } of fresh) {
    const outcome = own.get(id);
    if (key !== null && outcome !== undefined) first.set(key.toLowerCase(), { ...outcome, replayed: true });
  }
  return rows.map(({ id, key }) => {
    const outcome = own.get(id) ?? first.get(key?.toLowerCase() ?? "");
    if (outcome === undefined) throw new Error("a report was neither stored nor known by its key");
    return outcome;
  });
}

/**
 * The windows of the batch's address blocks are locked, the rules applied to all whose key is new, and all of it written.
 * What the other keys were answered is read before the commit, because once it is done nothing may fail any more.
 */
async function storeBatch(transaction: BatchTransaction, rows: readonly ReportRow[]): Promise<Outcome[]> {
  const { own, yesterday } = blocksOf(rows);
  const keys = rows.flatMap((row) => row.key ?? []);
  const [{ windows, knownKeys }, older] = await Promise.all([
    lockBatch(transaction, own, keys),
    yesterday.length === 0 ? [] : readBlockWindows(transaction, yesterday),
  ]);
  const known = knownKeys.size === 0 ? [] : await readKeyedReports(transaction, [...knownKeys]);
  const answered = new Set(known.map(({ key }) => key));
  // Whose raw report is gone cannot be answered as before: the key is as good as new.
  const orphans = [...knownKeys].filter((key) => !answered.has(key));
  if (orphans.length > 0) await deleteKeys(transaction, orphans);
  const fresh = freshRows(rows, answered);
  const stored =
    fresh.length === 0
      ? await transaction.commitAfter(Promise.resolve([]))
      : await storeFresh(transaction, fresh, new Map([...older, ...windows]));
  return fresh.length === rows.length ? stored : withAnswersAgain(rows, fresh, stored, known);
}

/** Stores a batch in one transaction and says for each row, in order, what became of it. All or none. */
export async function commitReports(db: BatchDb, rows: readonly ReportRow[]): Promise<Outcome[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction((transaction) => storeBatch(transaction, rows));
    } catch (error) {
      if (attempt === MAX_TRIES || !isPassing(error)) throw error;
    }
  }
}
