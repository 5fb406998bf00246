import { type LocalClock, offsetOf } from "#lib/detection/local-clock.ts";

/** Minutes of a slot of the day. */
export const SLOT = 10;
const SLOTS = 144;
const DAY = 1440;
/** Monday to Friday, Saturday, Sunday. */
const TYPES = 3;

/** How far back the baseline looks, in slots. */
const LEARNED = 24 * SLOTS;
/** Half-lives in slots: what is older weighs less, in the shape and in the level. */
const SHAPE_HALF_LIFE = 12 * SLOTS;
const LEVEL_HALF_LIFE = 5 * SLOTS;
/** Slots on either side over which a shape is smoothed: close, wide, and of a single type of day. */
const CLOSE = 2;
const WIDE = 9;
const OF_TYPE = 3;
/** Counts with which each step is shrunk to the one before it: a small service says little about ten minutes of its day. */
const PRIOR = 12;
const TYPE_PRIOR = 40;

/** What a series may teach, in slots of ten minutes; index 0 is its first. */
export interface TaughtSlots {
  readonly counts: Float64Array;
  /** Known minutes of each slot. */
  readonly minutes: Float64Array;
  /** Where in the week each slot lies: type of day x 144 + slot of the day. */
  readonly places: Uint16Array;
}

/** Type of day x 144 + slot of the day of a minute, on the series' own clock. */
export function placeOf(clock: LocalClock, minute: number): number {
  const local = minute + offsetOf(clock, minute);
  // 1 January 1970 was a Thursday.
  const weekday = (Math.floor(local / DAY) + 4) % 7;
  const type = weekday === 6 ? 1 : weekday === 0 ? 2 : 0;
  return type * SLOTS + Math.floor((local % DAY) / SLOT);
}

/** Sums over `reach` slots on either side, around midnight. */
function around(values: Float64Array, reach: number): Float64Array {
  const sums = new Float64Array(SLOTS);
  for (let slot = 0; slot < SLOTS; slot += 1) {
    for (let off = -reach; off <= reach; off += 1) {
      sums[slot] = (sums[slot] ?? 0) + (values[(slot + off + SLOTS) % SLOTS] ?? 0);
    }
  }
  return sums;
}

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/** Rates of a day's slots, smoothed and shrunk to `prior` with the weight of so many counts. */
function shrunk(counts: Float64Array, minutes: Float64Array, reach: number, prior: Float64Array, weight: number) {
  const [near, seen] = [around(counts, reach), around(minutes, reach)];
  return prior.map((rate, slot) => ((near[slot] ?? 0) + weight) / ((seen[slot] ?? 0) + weight / rate));
}

/** What a series expects per minute at each place of the week, from its slots before `end`; null below one known day. */
export function learnRates({ counts, minutes, places }: TaughtSlots, end: number): Float64Array | null {
  const first = Math.max(0, end - LEARNED);
  const [sums, seen] = [new Float64Array(TYPES * SLOTS), new Float64Array(TYPES * SLOTS)];
  let known = 0;
  for (let slot = first; slot < end; slot += 1) {
    const [place, weight] = [places[slot] ?? 0, 2 ** ((slot - end) / SHAPE_HALF_LIFE)];
    sums[place] = (sums[place] ?? 0) + weight * (counts[slot] ?? 0);
    seen[place] = (seen[place] ?? 0) + weight * (minutes[slot] ?? 0);
    known += minutes[slot] ?? 0;
  }
  if (known < DAY) return null;
  const ofType = (values: Float64Array, type: number) => values.subarray(type * SLOTS, (type + 1) * SLOTS);
  const allOf = (values: Float64Array) =>
    Float64Array.from(
      { length: SLOTS },
      (_, slot) => (values[slot] ?? 0) + (values[SLOTS + slot] ?? 0) + (values[2 * SLOTS + slot] ?? 0),
    );
  const [daySums, daySeen] = [allOf(sums), allOf(seen)];
  const flat = new Float64Array(SLOTS).fill((total(sums) + 0.5) / total(seen));
  const shape = shrunk(daySums, daySeen, CLOSE, shrunk(daySums, daySeen, WIDE, flat, PRIOR), PRIOR);
  const rates = new Float64Array(TYPES * SLOTS);
  for (let type = 0; type < TYPES; type += 1) {
    const [own, ownSeen] = [ofType(sums, type), ofType(seen, type)];
    const expected = shape.reduce((sum, rate, slot) => sum + rate * (ownSeen[slot] ?? 0), 0);
    const factor = (total(own) + PRIOR) / (expected + PRIOR);
    const prior = shape.map((rate) => rate * factor);
    rates.set(shrunk(own, ownSeen, OF_TYPE, prior, TYPE_PRIOR), type * SLOTS);
  }
  const level = levelOf({ counts, minutes, places }, rates, first, end);
  return rates.map((rate) => rate * level);
}

/** How the last days stood against the shape. */
function levelOf({ counts, minutes, places }: TaughtSlots, rates: Float64Array, first: number, end: number): number {
  let [observed, expected] = [PRIOR, PRIOR];
  for (let slot = first; slot < end; slot += 1) {
    const weight = 2 ** ((slot - end) / LEVEL_HALF_LIFE);
    observed += weight * (counts[slot] ?? 0);
    expected += weight * (minutes[slot] ?? 0) * (rates[places[slot] ?? 0] ?? 0);
  }
  return observed / expected;
}
