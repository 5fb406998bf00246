import { formatMinute, type Minute } from "#lib/buckets/minute.ts";
import type { VerdictFacts } from "#lib/incidents/verdict-facts.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import type { FacetSeriesSnapshot } from "#lib/live/series-snapshot.ts";
import type {
  CauseView,
  ExpectedFrom,
  HomeSnapshot,
  IncidentSummary,
  Mode,
  OfficialUpdate,
  Series,
  ServiceSnapshot,
  ServiceSummary,
  Stamp,
  TogetherService,
} from "#lib/live/snapshot.ts";
import { wallText } from "#server/routes/api/wall-text.ts";

type Formatted<Point> = Omit<Point, "minute"> & { minute: string };

export function maybeMinute(minute: Minute | null): string | null {
  return minute === null ? null : formatMinute(minute);
}

/** What every JSON answer says of itself. */
export function stampJson({ asOf, mode }: Stamp): { mode: Mode; demonstration: boolean; asOf: string } {
  return { mode, demonstration: mode !== "live", asOf: new Date(asOf).toISOString() };
}

export function serviceRowJson({ sparkline: _, since, ...service }: ServiceSummary) {
  return { ...service, since: maybeMinute(since) };
}

export function incidentJson({ ended, ...incident }: IncidentSummary) {
  return {
    ...incident,
    started: formatMinute(incident.started),
    opened: formatMinute(incident.opened),
    escalated: maybeMinute(incident.escalated),
    ended: ended && { from: formatMinute(ended.from), to: formatMinute(ended.to) },
    resolved: maybeMinute(incident.resolved),
    corrected: maybeMinute(incident.corrected),
    peak15Minute: maybeMinute(incident.peak15Minute),
  };
}

export function pointsJson<Point extends { readonly minute: Minute }>(points: readonly Point[]): Formatted<Point>[] {
  const text = wallText();
  return points.map((point) => ({ ...point, minute: `${text(point.minute)}Z` }));
}

type Writer = (minute: Minute) => string;

/** `localTime` names the same moments in a zone; left out when it is not given. */
function pointsIn<Point extends { readonly minute: Minute }>(points: readonly Point[], localTime?: Writer) {
  const told = localTime && points.map((point) => ({ ...point, localTime: localTime(point.minute) }));
  return pointsJson<Point & { readonly localTime?: string }>(told ?? points);
}

export function seriesJson(
  { from, to, stepMinutes, points }: Series,
  expectedFrom: ExpectedFrom = "now",
  localTime?: Writer,
) {
  return {
    from: formatMinute(from),
    to: formatMinute(to),
    stepMinutes,
    expectedFrom,
    points: pointsIn(points, localTime),
  };
}

export function facetSeriesJson({ from, to, stepMinutes, facet, points }: FacetSeriesSnapshot, localTime?: Writer) {
  return { from: formatMinute(from), to: formatMinute(to), stepMinutes, facet, points: pointsIn(points, localTime) };
}

function verdictJson({ minute, episode: _, ...facts }: VerdictFacts) {
  return { minute: formatMinute(minute), ...facts };
}

export function serviceJson(snapshot: ServiceSnapshot) {
  const {
    asOf: _asOf,
    mode: _mode,
    gaps: _gaps,
    pastIncidents: _past,
    incidents: _overlapping,
    together: _together,
    ...rest
  } = snapshot;
  return {
    ...stampJson(snapshot),
    ...rest,
    since: maybeMinute(snapshot.since),
    verdict: snapshot.verdict && verdictJson(snapshot.verdict),
    series: seriesJson(snapshot.series),
    siblings: snapshot.siblings.map(serviceRowJson),
    official: officialJson(snapshot.official),
    incidents: latestIncidents(snapshot).map(incidentJson),
  };
}

function officialJson(updates: readonly OfficialUpdate[]) {
  return updates.map(({ minute, known, ...said }) => ({
    minute: formatMinute(minute),
    known: formatMinute(known),
    ...said,
  }));
}

/** The open one, which is no past one, and the past ones. */
function latestIncidents({ incidents, pastIncidents, incidentId }: ServiceSnapshot): IncidentSummary[] {
  return [...incidents.filter((incident) => incident.id === incidentId), ...pastIncidents];
}

export function incidentRecordJson(snapshot: IncidentSnapshot) {
  const { service, state, correction, problems, places, figures } = snapshot;
  const { peak15, peak1 } = figures;
  return {
    ...stampJson(snapshot),
    incident: incidentJson(snapshot.incident),
    service,
    state,
    correction: correction && { ...correction, minute: formatMinute(correction.minute) },
    figures: {
      ...figures,
      peak15: peak15 && { ...peak15, from: formatMinute(peak15.from) },
      peak1: peak1 && { ...peak1, minute: formatMinute(peak1.minute) },
      firstFlag: formatMinute(figures.firstFlag),
      began: figures.began && { ...figures.began, median: formatMinute(figures.began.median) },
    },
    series: seriesJson(snapshot.series, snapshot.expectedFrom),
    problems,
    places,
    events: pointsJson(snapshot.events),
    official: officialJson(snapshot.official),
    revisions: pointsJson(snapshot.revisions),
  };
}

export function togetherServiceJson<Service extends TogetherService>({ began, ...service }: Service) {
  return { ...service, began: formatMinute(began) };
}

export function causeJson({ kind, supplier, services }: CauseView) {
  return { kind, supplier: togetherServiceJson(supplier), services: services.map((one) => togetherServiceJson(one)) };
}

export function homeJson(snapshot: HomeSnapshot) {
  const { counts, failing, possible, unconfirmed, categories, services, reports24h } = snapshot;
  return {
    ...stampJson(snapshot),
    counts,
    outage: failing.map(serviceRowJson),
    possible: possible.map(serviceRowJson),
    unconfirmed: unconfirmed.map(serviceRowJson),
    categories,
    possibleCauses: snapshot.causes.map(causeJson),
    recentIncidents: snapshot.recentIncidents.map(incidentJson),
    services,
    reports24h,
  };
}
