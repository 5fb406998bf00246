import { readManySeries } from "#lib/buckets/buckets.db.ts";
import { readManyProblems } from "#lib/buckets/facets.db.ts";
import { lastMinutes } from "#lib/buckets/window.ts";
import { SPARKLINE_STEP, sparklineSpan } from "#lib/live/build-series.ts";
import { buildSummaries } from "#lib/live/build-summaries.ts";
import { readBaselines } from "#lib/live/read-baselines.ts";
import { nowOf, type ReadContext } from "#lib/live/read-context.ts";
import type { ServiceRow } from "#lib/live/services.db.ts";
import type { ServiceSummary } from "#lib/live/snapshot.ts";

/** What people name is taken from the last hour: fifteen minutes of a small service say nothing. */
const PROBLEM_MINUTES = 60;

/** Turns rows of services into the rows of a list, with sparkline, expectation and top problem: three statements for all. */
export async function readSummaries(context: ReadContext, rows: readonly ServiceRow[]): Promise<ServiceSummary[]> {
  if (rows.length === 0) return [];
  const now = nowOf(context);
  const ids = rows.map((row) => row.id);
  const [sparklines, problems, expected] = await Promise.all([
    readManySeries(context.db, ids, sparklineSpan(now), SPARKLINE_STEP),
    readManyProblems(context.db, ids, lastMinutes(now, PROBLEM_MINUTES)),
    readBaselines(context.db, ids),
  ]);
  return buildSummaries({ rows, sparklines, problems, expected }, now);
}
