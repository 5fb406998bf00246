import { learnRates, placeOf, SLOT } from "#bench/scan-baseline.ts";
import { evidenceOf, gumbelTail, learnSpread, WINDOWS } from "#bench/scan-evidence.ts";
import type { LocalClock } from "#lib/detection/local-clock.ts";

const DAY = 1440;
const LEARN_EVERY = 360;
/** Running correction: so many slots, the last of them so many slots ago; its prior in counts and its bounds. */
const [CORRECTED, LAG, CORRECTION_PRIOR, LEAST, MOST] = [18, 2, 15, 0.4, 3];
/** A slot teaches at most so many times what was expected, and so many more. */
const [CLIP, CLIP_MORE] = [2.5, 4];
/** An incident of this age teaches: it is a new level. */
const TEACHES_AFTER = 18 * 60;
const [FIRE, SHORT, SHORT_EXTRA] = [12, 5, 2];
const [MIN_COUNT, MIN_EXCESS, MIN_RATIO] = [6, 5, 1.6];
/** The first two days of a series ask for more. */
const [YOUNG, YOUNG_COUNT, YOUNG_RATIO] = [2 * DAY, 15, 2.5];
/** Windows longer than this must hold a fifth of their excess in their last third. */
const [PERSISTS, PERSISTS_SHARE] = [10, 0.2];
/** A series' own bursts: what it exceeds once in so many days is asked for, learned from so many days. */
const [TAIL_DAYS, TAIL_LEARNED] = [60, 24];
const [QUARTER, QUARTER_INDEX] = [15, WINDOWS.indexOf(15)];
const [CALM_SPREAD, CALM_SHARE, SHARP, HOLD] = [1.5, 0.08, 5, 18];
const LATE_DECAY = Math.exp(-1 / 150);
const [REOPEN_WITHIN, REOPEN_SHARE] = [120, 0.3];

/** An incident of a series, in minutes from its first. */
export interface ScanIncident {
  readonly start: number;
  /** The minute whose counts opened it. */
  readonly opened: number;
  /** The middle of the quarter of an hour in which it ended; null while it lasts. */
  readonly end: number | null;
}

export interface ScanSeries {
  /** Judges the next minute; `factor` is what all series have risen by. */
  step(factor: number): void;
  /** Seen / expected of the last quarter of an hour; null where an incident lasts, or too few are expected. */
  ratio(): number | null;
  readonly incidents: readonly ScanIncident[];
}

interface Open {
  readonly start: number;
  peak: number;
  calm: number;
}

/** The scan over one series of counts by minute, index 0 at the minute `from`, minute by minute. Unknown minutes are left out of every sum. */
export function scanSeries(
  counts: ArrayLike<number>,
  known: (i: number) => boolean,
  clock: LocalClock,
  from: number,
): ScanSeries {
  const slots = Math.ceil(counts.length / SLOT);
  const taught = {
    counts: new Float64Array(slots),
    minutes: new Float64Array(slots),
    places: Uint16Array.from({ length: slots }, (_, slot) => placeOf(clock, from + slot * SLOT)),
  };
  /** Clean counts of each slot, and what the baseline alone expected. */
  const [clean, usual] = [new Float64Array(slots), new Float64Array(slots)];
  const [seen, expected] = [new Float64Array(counts.length + 1), new Float64Array(counts.length + 1)];
  const spread = learnSpread();
  const incidents: ScanIncident[] = [];
  const maxima: number[] = [];
  let rates: Float64Array | null = null;
  let open: Open | null = null;
  let [now, floor, age, correction, late, lastPeak, closed] = [0, 0, 0, 1, 0, 0, -Infinity];
  let [highest, troubled, ownTail] = [0, false, 0];

  const between = (sums: Float64Array, a: number, b: number) => (sums[b] ?? 0) - (sums[Math.max(0, a)] ?? 0);
  const excess = (a: number, b: number, factor = 1) => between(seen, a, b) - factor * between(expected, a, b);
  const teaches = (i: number) => open === null || i - open.start > TEACHES_AFTER;

  /** Takes what the slot that just ended may teach. */
  function endSlot(slot: number): void {
    const [y, e] = [excess(slot * SLOT, now, 0), between(expected, slot * SLOT, now)];
    const young = rates === null;
    taught.counts[slot] = young || (open !== null && teaches(now)) ? y : Math.min(y, CLIP * e + CLIP_MORE);
    clean[slot] = teaches(now) ? (taught.counts[slot] ?? 0) : correction * (usual[slot] ?? 0);
  }

  /** How busy the last hours were against the baseline; it stands still in an incident. */
  function correct(slot: number): void {
    if (!teaches(now)) return;
    let [y, e] = [CORRECTION_PRIOR, CORRECTION_PRIOR];
    for (let each = Math.max(0, slot - LAG - CORRECTED); each < slot - LAG; each += 1) {
      y += clean[each] ?? 0;
      e += usual[each] ?? 0;
    }
    correction = Math.min(MOST, Math.max(LEAST, y / e));
  }

  function endDay(): void {
    if (!troubled && rates !== null) maxima.push(highest);
    if (maxima.length > TAIL_LEARNED) maxima.shift();
    [highest, troubled] = [0, open !== null];
    ownTail = gumbelTail(maxima, TAIL_DAYS);
  }

  function beginSlot(slot: number): void {
    if (slot > 0) endSlot(slot - 1);
    if (now > 0 && now % DAY === 0) endDay();
    if (now % LEARN_EVERY === 0) {
      const learned = learnRates(taught, slot);
      if (rates === null) floor = now;
      rates = learned;
    }
    correct(slot);
  }

  /** The first minute of the shortest window that fires, null where none does; the day's highest evidence is kept, whether large enough or not. */
  function firing(factor: number): number | null {
    let fires: number | null = null;
    for (const [index, minutes] of WINDOWS.entries()) {
      const first = Math.max(floor, now - minutes);
      const y = between(seen, first, now);
      if (y >= MIN_COUNT / 2) {
        const e = factor * between(expected, first, now);
        const evidence = evidenceOf(y, e, spread.phi(index)) - (minutes < SHORT ? SHORT_EXTRA : 0);
        highest = Math.max(highest, evidence);
        if (fires === null && evidence >= Math.max(FIRE, ownTail) && isLarge(y, e) && persists(first, factor))
          fires = first;
      }
      if (first === floor) break;
    }
    return fires;
  }

  function isLarge(y: number, e: number): boolean {
    const [least, ratio] = age < YOUNG ? [YOUNG_COUNT, YOUNG_RATIO] : [MIN_COUNT, MIN_RATIO];
    return y >= least && y - e >= MIN_EXCESS && y >= ratio * e;
  }

  function persists(first: number, factor: number): boolean {
    if (now - first <= PERSISTS) return true;
    const third = now - Math.ceil((now - first) / 3);
    return excess(third, now, factor) >= PERSISTS_SHARE * excess(first, now, factor);
  }

  /** The first minute of the excess run within the window that fires. */
  function startWithin(first: number): number {
    let [best, start, sum] = [-Infinity, first, 0];
    for (let i = now - 1; i >= first; i -= 1) {
      sum += excess(i, i + 1, MIN_RATIO);
      if (sum > best) [best, start] = [sum, i];
    }
    return start;
  }

  function openAt(start: number, peak: number): void {
    const last = incidents.at(-1);
    open = { start, peak, calm: 0 };
    if (last !== undefined && now - closed <= REOPEN_WITHIN) {
      open.peak = Math.max(peak, lastPeak);
      incidents[incidents.length - 1] = { ...last, end: null };
    } else incidents.push({ start, opened: now - 1, end: null });
    troubled = true;
    for (let slot = Math.floor(start / SLOT); slot * SLOT < now; slot += 1)
      clean[slot] = correction * (usual[slot] ?? 0);
  }

  function watch(factor: number): void {
    const first = firing(factor);
    if (first === null) return;
    const peak = excess(now - QUARTER, now, factor);
    if (now - closed <= REOPEN_WITHIN && peak < REOPEN_SHARE * lastPeak) return;
    openAt(startWithin(first), peak);
  }

  function follow(incident: Open, factor: number): void {
    const quarter = excess(now - QUARTER, now, factor);
    const e = factor * between(expected, now - QUARTER, now);
    incident.peak = Math.max(incident.peak, quarter);
    const before = Math.max(...[15, 30, 45].map((ago) => excess(now - QUARTER - ago, now - ago, factor)));
    const faded = quarter < CALM_SHARE * incident.peak && before >= SHARP * quarter;
    const calm = faded || quarter < CALM_SPREAD * Math.sqrt(e + spread.phi(QUARTER_INDEX) * e * e);
    incident.calm = calm ? incident.calm + 1 : 0;
    if (incident.calm < HOLD) return;
    const last = incidents.at(-1);
    if (last !== undefined) incidents[incidents.length - 1] = { ...last, end: now - HOLD - Math.floor(QUARTER / 2) };
    [closed, floor, lastPeak, open] = [now, now, incident.peak, null];
    late += Math.max(0, quarter / QUARTER);
  }

  function learnCalm(): void {
    for (const [index, minutes] of WINDOWS.entries()) {
      const first = now - minutes;
      if (now % minutes === 0 && first >= floor)
        spread.see(index, between(seen, first, now), between(expected, first, now));
    }
  }

  function step(factor: number): void {
    const slot = Math.floor(now / SLOT);
    if (now % SLOT === 0) beginSlot(slot);
    const isKnown = known(now);
    const rate = rates === null || !isKnown ? 0 : (rates[taught.places[slot] ?? 0] ?? 0);
    const y = isKnown ? (counts[now] ?? 0) : 0;
    seen[now + 1] = (seen[now] ?? 0) + y;
    expected[now + 1] = (expected[now] ?? 0) + (rate === 0 ? 0 : rate * correction + late);
    now += 1;
    late *= LATE_DECAY;
    if (!isKnown) return;
    age += 1;
    taught.minutes[slot] = (taught.minutes[slot] ?? 0) + 1;
    usual[slot] = (usual[slot] ?? 0) + rate;
    if (rates === null) return;
    if (open !== null) follow(open, factor);
    else {
      // Without a report the evidence has not grown.
      if (y > 0) watch(factor);
      learnCalm();
    }
  }

  function ratio(): number | null {
    const e = between(expected, now - QUARTER, now);
    return open !== null || e < 1 ? null : between(seen, now - QUARTER, now) / e;
  }

  return { step, ratio, incidents };
}
