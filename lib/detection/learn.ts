import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import { type Baseline, dayTypeOf, SLOT_MINUTES, SLOTS_PER_DAY } from "#lib/detection/baseline.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** Counts of one service in ten-minute slots, oldest first; all arrays have one length. */
export interface History {
  /** Epoch minute of the first slot; divisible by ten. */
  readonly from: Minute;
  readonly reports: ArrayLike<number>;
  readonly networks: ArrayLike<number>;
  /** Minutes of each slot that our ingest knows, 0..10: a gap is not silence. */
  readonly known: ArrayLike<number>;
}

interface Model {
  level: number;
  shape: number[];
  dayTypes: [number, number, number];
}

/** What does not change between the rounds of the fit: each slot's place in day and week, and its weights. */
interface Slots {
  readonly slotOfDay: Uint8Array;
  readonly dayType: Uint8Array;
  readonly shapeWeight: Float64Array;
  readonly levelWeight: Float64Array;
}

const MINUTES_PER_DAY = 1440;
/** Rounds of fit and clip; the third changes levels by under 1 % even after a day-long outage. */
const ROUNDS = 4;
const LEVEL_PRIOR_MINUTES = 60;
const NARROW = 2;
const WIDE = 9;
const SLOTS_PER_HOUR = 6;

function placeSlots(history: History, at: Minute): Slots {
  const count = history.networks.length;
  const slots: Slots = {
    slotOfDay: new Uint8Array(count),
    dayType: new Uint8Array(count),
    shapeWeight: new Float64Array(count),
    levelWeight: new Float64Array(count),
  };
  for (let i = 0; i < count; i += 1) {
    const minute = asMinute(history.from + i * SLOT_MINUTES);
    const days = (at - minute) / MINUTES_PER_DAY;
    slots.slotOfDay[i] = (minute / SLOT_MINUTES) % SLOTS_PER_DAY;
    slots.dayType[i] = dayTypeOf(minute);
    slots.shapeWeight[i] = 2 ** (-days / limits.shapeHalfLife);
    slots.levelWeight[i] = 2 ** (-days / limits.levelHalfLife);
  }
  return slots;
}

/** Median of the days' rates: where the fit starts, because no outage of some days can move it far. */
function medianDailyRate(history: History): number {
  const rates: number[] = [];
  let [seen, knownMinutes] = [0, 0];
  for (let i = 0; i < history.networks.length; i += 1) {
    seen += history.networks[i] ?? 0;
    knownMinutes += history.known[i] ?? 0;
    if ((i + 1) % SLOTS_PER_DAY === 0 || i === history.networks.length - 1) {
      if (knownMinutes >= MINUTES_PER_DAY / 4) rates.push(seen / knownMinutes);
      [seen, knownMinutes] = [0, 0];
    }
  }
  rates.sort((a, b) => a - b);
  return rates[Math.floor(rates.length / 2)] ?? 0;
}

/** Sum of `values` over `reach` neighbours on both sides, round the clock. */
function circularSum(values: Float64Array, at: number, reach: number): number {
  let sum = 0;
  for (let d = -reach; d <= reach; d += 1) sum += values[(at + d + SLOTS_PER_DAY) % SLOTS_PER_DAY] ?? 0;
  return sum;
}

/** Each slot's factor: its near neighbourhood, shrunk to its wide one, which is shrunk to 1. */
function fitShape(seen: Float64Array, expected: Float64Array): number[] {
  const prior = limits.shapeSmoothing;
  const shape = Array.from({ length: SLOTS_PER_DAY }, (_, slot) => {
    const wide = (circularSum(seen, slot, WIDE) + prior) / (circularSum(expected, slot, WIDE) + prior);
    return (circularSum(seen, slot, NARROW) + prior * wide) / (circularSum(expected, slot, NARROW) + prior);
  });
  const mean = shape.reduce((sum, factor) => sum + factor, 0) / SLOTS_PER_DAY;
  return shape.map((factor) => factor / mean);
}

/** What a slot expects with `known` minutes, and what it may teach at most: an outage enters clipped. */
function clipped(count: number, expected: number): number {
  return Math.min(count, limits.clipRatio * expected + limits.clipExtra);
}

function fitRound(history: History, slots: Slots, model: Model): Model {
  const [seenBySlot, expectedBySlot] = [new Float64Array(SLOTS_PER_DAY), new Float64Array(SLOTS_PER_DAY)];
  const [seenByType, expectedByType] = [new Float64Array(3), new Float64Array(3)];
  let [seen, exposure] = [0, 0];
  for (let i = 0; i < history.networks.length; i += 1) {
    const known = history.known[i] ?? 0;
    if (known === 0) continue;
    const slot = slots.slotOfDay[i] ?? 0;
    const type = slots.dayType[i] ?? 0;
    const dayFactor = model.dayTypes[type] ?? 1;
    const shapeFactor = model.shape[slot] ?? 1;
    const expected = model.level * dayFactor * shapeFactor * known;
    const count = clipped(history.networks[i] ?? 0, expected);
    const weight = slots.shapeWeight[i] ?? 0;
    seenBySlot[slot] = (seenBySlot[slot] ?? 0) + weight * count;
    expectedBySlot[slot] = (expectedBySlot[slot] ?? 0) + weight * model.level * dayFactor * known;
    seenByType[type] = (seenByType[type] ?? 0) + weight * count;
    expectedByType[type] = (expectedByType[type] ?? 0) + weight * model.level * shapeFactor * known;
    seen += (slots.levelWeight[i] ?? 0) * count;
    exposure += (slots.levelWeight[i] ?? 0) * dayFactor * shapeFactor * known;
  }
  const typeFactor = (type: number) =>
    ((seenByType[type] ?? 0) + limits.dayTypeSmoothing) / ((expectedByType[type] ?? 0) + limits.dayTypeSmoothing);
  return {
    level: (seen + limits.levelPrior) / (exposure + LEVEL_PRIOR_MINUTES),
    shape: fitShape(seenBySlot, expectedBySlot),
    dayTypes: [typeFactor(0), typeFactor(1), typeFactor(2)],
  };
}

/** Dispersion of hourly sums around the model: method of moments on trimmed residuals, shrunk to the common value. */
function fitPhi(history: History, slots: Slots, model: Model): number {
  let [excess, scale] = [0, 0];
  for (let start = 0; start + SLOTS_PER_HOUR <= history.networks.length; start += SLOTS_PER_HOUR) {
    let [seen, expected] = [0, 0];
    for (let i = start; i < start + SLOTS_PER_HOUR; i += 1) {
      const known = history.known[i] ?? 0;
      const factor = (model.dayTypes[slots.dayType[i] ?? 0] ?? 1) * (model.shape[slots.slotOfDay[i] ?? 0] ?? 1);
      if (known > 0) seen += history.networks[i] ?? 0;
      expected += model.level * factor * known;
    }
    if (expected === 0) continue;
    const sd = Math.sqrt(expected + limits.phiPrior * expected * expected);
    const residual = Math.max(-3 * sd, Math.min(3 * sd, seen - expected));
    const weight = slots.shapeWeight[start] ?? 0;
    excess += weight * (residual * residual - expected);
    scale += weight * expected * expected;
  }
  const weighted = Math.max(0, excess) + limits.phiPriorWeight * limits.phiPrior;
  return Math.min(limits.phiMax, weighted / (scale + limits.phiPriorWeight));
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i += 1) total += values[i] ?? 0;
  return total;
}

/**
 * Learns what is normal from the minutes before `at` (divisible by ten): level x shape of the day x type of day.
 * Null while less than a day is known: then the detector goes by the service's own last hours.
 */
export function learnBaseline(history: History, at: Minute): Baseline | null {
  const days = sum(history.known) / MINUTES_PER_DAY;
  if (days < limits.minLearningDays) return null;
  const slots = placeSlots(history, at);
  const flat = Array.from({ length: SLOTS_PER_DAY }, () => 1);
  let model: Model = { level: Math.max(medianDailyRate(history), 1e-6), shape: flat, dayTypes: [1, 1, 1] };
  for (let round = 0; round < ROUNDS; round += 1) model = fitRound(history, slots, model);
  return {
    version: 1,
    minute: at,
    days,
    ...model,
    phi: fitPhi(history, slots, model),
    reportsPerNetwork: Math.max(1, (sum(history.reports) + 10) / (sum(history.networks) + 10)),
  };
}
