import type { Minute } from "#lib/buckets/minute.ts";

/** An outage that truly was, as the maker of the world knows it. */
export interface TrueOutage {
  readonly service: string;
  readonly start: Minute;
  readonly faultEnd: Minute;
  readonly signalEnd: Minute;
  /** S1 ... S5 by signal-to-noise. */
  readonly size: number;
  readonly scored: boolean;
}

/** An incident that the detector opened. */
export interface FoundIncident {
  readonly service: string;
  readonly detected: Minute;
  /** Null while it lasts. */
  readonly end: Minute | null;
}

export interface ScoreOptions {
  /** Incidents and outages before this minute are warm-up. */
  readonly scoredFrom: Minute;
  readonly serviceMonths: number;
}

export interface Score {
  readonly quality: number;
  readonly usefulness: number;
  /** Of outages of S2 and larger. */
  readonly recall: number;
  /** By size, S1 first; NaN where there was none. */
  readonly recallBySize: readonly number[];
  readonly medianDelay: number;
  readonly medianDelayBySize: readonly number[];
  readonly falsePerServiceMonth: number;
  readonly precision: number;
  readonly incidentsPerOutage: number;
  readonly meanEndError: number;
  readonly medianEndError: number;
  readonly flaps: number;
}

/** How long after its end an outage may still be found. */
const LATE = 30;
/** Weights, and half-lives of the use of a flag in minutes, by size S1 ... S5. */
const WEIGHTS = [0, 0.5, 1, 1, 1] as const;
const HALF_LIVES = [30, 30, 15, 8, 4] as const;
const MAX_END_ERROR = 120;
const FLAP = 60;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function belongs(incident: FoundIncident, outage: TrueOutage): boolean {
  const last = Math.max(outage.signalEnd, outage.faultEnd) + LATE;
  return incident.service === outage.service && incident.detected >= outage.start && incident.detected <= last;
}

function endError(incident: FoundIncident, outage: TrueOutage): number {
  const [from, to] = [Math.min(outage.faultEnd, outage.signalEnd), Math.max(outage.faultEnd, outage.signalEnd)];
  if (incident.end === null) return MAX_END_ERROR;
  return Math.min(MAX_END_ERROR, Math.max(0, from - incident.end, incident.end - to));
}

function countFlaps(incidents: readonly FoundIncident[]): number {
  const byService = Map.groupBy(incidents, (incident) => incident.service);
  return [...byService.values()].reduce((flaps, list) => {
    const sorted = [...list].sort((a, b) => a.detected - b.detected);
    return (
      flaps +
      sorted.filter((one, i) => {
        const end = sorted[i - 1]?.end ?? null;
        return i > 0 && end !== null && one.detected - end <= FLAP;
      }).length
    );
  }, 0);
}

/** The incidents of the scored days that belong to no outage. */
export function falseIncidents(
  incidents: readonly FoundIncident[],
  outages: readonly TrueOutage[],
  scoredFrom: Minute,
): FoundIncident[] {
  const counted = incidents.filter((incident) => incident.detected >= scoredFrom);
  return counted.filter((incident) => !outages.some((outage) => belongs(incident, outage)));
}

/**
 * Scores incidents against the truth. Usefulness U = 100 x weighted mean of 2^(-delay / half-life) - 25 x false incidents per
 * service and month; quality Q = U - 10 x (incidents per outage - 1) - 0.1 x mean error of the end in minutes.
 */
export function scoreIncidents(
  incidents: readonly FoundIncident[],
  outages: readonly TrueOutage[],
  options: ScoreOptions,
): Score {
  const counted = incidents.filter((incident) => incident.detected >= options.scoredFrom);
  const scored = outages.filter((outage) => outage.scored);
  const found = scored.map((outage) => ({
    outage,
    hits: counted.filter((incident) => belongs(incident, outage)).sort((a, b) => a.detected - b.detected),
  }));
  const hits = found.filter(({ hits: [first] }) => first !== undefined);
  const delayOf = (entry: (typeof found)[number]) => (entry.hits[0]?.detected ?? Infinity) - entry.outage.start;
  const use = (entry: (typeof found)[number]) => 2 ** (-delayOf(entry) / (HALF_LIVES[entry.outage.size - 1] ?? 4));
  const weightOf = (entry: (typeof found)[number]) => WEIGHTS[entry.outage.size - 1] ?? 1;
  const weights = found.reduce((sum, entry) => sum + weightOf(entry), 0);
  const useful = found.reduce((sum, entry) => sum + weightOf(entry) * use(entry), 0) / weights;
  const falses = falseIncidents(incidents, outages, options.scoredFrom);
  const falsePerServiceMonth = falses.length / options.serviceMonths;
  const ends = hits.flatMap(({ hits: all, outage }) => all.slice(-1).map((last) => endError(last, outage)));
  const incidentsPerOutage = mean(hits.map((entry) => entry.hits.length));
  const ofSize = (size: number) => found.filter(({ outage }) => outage.size === size);
  const recallOf = (entries: typeof found) => entries.filter((entry) => entry.hits.length > 0).length / entries.length;
  const delays = (entries: typeof found) => entries.filter((entry) => entry.hits.length > 0).map(delayOf);
  const usefulness = 100 * useful - 25 * falsePerServiceMonth;
  return {
    quality: usefulness - 10 * (incidentsPerOutage - 1) - 0.1 * mean(ends),
    usefulness,
    recall: recallOf(found.filter(({ outage }) => outage.size >= 2)),
    recallBySize: [1, 2, 3, 4, 5].map((size) => recallOf(ofSize(size))),
    medianDelay: median(delays(found.filter(({ outage }) => outage.size >= 3))),
    medianDelayBySize: [1, 2, 3, 4, 5].map((size) => median(delays(ofSize(size)))),
    falsePerServiceMonth,
    precision: 1 - falses.length / counted.length,
    incidentsPerOutage,
    meanEndError: mean(ends),
    medianEndError: median(ends),
    flaps: countFlaps(counted),
  };
}
