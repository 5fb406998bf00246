import { asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";

/** Spans judged at once end at multiples of this, so that no baseline changes within one. */
export const CHUNK_MINUTES = 10;

/** How long a baseline serves. */
const PERIOD_MINUTES = 360;

/**
 * From which minute's past a service's baseline must be learned to judge `minute`. It follows from service and
 * minute alone, so a replay learns at the same moments; services take turns, so that no moment has all of them.
 */
export function learningMinute(serviceId: number, minute: Minute): Minute {
  const turn = (serviceId % (PERIOD_MINUTES / CHUNK_MINUTES)) * CHUNK_MINUTES;
  return asMinute(Math.max(0, floorToStep(asMinute(Math.max(0, minute - turn)), PERIOD_MINUTES) + turn));
}
