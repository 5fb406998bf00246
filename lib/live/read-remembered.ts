import { LRUCache } from "lru-cache";
import { readManySeries, readTotals } from "#lib/buckets/buckets.db.ts";
import { readGaps } from "#lib/buckets/gaps.db.ts";
import { lastMinutes } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";
import { buildSparkline, SPARKLINE_STEP, sparklineSpan } from "#lib/live/build-series.ts";
import { nowOf, type ReadContext } from "#lib/live/read-context.ts";
import { missingSpan, NOTHING_YET, type RememberedSeries, remember, totalOf } from "#lib/live/remembered-series.ts";

const DAY_MINUTES = 1_440;
/** Some 72 numbers each; the services that were not asked for the longest go first. */
const MAX_SPARKLINES = 5_000;

interface Memory {
  readonly sparklines: LRUCache<number, RememberedSeries>;
  day: RememberedSeries;
}

const memories = new WeakMap<Db, Memory>();

function memoryOf(db: Db): Memory {
  const memory = memories.get(db) ?? { sparklines: new LRUCache({ max: MAX_SPARKLINES }), day: NOTHING_YET };
  memories.set(db, memory);
  return memory;
}

/** Counted reports of all services in the last 24 hours. */
export async function readDayReports(context: ReadContext): Promise<number> {
  const memory = memoryOf(context.db);
  const now = nowOf(context);
  const span = lastMinutes(now, DAY_MINUTES);
  const known = memory.day;
  const rows = await readTotals(context.db, missingSpan(known, span));
  memory.day = remember(known, span, 1, now, rows);
  return totalOf(memory.day);
}

/** The sparklines of services, by id. */
export async function readSparklines(
  context: ReadContext,
  serviceIds: readonly number[],
): Promise<Map<number, readonly (number | null)[]>> {
  const { sparklines } = memoryOf(context.db);
  const now = nowOf(context);
  const span = sparklineSpan(now);
  const asked = serviceIds.map((serviceId) => {
    const known = sparklines.get(serviceId) ?? NOTHING_YET;
    return { serviceId, known, span: missingSpan(known, span) };
  });
  const [series, gaps] = await Promise.all([
    readManySeries(context.db, asked, SPARKLINE_STEP),
    readGaps(context.db, span),
  ]);
  const rows = Map.groupBy(series, (row) => row.serviceId);
  return new Map(
    asked.map(({ serviceId, known }) => {
      const remembered = remember(known, span, SPARKLINE_STEP, now, rows.get(serviceId) ?? []);
      sparklines.set(serviceId, remembered);
      return [serviceId, buildSparkline(remembered.reports, span, gaps)];
    }),
  );
}
