/** Slots of five minutes in a day. */
const DAY = 288;
/** Two hours: alarms closer than this are one. */
const APART = 24;
/** Expected counts below this say nothing. */
const MIN_MEAN = 1;
const SEASONS = 7;

/** Half an hour: an incident of a textbook detector is over when it has not alarmed for so long. */
const HOLD = 6;

/** An alarm with its end; null while it lasts. Slots of five minutes. */
export interface SlotIncident {
  readonly first: number;
  readonly end: number | null;
}

/** Alarms as incidents: what is less than half an hour apart is one. */
export function incidentsOfAlarms(isAlarm: readonly boolean[]): SlotIncident[] {
  const incidents: SlotIncident[] = [];
  let [first, last] = [-1, -Infinity];
  for (const [slot, alarm] of isAlarm.entries()) {
    if (!alarm) continue;
    if (slot - last > HOLD) {
      if (first >= 0) incidents.push({ first, end: last });
      first = slot;
    }
    last = slot;
  }
  if (first >= 0) incidents.push({ first, end: isAlarm.length - last > HOLD ? last : null });
  return incidents;
}

/** First slots of runs of alarms. */
function firstOfRuns(isAlarm: readonly boolean[]): number[] {
  const firsts: number[] = [];
  let last = -Infinity;
  for (const [slot, alarm] of isAlarm.entries()) {
    if (!alarm) continue;
    if (slot - last > APART) firsts.push(slot);
    last = slot;
  }
  return firsts;
}

/** Rolling z-score: alarms where a count exceeds the mean of the day before it by `limit` standard deviations. */
export function rollingAlarms(counts: readonly number[], limit: number): number[] {
  return firstOfRuns(rollingSlots(counts, limit));
}

/** The same, slot by slot. */
export function rollingSlots(counts: readonly number[], limit: number): boolean[] {
  let [sum, squares] = [0, 0];
  return counts.map((count, slot) => {
    const n = Math.min(slot, DAY);
    const mean = n === 0 ? 0 : sum / n;
    const deviation = Math.sqrt(Math.max(MIN_MEAN, n === 0 ? 0 : squares / n - mean * mean));
    const leaving = slot >= DAY ? (counts[slot - DAY] ?? 0) : 0;
    sum += count - leaving;
    squares += count * count - leaving * leaving;
    return n === DAY && count > mean + limit * deviation;
  });
}

/** Seasonal ratio: alarms where a quarter of an hour exceeds `limit` times the mean of the same one of up to seven days before. */
export function ratioAlarms(counts: readonly number[], limit: number): number[] {
  return firstOfRuns(ratioSlots(counts, limit));
}

/** The same, slot by slot. */
export function ratioSlots(counts: readonly number[], limit: number): boolean[] {
  const quarter = (end: number) => (counts[end] ?? 0) + (counts[end - 1] ?? 0) + (counts[end - 2] ?? 0);
  return counts.map((_, slot) => {
    const days = Math.min(SEASONS, Math.floor((slot - 2) / DAY));
    if (days < 1) return false;
    let sum = 0;
    for (let day = 1; day <= days; day += 1) sum += quarter(slot - day * DAY);
    return quarter(slot) > limit * Math.max(3 * MIN_MEAN, sum / days);
  });
}
