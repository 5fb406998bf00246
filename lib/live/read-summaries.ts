import { readManyProblems } from "#lib/buckets/facets.db.ts";
import { last15 } from "#lib/buckets/window.ts";
import { buildSummaries } from "#lib/live/build-summaries.ts";
import { readBaselines } from "#lib/live/read-baselines.ts";
import { nowOf, type ReadContext } from "#lib/live/read-context.ts";
import { readSparklines } from "#lib/live/read-remembered.ts";
import type { ServiceRow } from "#lib/live/services.db.ts";
import type { ServiceSummary } from "#lib/live/snapshot.ts";

/** Turns rows of services into the rows of a list, with sparkline, expectation and top problem: four statements for all. */
export async function readSummaries(context: ReadContext, rows: readonly ServiceRow[]): Promise<ServiceSummary[]> {
  if (rows.length === 0) return [];
  const now = nowOf(context);
  const ids = rows.map((row) => row.id);
  const failing = rows.filter((row) => row.state !== "normal").map((row) => row.id);
  const [sparklines, problems, expected] = await Promise.all([
    readSparklines(context, ids),
    failing.length === 0 ? [] : readManyProblems(context.db, failing, last15(now)),
    readBaselines(context.db, ids),
  ]);
  return buildSummaries({ rows, sparklines, problems, expected }, now);
}
