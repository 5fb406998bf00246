/** Slots of five minutes in a day. */
const DAY = 288;
/** Two hours: alarms closer than this are one. */
const APART = 24;
/** Expected counts below this say nothing. */
const MIN_MEAN = 1;
const SEASONS = 7;

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
  let [sum, squares] = [0, 0];
  const isAlarm = counts.map((count, slot) => {
    const n = Math.min(slot, DAY);
    const mean = n === 0 ? 0 : sum / n;
    const deviation = Math.sqrt(Math.max(MIN_MEAN, n === 0 ? 0 : squares / n - mean * mean));
    const leaving = slot >= DAY ? (counts[slot - DAY] ?? 0) : 0;
    sum += count - leaving;
    squares += count * count - leaving * leaving;
    return n === DAY && count > mean + limit * deviation;
  });
  return firstOfRuns(isAlarm);
}

/** Seasonal ratio: alarms where a quarter of an hour exceeds `limit` times the mean of the same one of up to seven days before. */
export function ratioAlarms(counts: readonly number[], limit: number): number[] {
  const quarter = (end: number) => (counts[end] ?? 0) + (counts[end - 1] ?? 0) + (counts[end - 2] ?? 0);
  const isAlarm = counts.map((_, slot) => {
    const days = Math.min(SEASONS, Math.floor((slot - 2) / DAY));
    if (days < 1) return false;
    let sum = 0;
    for (let day = 1; day <= days; day += 1) sum += quarter(slot - day * DAY);
    return quarter(slot) > limit * Math.max(3 * MIN_MEAN, sum / days);
  });
  return firstOfRuns(isAlarm);
}
