import type { Minute } from "#lib/buckets/minute.ts";
import { evidenceSchema, recompute } from "#lib/incidents/evidence.ts";
import type { ExpectedFor } from "#lib/live/build-series.ts";
import type { EventRow } from "#lib/live/events.db.ts";
import { expectedOf } from "#lib/live/expected-of.ts";
import type { IncidentRow } from "#lib/live/incidents.db.ts";
import type { StateKey } from "#lib/live/snapshot.ts";

/** An incident's course as it was known at a moment. */
export interface Course {
  readonly level: StateKey;
  readonly open: boolean;
  readonly ended: { readonly from: Minute; readonly to: Minute } | null;
}

/** Judges an event again; null where this build has other thresholds than the one that recorded it. */
function decisionOf(event: EventRow | undefined) {
  if (event === undefined) return null;
  try {
    return recompute(event.evidence).transition;
  } catch {
    return null;
  }
}

function isEnd(event: EventRow): boolean {
  return event.kind === "resolved";
}

/** Events that set the level: an opening, and every escalation, which can be a reopening too. */
function isLevel(event: EventRow): boolean {
  return event.kind === "opened" || event.kind === "escalated";
}

/**
 * What was known from the events up to a moment: the record itself holds only what is known now, and an incident
 * may have ended, been reopened and risen since. Where evidence cannot be judged again the record's own values stand.
 */
export function courseAt(row: IncidentRow, events: readonly EventRow[]): Course {
  const level = decisionOf(events.findLast(isLevel));
  const knownLevel = level?.kind === "opened" || level?.kind === "escalated" ? level.level : row.level;
  const last = events.findLast((event) => isEnd(event) || isLevel(event));
  const recorded = row.endedFrom === null || row.endedTo === null ? null : { from: row.endedFrom, to: row.endedTo };
  if (last === undefined || !isEnd(last)) {
    const isCorrected = events.some((event) => event.kind === "corrected");
    return { level: knownLevel, open: !isCorrected, ended: isCorrected ? recorded : null };
  }
  const decision = decisionOf(last);
  return { level: knownLevel, open: false, ended: decision?.kind === "resolved" ? decision.end : recorded };
}

/** What is known now: the record. */
export function courseNow(row: IncidentRow): Course {
  const ended = row.endedFrom === null || row.endedTo === null ? null : { from: row.endedFrom, to: row.endedTo };
  return { level: row.level, open: row.resolved === null, ended };
}

/**
 * What was expected when the latest of the events was decided: the baseline in its evidence. A chart of an old
 * incident thus keeps the range that it was judged by, whatever is learned afterwards.
 */
export function expectedBy(events: readonly EventRow[]): ExpectedFor | null {
  const evidence = evidenceSchema.safeParse(events.findLast((event) => event.kind !== "corrected")?.evidence);
  const baseline = evidence.data?.input.baseline ?? null;
  return baseline === null ? null : expectedOf(baseline);
}
