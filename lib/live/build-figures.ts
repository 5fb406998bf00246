import type { Minute } from "#lib/buckets/minute.ts";
import { addSums, type BucketStep, gatherSteps } from "#lib/buckets/series.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { IncidentFrame } from "#lib/live/incident-frame.ts";
import type { IncidentRow } from "#lib/live/incidents.db.ts";

/** The counts of an incident, from its minutes. */
export interface IncidentCounts {
  readonly total: number;
  /** Highest UTC-aligned quarter of an hour, and its first minute. */
  readonly peak15: { readonly reports: number; readonly from: Minute } | null;
  readonly peak1: { readonly reports: number; readonly minute: Minute } | null;
}

/** The first of the highest: a later equal one is no new peak. */
function highest(steps: readonly BucketStep[]): BucketStep | null {
  return steps.reduce<BucketStep | null>((best, step) => (step.reports > (best?.reports ?? 0) ? step : best), null);
}

function within(minutes: readonly BucketStep[], span: Span): readonly BucketStep[] {
  return minutes.filter(({ minute }) => minute >= span.from && minute < span.to);
}

/** Counts an incident from its minutes, oldest first; what lies outside its quarters of an hour is left out. */
export function countIncident(
  minutes: readonly BucketStep[],
  { counted, quarters }: Pick<IncidentFrame, "counted" | "quarters">,
): IncidentCounts {
  const own = within(minutes, counted);
  const quarter = highest(gatherSteps(within(minutes, quarters), 15));
  const minute = highest(own);
  return {
    total: addSums(own).reports,
    peak15: quarter && { reports: quarter.reports, from: quarter.minute },
    peak1: minute && { reports: minute.reports, minute: minute.minute },
  };
}

/** The counts that the record holds. */
export function recordedCounts(row: IncidentRow): IncidentCounts {
  const { total, peak15, peak15Minute, peak1, peak1Minute } = row;
  return {
    total,
    peak15: peak15Minute === null ? null : { reports: peak15, from: peak15Minute },
    peak1: peak1Minute === null ? null : { reports: peak1, minute: peak1Minute },
  };
}

/** A ratio to less than one expected report would be a large number that means nothing. */
const MIN_EXPECTED = 1;

/** Peak 15 min over what is expected in that quarter, with one decimal; null where less than 1 is expected. */
export function ratioToNormal(peak15: number, expected15: number | null): number | null {
  if (expected15 === null || expected15 < MIN_EXPECTED) return null;
  return Math.round((peak15 / expected15) * 10) / 10;
}
