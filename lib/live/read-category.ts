import { last15 } from "#lib/buckets/window.ts";
import { findCategory, isCategoryKey } from "#lib/catalog/categories.ts";
import { byUrgency } from "#lib/live/build-summaries.ts";
import { nowOf, type ReadContext, readContext, stampOf } from "#lib/live/read-context.ts";
import { readSummaries } from "#lib/live/read-summaries.ts";
import { readServiceRows } from "#lib/live/services.db.ts";
import type { CategorySnapshot } from "#lib/live/snapshot.ts";

/** The largest category has a few hundred services; this only bounds the statement. */
const MAX_SERVICES = 1_000;

/** All services of a category, worst first; null when there is no such category. */
export async function readCategory(
  key: string,
  context: ReadContext = readContext(),
): Promise<CategorySnapshot | null> {
  if (!isCategoryKey(key)) return null;
  const rows = await readServiceRows(context.db, { category: key, limit: MAX_SERVICES }, last15(nowOf(context)));
  const services = await readSummaries(context, rows.sort(byUrgency));
  const notNormal = services.filter((service) => service.state !== "normal").length;
  const category = { key, name: findCategory(key).name, services: services.length, notNormal };
  return { ...stampOf(context), category, services };
}
