import type { Span } from "#lib/buckets/window.ts";
import type { IncidentRow } from "#lib/live/incidents.db.ts";
import type { IncidentSummary, MarkedIncident } from "#lib/live/snapshot.ts";

/** An incident as lists, pages and the API show it. */
export function buildIncidentSummary(row: IncidentRow): IncidentSummary {
  const ended = row.endedFrom === null || row.endedTo === null ? null : { from: row.endedFrom, to: row.endedTo };
  return {
    id: row.id,
    service: { slug: row.slug, name: row.name },
    level: row.level,
    started: row.started,
    opened: row.opened,
    escalated: row.escalated,
    ended,
    resolved: row.resolved,
    corrected: row.corrected,
    peak15: row.peak15,
    peak15Minute: row.peak15Minute,
    peak15Missed: row.peak15Missed,
    total: row.total,
  };
}

/** Whether an incident lies, even partly, in a span. One without an end lasts. */
export function overlaps(incident: MarkedIncident, span: Span): boolean {
  return incident.started < span.to && (incident.ended === null || incident.ended.to > span.from);
}
