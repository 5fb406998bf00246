import { addMinutes, asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import { type Span, spanMinutes } from "#lib/buckets/window.ts";
import { limits } from "#lib/detection/thresholds.ts";
import type { Kin } from "#lib/incidents/larger.ts";
import { RISE_STEP, type Rise, riseIn, type StepCount } from "#lib/incidents/rise.ts";
import { possibleCauses, type SharedCause } from "#lib/incidents/shared-cause.ts";
import { companionsOf, type Riser } from "#lib/incidents/together.ts";
import { type ExpectedFor, rounded } from "#lib/live/build-series.ts";
import type { CauseView, Together, TogetherService } from "#lib/live/snapshot.ts";
import type { CandidateRow } from "#lib/live/together.db.ts";

/** Quiet time before the first beginning that counts, to see a rise against where nothing is learned yet. */
const BEFORE_MINUTES = 60;
/** What rises later than this after a beginning does not rise together with it. */
const AFTER_MINUTES = 180;

/** The counts that show what rose together with something that began at `began` and is known until `until`. */
export function togetherSpan(began: Minute, until: Minute): Span {
  const from = floorToStep(addMinutes(began, -limits.collateralWithin - BEFORE_MINUTES), RISE_STEP);
  const last = asMinute(Math.min(until, began + AFTER_MINUTES));
  return { from, to: asMinute(Math.max(from, floorToStep(last, RISE_STEP))) };
}

function stepsOf(
  span: Span,
  counts: readonly { readonly minute: Minute; readonly reports: number }[],
  expectedFor: ExpectedFor | null,
): StepCount[] {
  const reports = new Map(counts.map((row) => [row.minute, row.reports]));
  return Array.from({ length: Math.floor(spanMinutes(span) / RISE_STEP) }, (_, i) => {
    const minute = addMinutes(span.from, i * RISE_STEP);
    return { minute, reports: reports.get(minute) ?? 0, expected: expectedFor?.(minute, RISE_STEP).expected ?? null };
  });
}

function kinOf({ id, slug, name, category, parentId, isNetwork }: CandidateRow): Kin {
  return { id, slug, name, category, parentId, isNetwork };
}

/** The state that a service reached: its incident's level; without one it was possible at most, or is unconfirmed now. */
function stateOf({ level, state }: CandidateRow, isNow: boolean): Riser["state"] {
  if (level === "outage") return "outage";
  return isNow && state === "unconfirmed" ? "unconfirmed" : "possible";
}

export interface TogetherParts {
  /** The service itself first. */
  readonly rows: readonly CandidateRow[];
  readonly began: Minute;
  readonly span: Span;
  /** It goes on: states of now are states of then. */
  readonly isNow: boolean;
  readonly counts: readonly { readonly serviceId: number; readonly minute: Minute; readonly reports: number }[];
  readonly expected: ReadonlyMap<number, ExpectedFor>;
  readonly before: ReadonlyMap<number, number>;
}

/** The record of an incident says since when it rose and how far: one page must not name two peaks. */
function riserOf(row: CandidateRow, rise: Rise, isNow: boolean): Riser {
  const { incidentId, started, peak15, expected15 } = row;
  const recorded = peak15 === null ? rise : { peak15, expected15: expected15 ?? rise.expected15 };
  return { ...recorded, kin: kinOf(row), state: stateOf(row, isNow), incidentId, began: started ?? rise.began };
}

/** A riser as pages and the API show it. */
export function togetherService({ kin, state, incidentId, began, peak15, expected15 }: Riser): TogetherService {
  const { slug, name } = kin;
  return { slug, name, state, incidentId, began, peak15, expected15: expected15 === null ? null : rounded(expected15) };
}

/** A possible cause as pages and the API show it. */
export function causeView({ kind, supplier, services }: SharedCause): CauseView {
  return { kind, supplier: togetherService(supplier), services: services.map(togetherService) };
}

/** What rose together with a service; null when its own rise cannot be seen in the counts. */
export function buildTogether(parts: TogetherParts): Together | null {
  const { rows, span, began, isNow } = parts;
  const byService = Map.groupBy(parts.counts, (row) => row.serviceId);
  const from = asMinute(span.from + BEFORE_MINUTES);
  const risers = rows.flatMap((row) => {
    const steps = stepsOf(span, byService.get(row.id) ?? [], parts.expected.get(row.id) ?? null);
    const rise = riseIn(steps, from);
    return rise === null ? [] : [riserOf(row, rise, isNow)];
  });
  const found = risers.find(({ kin }) => kin.id === rows[0]?.id);
  if (found === undefined) return null;
  // Without a record the beginning is that of the rise, as the others' pages have it; the state left normal later.
  const own = { ...found, began: rows[0]?.started === null ? found.began : began };
  const others = risers.filter(({ kin }) => kin.id !== own.kin.id);
  const companions = companionsOf(own, others, parts.before);
  const causes = possibleCauses([own, ...others]).filter(({ supplier, services }) =>
    [supplier, ...services].some(({ kin }) => kin.id === own.kin.id),
  );
  return {
    own: togetherService(own),
    companions: companions.map((companion) => {
      const { relation, minutesAfter, isLarger, before } = companion;
      const times = Math.round(companion.times * 10) / 10;
      return { ...togetherService(companion), relation, minutesAfter, times, isLarger, before };
    }),
    causes: causes.map(causeView),
  };
}

/**
 * With the service's own size as its record has it, where it has one: that is compared with what was usual when it was judged, and
 * not with what was learned since.
 */
export function sizedAsRecorded(
  together: Together,
  { peak15, expected15 }: Pick<TogetherService, "peak15" | "expected15">,
): Together {
  const { own } = together;
  const recorded = { peak15: peak15 === 0 ? own.peak15 : peak15, expected15: expected15 ?? own.expected15 };
  return { ...together, own: { ...own, ...recorded } };
}
