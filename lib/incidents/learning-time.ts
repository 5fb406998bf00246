import { addMinutes, asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import { SLOT_MINUTES } from "#lib/detection/baseline.ts";

/** How long a baseline serves. */
const PERIOD_MINUTES = 360;

/** A service's baseline of some hours. */
export interface LearningTurn {
  /** The minute from whose past it is learned: a slot's first, so that only whole slots are learned from. */
  readonly learned: Minute;
  /** The first minute that is judged by it, less than a slot later. */
  readonly from: Minute;
}

/**
 * The baseline by which a service is judged in `minute`. It follows from service and minute alone, so a replay learns at the same
 * moments. Services take turns of a minute: with turns of ten, one tick of ten took three times as long as the others.
 */
export function learningTurn(serviceId: number, minute: Minute): LearningTurn {
  const turn = serviceId % PERIOD_MINUTES;
  const from = asMinute(floorToStep(asMinute(Math.max(0, minute - turn)), PERIOD_MINUTES) + turn);
  return { learned: floorToStep(from, SLOT_MINUTES), from };
}

/** The turn that begins within a span of less than six hours, after its first minute; null when none does. */
export function turnWithin(serviceId: number, { from, to }: Span): LearningTurn | null {
  const last = learningTurn(serviceId, addMinutes(to, -1));
  return last.from > from ? last : null;
}
