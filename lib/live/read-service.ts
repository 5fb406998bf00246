import { readSeries, readSums } from "#lib/buckets/buckets.db.ts";
import { readFacets } from "#lib/buckets/facets.db.ts";
import { readGaps } from "#lib/buckets/gaps.db.ts";
import { addMinutes } from "#lib/buckets/minute.ts";
import { last15 } from "#lib/buckets/window.ts";
import { findServiceBySlug } from "#lib/catalog/catalog.db.ts";
import { readOfficialUpdates } from "#lib/incidents/official-updates.db.ts";
import { buildIncidentSummary } from "#lib/live/build-incident.ts";
import { MAX_OFFICIAL } from "#lib/live/build-official.ts";
import { buildService, figuresSpan } from "#lib/live/build-service.ts";
import { byUrgency } from "#lib/live/build-summaries.ts";
import { readIncidentRows } from "#lib/live/incidents.db.ts";
import { DEFAULT_RANGE, type RangeKey, rangeSpan } from "#lib/live/range.ts";
import { readBaselines } from "#lib/live/read-baselines.ts";
import { nowOf, type ReadContext, readContext, stampOf } from "#lib/live/read-context.ts";
import { readSummaries } from "#lib/live/read-summaries.ts";
import { readTogether } from "#lib/live/read-together.ts";
import { readRelativeRows, readServiceRows, readStateRow } from "#lib/live/services.db.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";

const MAX_SIBLINGS = 12;
const MAX_INCIDENTS = 30;

async function readRelatives(context: ReadContext, serviceId: number) {
  const relatives = await readRelativeRows(context.db, serviceId);
  const ids = relatives.map((relative) => relative.id);
  const rows =
    ids.length === 0 ? [] : await readServiceRows(context.db, { ids, limit: ids.length }, last15(nowOf(context)));
  const siblings = await readSummaries(context, rows.sort(byUrgency).slice(0, MAX_SIBLINGS));
  const parent = relatives.find((relative) => relative.isParent);
  return { siblings, parent: parent ? { slug: parent.slug, name: parent.name } : null };
}

async function readFigures(context: ReadContext, serviceId: number) {
  const { db } = context;
  const state = await readStateRow(db, serviceId);
  const span = figuresSpan(state, nowOf(context));
  const [sums, facets] = await Promise.all([readSums(db, serviceId, span), readFacets(db, serviceId, span)]);
  return { state, sums, ...facets };
}

/** Counted reports of the last 15 minutes: the one place where this number of a single service is read. */
async function readReports15(context: ReadContext, serviceId: number): Promise<number> {
  return (await readSums(context.db, serviceId, last15(nowOf(context)))).reports;
}

/** Everything that a service's page shows; null when there is no such service. */
export async function readService(
  slug: string,
  range: RangeKey = DEFAULT_RANGE,
  context: ReadContext = readContext(),
): Promise<ServiceSnapshot | null> {
  const { db } = context;
  const service = await findServiceBySlug(db, slug);
  if (service === null) return null;
  const now = nowOf(context);
  const { span, step } = rangeSpan(range, now);
  const [figures, relatives, series, gaps, reports15, incidents, baselines, official] = await Promise.all([
    readFigures(context, service.id),
    readRelatives(context, service.id),
    readSeries(db, service.id, span, step),
    readGaps(db, span),
    readReports15(context, service.id),
    readIncidentRows(db, { serviceId: service.id, corrected: false, limit: MAX_INCIDENTS }),
    readBaselines(db, [service.id]),
    readOfficialUpdates(db, service.id, span, addMinutes(now, 1), MAX_OFFICIAL),
  ]);
  const { state } = figures;
  const began = state === null || state.state === "normal" ? null : (state.incidentStarted ?? state.since);
  const together = began === null ? null : await readTogether(context, { serviceId: service.id, began, ended: null });
  return buildService({
    stamp: stampOf(context),
    now,
    service,
    ...figures,
    ...relatives,
    together,
    span,
    step,
    series,
    gaps,
    official,
    reports15,
    incidents: incidents.map(buildIncidentSummary),
    expectedFor: baselines.get(service.id) ?? null,
  });
}
