import { last15 } from "#lib/buckets/window.ts";
import { searchServices } from "#lib/catalog/catalog.db.ts";
import type { CategoryKey } from "#lib/catalog/categories.ts";
import { encodeServiceCursor } from "#lib/live/cursor.ts";
import { nowOf, type ReadContext, readContext, stampOf } from "#lib/live/read-context.ts";
import { readSummaries } from "#lib/live/read-summaries.ts";
import { readServiceRows, type ServiceRow } from "#lib/live/services.db.ts";
import type { ServicesSnapshot, StateKey } from "#lib/live/snapshot.ts";

export interface ServicesQuery {
  /** What people type: the answer is then ordered by how well it fits, and has one page only. */
  readonly q?: string;
  readonly category?: CategoryKey;
  readonly state?: StateKey;
  /** Slug after which the page begins; of no meaning with `q`. */
  readonly after?: string;
  /** 1 to 100; 50 when not given. */
  readonly limit?: number;
}

const DEFAULT_LIMIT = 50;
/** Hits that a search looks at before the other conditions are applied. */
const MAX_HITS = 100;

async function readFound(context: ReadContext, query: ServicesQuery, limit: number): Promise<ServiceRow[]> {
  const { q, category, state, after } = query;
  const filter = { ...(category && { category }), ...(state && { states: [state] }) };
  const span = last15(nowOf(context));
  if (q === undefined) return readServiceRows(context.db, { ...filter, ...(after && { after }), limit }, span);
  const hits = category === undefined && state === undefined ? limit : MAX_HITS;
  const ids = (await searchServices(context.db, q, hits)).map((service) => service.id);
  if (ids.length === 0) return [];
  const rows = await readServiceRows(context.db, { ...filter, ids, limit: hits }, span);
  return rows.sort((left, right) => ids.indexOf(left.id) - ids.indexOf(right.id));
}

/** Services by slug, a page at a time, or what a search finds. */
export async function readServices(
  query: ServicesQuery = {},
  context: ReadContext = readContext(),
): Promise<ServicesSnapshot> {
  const { limit = DEFAULT_LIMIT } = query;
  const rows = await readFound(context, query, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const isMore = query.q === undefined && last !== undefined && rows.length > limit;
  return {
    ...stampOf(context),
    services: await readSummaries(context, page),
    next: isMore ? encodeServiceCursor(last.slug) : null,
  };
}
