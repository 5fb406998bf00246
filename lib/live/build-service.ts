import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import type { BucketStep, BucketSums, StepMinutes } from "#lib/buckets/series.ts";
import type { Span } from "#lib/buckets/window.ts";
import { categoryName } from "#lib/catalog/categories.ts";
import { problemLabel } from "#lib/catalog/problems.ts";
import type { Service } from "#lib/catalog/service.ts";
import type { OfficialRow } from "#lib/incidents/official-updates.db.ts";
import { verdictFacts } from "#lib/incidents/verdict-facts.ts";
import { buildReceived, worksPercent } from "#lib/live/build-answers.ts";
import { overlaps } from "#lib/live/build-incident.ts";
import { buildOfficial } from "#lib/live/build-official.ts";
import { buildPlaces } from "#lib/live/build-places.ts";
import { buildSeries, type ExpectedFor, expected15, missed15 } from "#lib/live/build-series.ts";
import { buildShares } from "#lib/live/build-shares.ts";
import { answersFrom, NEVER_JUDGED } from "#lib/live/live-frame.ts";
import type { StateRow } from "#lib/live/services.db.ts";
import type { IncidentSummary, ServiceSnapshot, ServiceSummary, Stamp, Together } from "#lib/live/snapshot.ts";

export interface ServiceParts {
  readonly stamp: Stamp;
  readonly now: Minute;
  readonly service: Service;
  readonly parent: { readonly slug: string; readonly name: string } | null;
  readonly state: StateRow | null;
  readonly reports15: number;
  readonly span: Span;
  readonly step: StepMinutes;
  readonly series: readonly BucketStep[];
  readonly gaps: readonly Span[];
  readonly expectedFor: ExpectedFor | null;
  /** Sums, problems and countries over `figuresSpan`. */
  readonly sums: BucketSums;
  readonly problems: readonly { key: string; reports: number }[];
  readonly countries: readonly { key: string; reports: number }[];
  readonly incidents: readonly IncidentSummary[];
  readonly siblings: readonly ServiceSummary[];
  readonly together: Together | null;
  readonly official: readonly OfficialRow[];
}

/** What shares, places and answers are counted over: since the open incident's start, else the last 24 hours. */
export function figuresSpan(state: StateRow | null, now: Minute): Span {
  return { from: answersFrom(state ?? { incidentStarted: null }, now), to: addMinutes(now, 1) };
}

/** What a page says of a service that does not change with time. */
export function describeService(service: Service, parent: ServiceParts["parent"]): ServiceSnapshot["service"] {
  const { slug, name, network, country, statusUrl } = service;
  return {
    slug,
    name,
    category: { key: service.category, name: categoryName(service.category) },
    network,
    country,
    statusUrl,
    retired: service.retiredAt !== null,
    parent,
    problems: service.problems.map((key) => ({ key, label: problemLabel(key) })),
  };
}

/** The service page. */
export function buildService(parts: ServiceParts): ServiceSnapshot {
  const { state, span, step, now, expectedFor, sums } = parts;
  return {
    ...parts.stamp,
    service: describeService(parts.service, parts.parent),
    state: state?.state ?? "normal",
    since: state?.since ?? null,
    reason: state?.verdict?.reason ?? NEVER_JUDGED,
    verdict: verdictFacts(state?.verdict),
    incidentId: state?.incidentId ?? null,
    reports15: parts.reports15,
    missed15: missed15(now, parts.gaps),
    expected15: expected15(now, expectedFor),
    series: buildSeries(parts.series, span, step, expectedFor, parts.gaps),
    gaps: parts.gaps,
    incidents: parts.incidents.filter((incident) => overlaps(incident, span)),
    problems: buildShares(parts.problems),
    places: buildPlaces(parts.countries),
    worksPercent: worksPercent(sums),
    received: buildReceived(sums),
    siblings: parts.siblings,
    together: parts.together,
    official: buildOfficial(parts.official),
    pastIncidents: parts.incidents.filter((incident) => incident.id !== state?.incidentId),
  };
}
