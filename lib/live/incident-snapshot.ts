import type { Minute } from "#lib/buckets/minute.ts";
import type { VerdictFacts } from "#lib/incidents/verdict-facts.ts";
import type { Began } from "#lib/live/build-began.ts";
import type {
  ExpectedFrom,
  IncidentSummary,
  OfficialUpdate,
  ReceivedCounts,
  Series,
  ServiceSnapshot,
  Share,
  Stamp,
  StateKey,
  Together,
} from "#lib/live/snapshot.ts";

/** A page of the list of incidents, newest first. */
export interface IncidentsSnapshot extends Stamp {
  /** The service that the list was asked for, or null for all. */
  readonly service: { readonly slug: string; readonly name: string } | null;
  readonly incidents: readonly IncidentSummary[];
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
}

/** One entry of an incident's history. */
export interface IncidentEventView {
  readonly seq: number;
  readonly minute: Minute;
  readonly kind: "opened" | "escalated" | "peaked" | "recovering" | "resolved" | "corrected";
  readonly reason: string;
}

/** A change of a record, with the figures as they were known then. */
export interface Revision {
  /** Since when it is on record: what `?asof=` of this minute shows. */
  readonly minute: Minute;
  /** An event, or a word of the company. */
  readonly kind: IncidentEventView["kind"] | "company";
  readonly total: number;
  readonly peak15: number;
}

export interface IncidentSnapshot extends Stamp {
  /** The latest minute of which everything is judged: the record as of it stays what it is. In a frozen record that minute itself. */
  readonly settled: Minute;
  readonly incident: IncidentSummary;
  readonly service: ServiceSnapshot["service"];
  /** State of the incident now: its level while open, else normal. */
  readonly state: StateKey;
  /** Why it was a false alarm, and since when that is on record. */
  readonly correction: { readonly minute: Minute; readonly reason: string } | null;
  readonly figures: {
    /** `missed`: minutes of that quarter in which nobody could report. */
    readonly peak15: { readonly reports: number; readonly from: Minute; readonly missed: number } | null;
    readonly peak1: { readonly reports: number; readonly minute: Minute } | null;
    readonly total: number;
    /** Peak 15 min / expected in that quarter; null where expected < 1, while that quarter runs, and where half or more of it was missed. */
    readonly ratio: number | null;
    readonly expected15: number | null;
    readonly firstFlag: Minute;
    /** When reporters say that it began; null below 20 of them. */
    readonly began: Began | null;
    readonly worksPercent: number | null;
    readonly received: ReceivedCounts;
    /** Reasons of set-aside reports, largest first. */
    readonly setAsideReasons: readonly { readonly reason: string; readonly reports: number }[];
  };
  readonly series: Series;
  readonly expectedFrom: ExpectedFrom;
  readonly problems: readonly Share[];
  readonly places: readonly { readonly key: string; readonly label: string; readonly reports: number | null }[];
  readonly events: readonly IncidentEventView[];
  /** What the company said around that time, oldest first. */
  readonly official: readonly OfficialUpdate[];
  /** Oldest first. */
  readonly revisions: readonly Revision[];
  /** The numbers by which it was flagged at its present level. */
  readonly flag: VerdictFacts | null;
  /** Null in a frozen record, with which the others are not frozen, and for a false alarm. */
  readonly together: Together | null;
}

/** What rose together with an incident. */
export interface TogetherSnapshot extends Stamp {
  readonly incidentId: string;
  readonly together: Together;
}

/** How the incidents of this instance turned out. */
export interface AccuracySnapshot extends Stamp {
  readonly incidents: {
    /** When the first one was flagged; null before that. */
    readonly since: Minute | null;
    readonly flagged: number;
    /** Those marked as false alarms; the other numbers and times leave them out. */
    readonly corrected: number;
    readonly outages: number;
    readonly ongoing: number;
    readonly ended: number;
    /** Minutes from the start, found afterwards, to the flag. Null without an incident. */
    readonly startToFlag: { readonly median: number; readonly p90: number } | null;
    readonly lastedMedian: number | null;
    /** Those about which the company said something in their time. */
    readonly withOfficial: number;
    /** Median minutes from the flag to its first words; negative where it spoke first. Null without any. */
    readonly leadMedian: number | null;
  };
  /** The latest, newest first. */
  readonly falseAlarms: readonly IncidentSummary[];
}
