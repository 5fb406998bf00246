import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import { type Baseline, dayTypeOf, SLOT_MINUTES, SLOTS_PER_DAY } from "#lib/detection/baseline.ts";
import { clipOutages, type History, runningTotals, totalsOf, within } from "#lib/detection/clip.ts";
import { clockFrom, type LocalClock, offsetOf, UTC } from "#lib/detection/local-clock.ts";
import { ownTail } from "#lib/detection/own-tail.ts";
import { limits } from "#lib/detection/thresholds.ts";

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
/** Rounds of the fit: level, shape and types of day each need the others; the fourth changes them by under 1 %. */
const ROUNDS = 3;
const LEVEL_PRIOR_MINUTES = 60;
const NARROW = 2;
const WIDE = 9;
const SLOTS_PER_HOUR = 6;
/** Standard deviations beyond which a residual is an outage's, and counts no further. */
const TRIM = 2.5;

function placeSlots(history: History, at: Minute, clock: LocalClock): Slots {
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
    const wallMinute = minute + offsetOf(clock, minute);
    slots.slotOfDay[i] = Math.floor(wallMinute / SLOT_MINUTES) % SLOTS_PER_DAY;
    slots.dayType[i] = dayTypeOf(wallMinute);
    slots.shapeWeight[i] = 2 ** (-days / limits.shapeHalfLife);
    slots.levelWeight[i] = 2 ** (-days / limits.levelHalfLife);
  }
  return slots;
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

/** Each type's factor, shrunk to 1. Their mean is 1, as the shape's: only the level carries the scale, else the rounds overshoot. */
function fitDayTypes(seen: Float64Array, expected: Float64Array, level: number): [number, number, number] {
  const prior = limits.dayTypeSmoothing + limits.dayTypeDays * MINUTES_PER_DAY * level;
  const factorOf = (type: number) => ((seen[type] ?? 0) + prior) / ((expected[type] ?? 0) + prior);
  const total = expected.reduce((sum, value) => sum + value, 0);
  const mean = expected.reduce((sum, value, type) => sum + value * factorOf(type), 0) / total;
  return [factorOf(0) / mean, factorOf(1) / mean, factorOf(2) / mean];
}

function fitRound(history: History, taught: Float64Array, slots: Slots, model: Model): Model {
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
    const count = taught[i] ?? 0;
    const weight = slots.shapeWeight[i] ?? 0;
    seenBySlot[slot] = (seenBySlot[slot] ?? 0) + weight * count;
    expectedBySlot[slot] = (expectedBySlot[slot] ?? 0) + weight * model.level * dayFactor * known;
    seenByType[type] = (seenByType[type] ?? 0) + weight * count;
    expectedByType[type] = (expectedByType[type] ?? 0) + weight * model.level * shapeFactor * known;
    seen += (slots.levelWeight[i] ?? 0) * count;
    exposure += (slots.levelWeight[i] ?? 0) * dayFactor * shapeFactor * known;
  }
  return {
    level: (seen + limits.levelPrior) / (exposure + LEVEL_PRIOR_MINUTES),
    shape: fitShape(seenBySlot, expectedBySlot),
    dayTypes: fitDayTypes(seenByType, expectedByType, model.level),
  };
}

/** Running totals of what the model expects of the known minutes. */
function hopedTotals(history: History, slots: Slots, { level, shape, dayTypes }: Model): Float64Array {
  const factorAt = (i: number) => (dayTypes[slots.dayType[i] ?? 0] ?? 1) * (shape[slots.slotOfDay[i] ?? 0] ?? 1);
  return totalsOf(history.networks.length, (i) => level * factorAt(i) * (history.known[i] ?? 0));
}

/**
 * Relative variance of hourly sums around the model: method of moments on trimmed residuals, shrunk to the common value. All hours
 * are asked, those that overlap as well, each for a sixth: else it would depend on where the counting of hours begins.
 */
function fitPhi(taught: Float64Array, hoped: Float64Array, history: History, slots: Slots): number {
  const length = taught.length;
  const seen = totalsOf(length, (i) => (history.known[i] === 0 ? 0 : (taught[i] ?? 0)));
  let [excess, scale] = [0, 0];
  for (let start = 0; start + SLOTS_PER_HOUR <= length; start += 1) {
    const expected = within(hoped, start, start + SLOTS_PER_HOUR);
    if (expected === 0) continue;
    const sd = Math.sqrt(expected + limits.phiPrior * expected * expected);
    const residual = within(seen, start, start + SLOTS_PER_HOUR) - expected;
    const trimmed = Math.max(-TRIM * sd, Math.min(TRIM * sd, residual));
    const weight = (slots.shapeWeight[start] ?? 0) / SLOTS_PER_HOUR;
    excess += weight * (trimmed * trimmed - expected);
    scale += weight * expected * expected;
  }
  const weighted = Math.max(0, excess) + limits.phiPriorWeight * limits.phiPrior;
  return Math.min(limits.phiMax, Math.max(limits.phiMin, weighted / (scale + limits.phiPriorWeight)));
}

/**
 * Dispersion of single minutes within their ten: the variance there beyond a Poisson's, relative to the square of the
 * mean. Slots that were clipped say nothing.
 */
function fitPhiMinute(history: History, taught: Float64Array, slots: Slots): number {
  let [excess, scale] = [0, 0];
  for (let i = 0; i < taught.length; i += 1) {
    const count = history.networks[i] ?? 0;
    if (history.known[i] !== SLOT_MINUTES || count > (taught[i] ?? 0)) continue;
    const mean = count / SLOT_MINUTES;
    const variance = ((history.squares[i] ?? 0) - count * mean) / (SLOT_MINUTES - 1);
    const weight = slots.shapeWeight[i] ?? 0;
    excess += weight * (variance - mean);
    scale += weight * mean * mean;
  }
  const weighted = Math.max(0, excess) + limits.phiMinuteWeight * limits.phiMinute;
  return Math.min(limits.phiMax, weighted / (scale + limits.phiMinuteWeight));
}

/** Networks that are taken to have sent one report each, beside those that were seen. */
const NETWORKS_PRIOR = 10;

/** The value below which half of the weight lies; the lower one of two. */
function weightedMedian(values: readonly { readonly value: number; readonly weight: number }[]): number {
  const sorted = [...values].sort((a, b) => a.value - b.value);
  let left = sorted.reduce((all, { weight }) => all + weight, 0) / 2;
  for (const { value, weight } of sorted) {
    left -= weight;
    if (left <= 0) return value;
  }
  return 1;
}

/**
 * How many reports a network usually sends within the hour: the median of the days, each with the weight of what it may teach, shrunk to 1.
 * The sums of all days would be those of one outage, or of one script.
 */
function fitReportsPerNetwork({ reports, networks }: History, taught: Float64Array): number {
  const length = taught.length;
  const totals = [reports, networks, taught].map(runningTotals);
  const days = Array.from({ length: Math.ceil(length / SLOTS_PER_DAY) }, (_, day) => {
    const [from, to] = [day * SLOTS_PER_DAY, Math.min(length, (day + 1) * SLOTS_PER_DAY)];
    const [sent = 0, first = 0, weight = 0] = totals.map((total) => within(total, from, to));
    return { value: sent / Math.max(1, first), weight };
  });
  const weight = days.reduce((all, day) => all + day.weight, 0);
  return Math.max(1, (weightedMedian(days) * weight + NETWORKS_PRIOR) / (weight + NETWORKS_PRIOR));
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i += 1) total += values[i] ?? 0;
  return total;
}

/**
 * Factors of the shape are kept to four decimals. With all digits a stored baseline is three times as large and is read in twice the time, which is
 * a third of a worker's first tick.
 */
const SHAPE_UNITS = 10_000;

/**
 * Learns what is normal from the minutes before `at` (divisible by ten): level x shape of the day x type of day, by the local
 * `clock`, which must reach from the first minute of the history to two days after `at`.
 * Null while less than a day is known: then the detector goes by the service's own last hours.
 */
export function learnBaseline(history: History, at: Minute, clock: LocalClock = UTC): Baseline | null {
  const days = sum(history.known) / MINUTES_PER_DAY;
  if (days < limits.minLearningDays) return null;
  const slots = placeSlots(history, at, clock);
  const flat = Array.from({ length: SLOTS_PER_DAY }, () => 1);
  const { taught, level } = clipOutages(history);
  let model: Model = { level: Math.max(level, 1e-6), shape: flat, dayTypes: [1, 1, 1] };
  for (let round = 0; round < ROUNDS; round += 1) model = fitRound(history, taught, slots, model);
  const hoped = hopedTotals(history, slots, model);
  const seen = totalsOf(taught.length, (i) => (history.known[i] === 0 ? 0 : (history.networks[i] ?? 0)));
  const phi = fitPhi(taught, hoped, history, slots);
  const phiMinute = fitPhiMinute(history, taught, slots);
  return {
    version: 2,
    minute: at,
    days,
    clock: [...clockFrom(clock, history.from)],
    ...model,
    shape: model.shape.map((factor) => Math.round(factor * SHAPE_UNITS) / SHAPE_UNITS),
    phi,
    phiMinute,
    tail: Math.min(limits.tailMax, ownTail({ seen, hoped }, phi + phiMinute / SLOT_MINUTES)),
    reportsPerNetwork: fitReportsPerNetwork(history, taught),
  };
}
