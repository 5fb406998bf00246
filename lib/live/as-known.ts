import type { Minute } from "#lib/buckets/minute.ts";
import { recordedDecision } from "#lib/incidents/recorded-decision.ts";
import type { ExpectedFor } from "#lib/live/build-series.ts";
import type { EventRow } from "#lib/live/events.db.ts";
import { expectedOf } from "#lib/live/expected-of.ts";
import type { IncidentRow } from "#lib/live/incidents.db.ts";
import type { IncidentLevel } from "#lib/live/snapshot.ts";

/** An incident's course as it was known at a moment. */
export interface Course {
  readonly level: IncidentLevel;
  readonly open: boolean;
  readonly ended: { readonly from: Minute; readonly to: Minute } | null;
  /** Since when the end is on record, an operator's closing too; null while it lasts. */
  readonly resolved: Minute | null;
}

function isEnd(event: EventRow): boolean {
  return event.kind === "resolved";
}

/** Events that set the level: an opening, and every escalation, which can be a reopening too. */
function isLevel(event: EventRow): boolean {
  return event.kind === "opened" || event.kind === "escalated";
}

/** When the level was raised or the incident reopened, the last time; null where it never was. */
export function escalatedIn(events: readonly EventRow[]): Minute | null {
  return events.findLast(({ kind }) => kind === "escalated")?.minute ?? null;
}

/**
 * What was known from the events up to a moment: the record itself holds only what is known now, and an incident
 * may have ended, been reopened and risen since. Where an event did not store it the record's own values stand.
 */
export function courseAt(row: IncidentRow, events: readonly EventRow[]): Course {
  const level = recordedDecision(events.findLast(isLevel)?.evidence).level ?? row.level;
  const last = events.findLast((event) => isEnd(event) || isLevel(event));
  const recorded = row.endedFrom === null || row.endedTo === null ? null : { from: row.endedFrom, to: row.endedTo };
  if (last === undefined || !isEnd(last)) {
    const closed = events.find((event) => event.kind === "corrected")?.minute ?? null;
    return { level, open: closed === null, ended: closed === null ? null : recorded, resolved: closed };
  }
  return { level, open: false, ended: recordedDecision(last.evidence).end ?? recorded, resolved: last.minute };
}

/** What is known now: the record. */
export function courseNow(row: IncidentRow): Course {
  const ended = row.endedFrom === null || row.endedTo === null ? null : { from: row.endedFrom, to: row.endedTo };
  return { level: row.level, open: row.resolved === null, ended, resolved: row.resolved };
}

/** The latest decision of the detector among the events. */
function latestDecision(events: readonly EventRow[]) {
  return recordedDecision(events.findLast((event) => event.kind !== "corrected")?.evidence);
}

/**
 * What was expected when the latest of the events was decided: the baseline in its evidence. A chart of an old
 * incident thus keeps the range that it was judged by, whatever is learned afterwards.
 */
export function expectedBy(events: readonly EventRow[]): ExpectedFor | null {
  const { baseline } = latestDecision(events);
  return baseline === null ? null : expectedOf(baseline);
}

/**
 * Reports that were expected in the quarter of an hour from `quarter` on, as the latest of the events knew it: by its baseline, or
 * by the rate before the outage where nothing had been learned. Null where that was not recorded either.
 */
export function expected15By(events: readonly EventRow[], quarter: Minute): number | null {
  const { baseline, coldRate } = latestDecision(events);
  if (baseline !== null) return expectedOf(baseline)(quarter, 15).expected;
  return coldRate === null ? null : coldRate * 15;
}
