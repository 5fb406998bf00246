import type { Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Relation } from "#lib/incidents/together.ts";
import type { VerdictFacts } from "#lib/incidents/verdict-facts.ts";

/** The state of a service as pages, API and embeds say it. */
export type StateKey = "normal" | "possible" | "unconfirmed" | "outage";

/** The states that open an incident. */
export const INCIDENT_LEVELS = ["possible", "outage"] as const;
export type IncidentLevel = (typeof INCIDENT_LEVELS)[number];

/** How many services are in each state that is not normal. */
export type StateCounts = Readonly<Record<Exclude<StateKey, "normal">, number>>;

/** Live data, or one that says on every page that it is not. */
export type Mode = "live" | "demo" | "replay";

/** One step of a series: counts of [minute, minute + stepMinutes). */
export interface SeriesPoint {
  readonly minute: Minute;
  /** Counted problem reports. */
  readonly reports: number;
  /** Expected reports and the normal range of that step; null while the service has no baseline. */
  readonly expected: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly works: number;
  readonly setAside: number;
  /** Of the counted reports, those that were the first of their network within the hour: the detector's unit. */
  readonly networks: number;
}

/**
 * What a series compares with: what is normal as learned by `now`, or the `record`'s own, what an incident was judged by. The two
 * differ where more was learned since.
 */
export type ExpectedFrom = "now" | "record";

export interface Series {
  readonly from: Minute;
  /** Exclusive. The last step may still be counting. */
  readonly to: Minute;
  readonly stepMinutes: number;
  /** Oldest first. Steps in which nobody could report to this instance are missing: they are unknown, not zero. */
  readonly points: readonly SeriesPoint[];
}

/** Whole percents that sum to 100 (largest remainder). */
export interface Share {
  readonly key: string;
  readonly label: string;
  readonly reports: number;
  readonly percent: number;
}

/** A service that rose at about the same time as another. All counts of one list are on one absolute scale. */
export interface TogetherService {
  readonly slug: string;
  readonly name: string;
  /** The highest that it reached; one that only rose is `possible` at most. */
  readonly state: StateKey;
  readonly incidentId: string | null;
  readonly began: Minute;
  /** Highest 15 minutes of that time, and what was expected in them. */
  readonly peak15: number;
  readonly expected15: number | null;
}

export interface TogetherCompanion extends TogetherService {
  readonly relation: Relation;
  readonly minutesAfter: number;
  /** How many times the larger of both peaks is the smaller one. */
  readonly times: number;
  readonly isLarger: boolean;
  /** How often both began an incident at about the same time in the 90 days before. */
  readonly before: number;
}

/** A supplier that several failing services may have in common: possible, never known. */
export interface CauseView {
  readonly kind: "carrier" | "parent";
  readonly supplier: TogetherService;
  readonly services: readonly TogetherService[];
}

/** What rose together with a service. */
export interface Together {
  readonly own: TogetherService;
  /** In the order in which they began. */
  readonly companions: readonly TogetherCompanion[];
  readonly causes: readonly CauseView[];
}

/** A row of a list of services. All sparklines of one list share one absolute scale. */
export interface ServiceSummary {
  readonly slug: string;
  readonly name: string;
  readonly category: string;
  readonly state: StateKey;
  /** Since when the state holds, as its incident's record says: of an open one its start, after one its end. Null for a service never judged. */
  readonly since: Minute | null;
  readonly incidentId: string | null;
  /** Counted problem reports of the last 15 minutes, and what is expected in 15 minutes now. */
  readonly reports15: number;
  readonly expected15: number | null;
  /** What is named most in these 15 minutes; null while the state is normal. */
  readonly topProblem: Share | null;
  /** Reports per 5 minutes over the last 6 hours, oldest first (72 values); null where nobody could report to this instance. */
  readonly sparkline: readonly (number | null)[];
}

/** An incident as charts and files of a service mark it. */
export interface MarkedIncident {
  readonly id: string;
  readonly service: { readonly slug: string; readonly name: string };
  readonly level: IncidentLevel;
  readonly started: Minute;
  readonly opened: Minute;
  /** When its level was raised or it was reopened, the last time; null where it never was. */
  readonly escalated: Minute | null;
  /** The end as an interval, or null while it lasts. */
  readonly ended: { readonly from: Minute; readonly to: Minute } | null;
  /** Since when that end is on record, which is found afterwards; null while it lasts. */
  readonly resolved: Minute | null;
  /** Since when an operator calls it a false alarm; null for all others. */
  readonly corrected: Minute | null;
  readonly peak15: number;
  readonly peak15Minute: Minute | null;
  readonly total: number;
}

export interface IncidentSummary extends MarkedIncident {
  /** Minutes of the peak's quarter in which nobody could report. */
  readonly peak15Missed: number;
}

export interface CategorySummary {
  readonly key: string;
  readonly name: string;
  readonly services: number;
  readonly notNormal: number;
}

/** What became of the problem reports of a span. */
export interface ReceivedCounts {
  readonly counted: number;
  readonly repeats: number;
  readonly setAside: number;
  readonly received: number;
}

/** What every answer carries: when it was true, and whether it is real. */
export interface Stamp {
  /** Milliseconds since the epoch, on the instance's clock. */
  readonly asOf: number;
  readonly mode: Mode;
}

export interface HomeSnapshot extends Stamp {
  /** Ordered by state (outage, possible, unconfirmed), then by reports15, largest first. */
  readonly failing: readonly ServiceSummary[];
  readonly possible: readonly ServiceSummary[];
  readonly unconfirmed: readonly ServiceSummary[];
  /** Of all services that are not normal, also those that the lists have no room for. */
  readonly counts: StateCounts;
  /** Slugs of those. */
  readonly unlisted: readonly string[];
  readonly categories: readonly CategorySummary[];
  readonly recentIncidents: readonly IncidentSummary[];
  readonly services: number;
  readonly reports24h: number;
  /** Suppliers that several of the failing services may have in common. */
  readonly causes: readonly CauseView[];
}

export interface ServiceSnapshot extends Stamp {
  readonly service: {
    readonly slug: string;
    readonly name: string;
    readonly category: { readonly key: string; readonly name: string };
    readonly network: boolean;
    readonly country: string | null;
    readonly statusUrl: string | null;
    /** It has left the catalogue: its past stays readable, it takes no reports. */
    readonly retired: boolean;
    readonly parent: { readonly slug: string; readonly name: string } | null;
    readonly problems: readonly { readonly key: string; readonly label: string }[];
  };
  readonly state: StateKey;
  /** As in a list's row. */
  readonly since: Minute | null;
  /** The detector's sentence: why this state. */
  readonly reason: string;
  /** The numbers of the last verdict; null for a service never judged. */
  readonly verdict: VerdictFacts | null;
  readonly incidentId: string | null;
  readonly reports15: number;
  /** Minutes of these 15 in which nobody could report to this instance. */
  readonly missed15: number;
  readonly expected15: number | null;
  readonly series: Series;
  /** Spans in or around the series in which nobody could report. */
  readonly gaps: readonly Span[];
  /** Incidents that overlap the series, for the tinted spans. */
  readonly incidents: readonly IncidentSummary[];
  /** Shares of the last 24 hours, or since the open incident's start. */
  readonly problems: readonly Share[];
  /** Countries; counts below 5 come as `reports: null` = "fewer than 5". */
  readonly places: readonly { readonly key: string; readonly label: string; readonly reports: number | null }[];
  /** works / (works + problem), whole percent; null below 20 answers. */
  readonly worksPercent: number | null;
  readonly received: ReceivedCounts;
  readonly siblings: readonly ServiceSummary[];
  /** Null while the service is normal. */
  readonly together: Together | null;
  readonly pastIncidents: readonly IncidentSummary[];
  /** What the company said in the time of the series, oldest first. */
  readonly official: readonly OfficialUpdate[];
}

/** All services of a category, worst first. */
export interface CategorySnapshot extends Stamp {
  readonly category: CategorySummary;
  readonly services: readonly ServiceSummary[];
}

/** A page of the catalogue by slug, or what a search found, best first. */
export interface ServicesSnapshot extends Stamp {
  readonly services: readonly ServiceSummary[];
  /** Cursor of the next page; null on the last, and for a search. */
  readonly next: string | null;
}

/** What a company itself says of its service. Never mixed into the counts. */
export interface OfficialUpdate {
  /** The company's own time. */
  readonly minute: Minute;
  /** Since when it is on record here. */
  readonly known: Minute;
  readonly text: string;
  readonly url: string | null;
}
