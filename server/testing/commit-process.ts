// A process of its own, as a second front is one: commits the rows that it is sent and answers what became of each.
import { BatchDb } from "#lib/reports/batch.db.ts";
import { commitReports } from "#lib/reports/commit.db.ts";
import type { ReportRow } from "#lib/reports/report-row.ts";

const db = new BatchDb(process.argv[2] ?? "");

process.on("message", async (batches: readonly (readonly ReportRow[])[]) => {
  const outcomes = await Promise.all(batches.map((rows) => commitReports(db, rows)));
  process.send?.(outcomes.flat().map(({ stored, replayed }) => (replayed ? "known" : stored.disposition)));
});
process.once("disconnect", () => process.exit(0));
process.send?.("ready");
