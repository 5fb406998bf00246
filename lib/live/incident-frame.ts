import { addMinutes, asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import { alignSpan, chooseStep, type StepMinutes } from "#lib/buckets/series.ts";
import { type Span, spanMinutes } from "#lib/buckets/window.ts";
import type { Course } from "#lib/live/as-known.ts";

/** Quiet time drawn before and after an incident, so that a rise is seen against what was normal. */
const MARGIN_MINUTES = 60;

/** The spans over which an incident's figures are made. */
export interface IncidentFrame {
  /** Minutes whose reports belong to the incident. */
  readonly counted: Span;
  /** The quarters of an hour that these touch: what the peak is looked for in. */
  readonly quarters: Span;
  readonly chart: Span;
  readonly step: StepMinutes;
}

/**
 * The spans of an incident that began at `started`, of which the minutes before `until` are known. A frozen chart
 * ends with a whole step, because the step that was under way then has gone on counting.
 */
export function frameIncident(
  started: Minute,
  course: Omit<Course, "resolved">,
  until: Minute,
  isFrozen: boolean,
): IncidentFrame {
  const to = course.ended === null ? until : asMinute(Math.min(until, course.ended.to));
  const rough = {
    from: floorToStep(addMinutes(started, -MARGIN_MINUTES), 15),
    to: course.ended === null ? until : asMinute(Math.min(until, course.ended.to + MARGIN_MINUTES)),
  };
  const step = chooseStep(spanMinutes(rough));
  const chart = alignSpan(rough, step);
  return {
    counted: { from: started, to },
    quarters: {
      from: floorToStep(started, 15),
      to: asMinute(Math.min(until, alignSpan({ from: started, to }, 15).to)),
    },
    chart: isFrozen && chart.to > until ? { from: chart.from, to: floorToStep(until, step) } : chart,
    step,
  };
}

/**
 * The minutes that the figures of all revisions are made of. Until its end was on record an incident counted on: a revision in the
 * calm before that holds minutes which the record holds no more.
 */
export function revisedSpan({ quarters }: IncidentFrame, resolved: Minute | null, until: Minute): Span {
  const known = Math.min(until, resolved ?? until);
  return { from: quarters.from, to: asMinute(Math.max(quarters.to, known)) };
}
