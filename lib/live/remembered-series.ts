import { addMinutes, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import type { StepMinutes } from "#lib/buckets/series.ts";
import type { Span } from "#lib/buckets/window.ts";

/** Counted reports per step, as far as they were read; steps without reports are missing. */
export interface RememberedSeries {
  readonly reports: ReadonlyMap<Minute, number>;
  /** The steps from `from` to here (exclusive) do not change any more. Null: nothing was read yet. */
  readonly settled: Span | null;
}

export const NOTHING_YET: RememberedSeries = { reports: new Map(), settled: null };

/** A report is committed within seconds of its minute, which on the clock of a fast demo are minutes. */
const OPEN_MINUTES = 5;

/**
 * What has to be read to know the steps of an aligned span. Lists and totals look at the same hours again and
 * again: reading only what can have changed takes a twentieth of the time.
 */
export function missingSpan({ settled }: RememberedSeries, span: Span): Span {
  const isUsable = settled !== null && settled.from <= span.from && settled.to > span.from && settled.to <= span.to;
  return isUsable ? { from: settled.to, to: span.to } : span;
}

/** Takes in the steps that were read over `missingSpan(known, span)` at the running minute `now`; forgets those before the span. */
export function remember(
  known: RememberedSeries,
  span: Span,
  step: StepMinutes,
  now: Minute,
  rows: readonly { readonly minute: Minute; readonly reports: number }[],
): RememberedSeries {
  const missing = missingSpan(known, span);
  const reports = new Map(rows.map((row) => [row.minute, row.reports]));
  for (const [minute, count] of known.reports) {
    if (minute >= span.from && minute < missing.from) reports.set(minute, count);
  }
  const to = floorToStep(addMinutes(now, -OPEN_MINUTES), step);
  return { reports, settled: to > span.from ? { from: span.from, to } : null };
}

/** Counted reports of all steps. */
export function totalOf({ reports }: RememberedSeries): number {
  return [...reports.values()].reduce((sum, count) => sum + count, 0);
}
