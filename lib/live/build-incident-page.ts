import { addMinutes, type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import { type BucketStep, type BucketSums, isMissed, missedMinutes } from "#lib/buckets/series.ts";
import { isQuarterOver, type Span } from "#lib/buckets/window.ts";
import type { Service } from "#lib/catalog/service.ts";
import { factsOfEvidence, type VerdictFacts } from "#lib/incidents/verdict-facts.ts";
import { type Course, escalatedIn } from "#lib/live/as-known.ts";
import type { BeganRow } from "#lib/live/began.db.ts";
import { buildReceived, worksPercent } from "#lib/live/build-answers.ts";
import { buildBegan } from "#lib/live/build-began.ts";
import { type IncidentCounts, ratioToNormal } from "#lib/live/build-figures.ts";
import { buildPlaces } from "#lib/live/build-places.ts";
import { buildSeries, type ExpectedFor, rounded } from "#lib/live/build-series.ts";
import { describeService } from "#lib/live/build-service.ts";
import { buildShares } from "#lib/live/build-shares.ts";
import { sizedAsRecorded } from "#lib/live/build-together.ts";
import type { EventRow } from "#lib/live/events.db.ts";
import type { IncidentFrame } from "#lib/live/incident-frame.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import type { IncidentRow } from "#lib/live/incidents.db.ts";
import type { ExpectedFrom, ServiceSnapshot, Stamp, Together } from "#lib/live/snapshot.ts";

/** The peak is counted over a quarter of an hour. */
const QUARTER = 15;

type Counts = readonly { key: string; reports: number }[];

export interface IncidentParts {
  readonly stamp: Stamp;
  readonly row: IncidentRow;
  readonly frame: IncidentFrame;
  readonly service: Service;
  readonly parent: ServiceSnapshot["service"]["parent"];
  readonly counts: IncidentCounts;
  readonly expected15: number | null;
  readonly course: Course;
  /** The minute at which everything is frozen; null for now. */
  readonly asOf: Minute | null;
  readonly settled: Minute;
  readonly sums: BucketSums;
  readonly series: readonly BucketStep[];
  readonly gaps: readonly Span[];
  readonly expectedFor: ExpectedFor | null;
  readonly expectedFrom: ExpectedFrom;
  readonly problems: Counts;
  readonly countries: Counts;
  readonly began: readonly BeganRow[];
  readonly setAsideReasons: IncidentSnapshot["figures"]["setAsideReasons"];
  readonly events: readonly EventRow[];
  readonly official: IncidentSnapshot["official"];
  readonly revisions: IncidentSnapshot["revisions"];
  readonly together: Together | null;
}

/** Peak 15 min against what is usual. A quarter of an hour that still runs, or that is mostly a gap, is not compared with what a whole one usually holds. */
function ratioOf({ counts: { peak15 }, expected15, stamp, asOf, gaps }: IncidentParts): number | null {
  if (peak15 === null || isMissed(peak15.from, QUARTER, gaps)) return null;
  const isOver = isQuarterOver(peak15.from, asOf === null ? stamp.asOf : minuteToMs(asOf));
  return isOver ? ratioToNormal(peak15.reports, expected15) : null;
}

/** The highest quarter of an hour, with how many of its minutes lie in gaps: those after the frozen minute were not known then. */
function peakOf({ counts: { peak15 }, asOf, gaps }: IncidentParts): IncidentSnapshot["figures"]["peak15"] {
  if (peak15 === null) return null;
  const end = addMinutes(peak15.from, QUARTER);
  const to = asOf === null || end < asOf ? end : asOf;
  return { ...peak15, missed: missedMinutes({ from: peak15.from, to }, gaps) };
}

function buildFigures(parts: IncidentParts): IncidentSnapshot["figures"] {
  const { counts, expected15, sums, row } = parts;
  return {
    peak15: peakOf(parts),
    peak1: counts.peak1,
    total: counts.total,
    ratio: ratioOf(parts),
    expected15: expected15 === null ? null : rounded(expected15),
    firstFlag: row.opened,
    began: buildBegan(parts.began),
    worksPercent: worksPercent(sums),
    received: buildReceived(sums),
    setAsideReasons: parts.setAsideReasons,
  };
}

/** The verdict that opened the incident or raised it last. */
function flagOf(events: readonly EventRow[]): VerdictFacts | null {
  const event = events.findLast(({ kind }) => kind === "opened" || kind === "escalated");
  return factsOfEvidence(event?.evidence);
}

/** The record of an incident. */
export function buildIncident(parts: IncidentParts): IncidentSnapshot {
  const { row, frame, counts, course } = parts;
  const correction = parts.events.find((event) => event.kind === "corrected");
  const figures = buildFigures(parts);
  const { peak15, expected15 } = figures;
  return {
    ...parts.stamp,
    ...(parts.asOf === null ? {} : { asOf: minuteToMs(parts.asOf) }),
    settled: parts.settled,
    incident: {
      id: row.id,
      service: { slug: row.slug, name: row.name },
      level: course.level,
      started: row.started,
      opened: row.opened,
      escalated: escalatedIn(parts.events),
      ended: course.ended,
      resolved: course.resolved,
      corrected: correction?.minute ?? null,
      peak15: counts.peak15?.reports ?? 0,
      peak15Minute: counts.peak15?.from ?? null,
      peak15Missed: peak15?.missed ?? 0,
      total: counts.total,
    },
    service: describeService(parts.service, parts.parent),
    state: course.open ? course.level : "normal",
    correction: correction === undefined ? null : { minute: correction.minute, reason: correction.reason },
    figures,
    series: buildSeries(parts.series, frame.chart, frame.step, parts.expectedFor, parts.gaps),
    expectedFrom: parts.expectedFrom,
    problems: buildShares(parts.problems),
    places: buildPlaces(parts.countries),
    events: parts.events.map(({ seq, minute, kind, reason }) => ({ seq, minute, kind, reason })),
    official: parts.official,
    revisions: parts.revisions,
    flag: flagOf(parts.events),
    together: parts.together && sizedAsRecorded(parts.together, { peak15: peak15?.reports ?? 0, expected15 }),
  };
}
