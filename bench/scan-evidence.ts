/** Windows in minutes that end now. */
export const WINDOWS = [1, 2, 3, 5, 10, 15, 30, 60, 120, 240] as const;

/** Drift of the level is no outage: evidence begins at this many times the expected. */
const ALLOWANCE = 1.25;
/** What services have in common, and 1.5 times that, as for own figures: trimming makes them small. */
const COMMON_PHI = 0.03;
const TRIMMING = 1.5;
const TRIMMED_AT = 4;
/** Windows that the common spread weighs, and in how many windows of a series' own (a week of them) half is forgotten. */
const PHI_PRIOR = 300;
const HALF_LIFE = 7 * 1440;

/** Evidence for more than the allowance, in nats: y seen where e were expected, with the spread phi. */
export function evidenceOf(y: number, e: number, phi: number): number {
  const [m, k] = [ALLOWANCE * e, 1 / phi];
  if (y <= m) return 0;
  return y * Math.log(y / m) - (y + k) * Math.log((y + k) / (m + k));
}

/** The spread of a series' calm windows around what was expected of them, by window. */
export interface Spread {
  /** Takes a calm window: y seen where e were expected. */
  see(window: number, y: number, e: number): void;
  /** Variance = m + phi m^2, for the window of this index. */
  phi(window: number): number;
}

/** Learns how wide a series spreads: method of moments, trimmed, shrunk to what all services have in common. */
export function learnSpread(): Spread {
  const sums = new Float64Array(WINDOWS.length);
  const weights = new Float64Array(WINDOWS.length);
  const kept = WINDOWS.map((minutes) => 2 ** (-minutes / HALF_LIFE));
  const phi = (window: number) => {
    const [sum, weight] = [sums[window] ?? 0, weights[window] ?? 0];
    return Math.max(0.005, (TRIMMING * (sum + PHI_PRIOR * COMMON_PHI)) / (weight + PHI_PRIOR));
  };
  const see = (window: number, y: number, e: number) => {
    if (e <= 0 || (y - e) ** 2 > TRIMMED_AT ** 2 * (e + phi(window) * e * e)) return;
    const keep = kept[window] ?? 1;
    sums[window] = keep * (sums[window] ?? 0) + ((y - e) ** 2 - e) / (1 + e) ** 2;
    weights[window] = keep * (weights[window] ?? 0) + (e / (1 + e)) ** 2;
  };
  return { see, phi };
}

const EULER = 0.5772;
const MIN_DAYS = 5;

/** What the daily maxima of a Gumbel law exceed once in so many days; 0 where there are too few to tell. */
export function gumbelTail(maxima: readonly number[], days: number): number {
  if (maxima.length < MIN_DAYS) return 0;
  const mean = maxima.reduce((sum, value) => sum + value, 0) / maxima.length;
  const variance = maxima.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (maxima.length - 1);
  const scale = Math.sqrt((6 * variance) / Math.PI ** 2);
  return mean - EULER * scale - scale * Math.log(-Math.log(1 - 1 / days));
}
