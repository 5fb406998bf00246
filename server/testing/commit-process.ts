// A process of its own, as a second front is one: commits the rows that it is sent and answers what became of each.
import { createDb } from "#lib/db.ts";
import { commitReports } from "#lib/reports/commit.db.ts";
import type { ReportRow } from "#lib/reports/report-row.ts";

const db = createDb(process.argv[2] ?? "", { max: 2, statementTimeoutMs: 10_000, planOnce: true });

process.on("message", async (batches: readonly (readonly ReportRow[])[]) => {
  const outcomes = await Promise.all(batches.map((rows) => commitReports(db, rows)));
  process.send?.(outcomes.flat().map(({ stored, replayed }) => (replayed ? "known" : stored.disposition)));
});
process.once("disconnect", () => process.exit(0));
process.send?.("ready");
