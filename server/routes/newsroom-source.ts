import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import { config } from "#lib/config.ts";
import type { IncidentSnapshot, IncidentsSnapshot } from "#lib/live/incident-snapshot.ts";
import { type RangeKey, rangeSpan } from "#lib/live/range.ts";
import { nowOf, type ReadContext, readContext } from "#lib/live/read-context.ts";
import { readIncident } from "#lib/live/read-incident.ts";
import { readIncidents } from "#lib/live/read-incidents.ts";
import { readSeries } from "#lib/live/read-series.ts";
import { readService } from "#lib/live/read-service.ts";
import { readSitemap, type SitemapSnapshot } from "#lib/live/read-sitemap.ts";
import type { SeriesSnapshot } from "#lib/live/series-snapshot.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";
import type { EmbedPublisher } from "#lib/publish/embed-page.ts";

/** What pictures, files and feeds are made from. Null: there is nothing of that name. */
export interface NewsroomSource {
  readonly publisher: () => EmbedPublisher;
  /** The running minute. */
  readonly now: () => Minute;
  readonly service: (slug: string, range: RangeKey) => Promise<ServiceSnapshot | null>;
  /** Minute by minute, however long the range is, to the end of the last whole one. */
  readonly minutes: (slug: string, range: RangeKey) => Promise<SeriesSnapshot | null>;
  readonly incident: (id: string, asOf: Minute | null) => Promise<IncidentSnapshot | null>;
  /** The newest ones, of all services for null. */
  readonly incidents: (slug: string | null) => Promise<IncidentsSnapshot | null>;
  readonly sitemap: () => Promise<SitemapSnapshot>;
}

const MAX_INCIDENTS = 50;

/** The data of this instance. Its readers reject when the database cannot be reached. */
export function newsroomSource(context: () => ReadContext = readContext): NewsroomSource {
  return {
    publisher: () => ({ instanceName: config().INSTANCE_NAME, publicUrl: config().PUBLIC_URL }),
    now: () => nowOf(context()),
    service: (slug, range) => readService(slug, range, context()),
    minutes: (slug, range) => {
      const reading = context();
      return readSeries(slug, rangeSpan(range, addMinutes(nowOf(reading), -1), 1).span, 1, reading);
    },
    incident: (id, asOf) => readIncident(id, asOf, context()),
    incidents: (slug) => readIncidents({ ...(slug !== null && { service: slug }), limit: MAX_INCIDENTS }, context()),
    sitemap: () => readSitemap(context()),
  };
}
