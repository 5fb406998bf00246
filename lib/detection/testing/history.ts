import { addMinutes } from "#lib/buckets/minute.ts";
import type { History } from "#lib/detection/clip.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";

/** Slots of a day. */
export const DAY = 144;

/** Networks in the slots up to NOON, one report and the same share of its slot's minutes each, as far as `rest` says nothing else. */
export function slotsOf(networks: readonly number[], rest: Partial<History> = {}): History {
  return {
    from: addMinutes(NOON, -10 * networks.length),
    networks,
    reports: networks,
    squares: networks.map((count) => count ** 2 / 10),
    known: networks.map(() => 10),
    ...rest,
  };
}

/** Whole days with as many networks in each slot as `perSlot` says of the day. */
export function daysOf(perSlot: readonly number[]): number[] {
  return perSlot.flatMap((count) => new Array<number>(DAY).fill(count));
}
