import type { Minute } from "#lib/buckets/minute.ts";
import { findServiceBySlug } from "#lib/catalog/catalog.db.ts";
import { buildIncidentSummary } from "#lib/live/build-incident.ts";
import { encodeIncidentCursor, type IncidentCursor } from "#lib/live/cursor.ts";
import type { IncidentsSnapshot } from "#lib/live/incident-snapshot.ts";
import { readIncidentRows } from "#lib/live/incidents.db.ts";
import { type ReadContext, readContext, stampOf } from "#lib/live/read-context.ts";

export interface IncidentsQuery {
  /** Slug; a service that does not exist makes the answer null. */
  readonly service?: string;
  readonly open?: boolean;
  /** Only false alarms, or only the others; all when not given. */
  readonly corrected?: boolean;
  /** Opened in [from, to). */
  readonly from?: Minute;
  readonly to?: Minute;
  readonly after?: IncidentCursor;
  /** 1 to 100; 30 when not given. */
  readonly limit?: number;
}

const DEFAULT_LIMIT = 30;

/** Incidents, newest first, a page at a time. */
export async function readIncidents(
  query: IncidentsQuery = {},
  context: ReadContext = readContext(),
): Promise<IncidentsSnapshot | null> {
  const { service: slug, limit = DEFAULT_LIMIT, ...rest } = query;
  const service = slug === undefined ? undefined : await findServiceBySlug(context.db, slug);
  if (service === null) return null;
  const filter = { ...rest, ...(service === undefined ? {} : { serviceId: service.id }), limit: limit + 1 };
  const rows = await readIncidentRows(context.db, filter);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    ...stampOf(context),
    service: service === undefined ? null : { slug: service.slug, name: service.name },
    incidents: page.map(buildIncidentSummary),
    next: last !== undefined && rows.length > limit ? encodeIncidentCursor(last) : null,
  };
}
