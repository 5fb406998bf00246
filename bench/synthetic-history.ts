import { localHour } from "#bench/local-clock.ts";
import { seedOf } from "#bench/replay-plan.ts";
import { type SeededRandom, seededRandom } from "#bench/seeded-random.ts";
import { addMinutes, type Minute } from "#lib/buckets/minute.ts";

/** Shares by key, in any unit: they are weights. */
export type Weights = Readonly<Record<string, number>>;

/** What a service's ordinary weeks look like. */
export interface ServiceProfile {
  readonly slug: string;
  /** Mean reports per 15 minutes over a whole week. */
  readonly normal15: number;
  readonly problems: Weights;
  readonly countries: Weights;
}

/** An outage to be drawn into the history: a steep rise, a plateau that falls slowly, a tail. */
export interface PastOutage {
  readonly slug: string;
  readonly start: Minute;
  readonly minutes: number;
  /** Reports per 15 minutes at its height, beyond the ordinary ones. */
  readonly peak15: number;
  /** Only these countries take part; absent: all. */
  readonly countries?: readonly string[];
}

/** Counted reports of one service and minute. */
export interface HistoryMinute {
  readonly minute: Minute;
  readonly reports: number;
  readonly problems: ReadonlyMap<string, number>;
  readonly countries: ReadonlyMap<string, number>;
  /** "Works for me": said only while others report an outage. */
  readonly works: number;
  /** By provider; empty in ordinary minutes, of which the detector never asks where their reports came from. */
  readonly networks: ReadonlyMap<string, number>;
}

/** One zone for each country that profiles use: where most of its people live. UTC for others. */
const ZONES: Readonly<Record<string, string>> = {
  AU: "Australia/Sydney",
  BR: "America/Sao_Paulo",
  CA: "America/Toronto",
  DE: "Europe/Berlin",
  ES: "Europe/Madrid",
  FR: "Europe/Paris",
  GB: "Europe/London",
  IN: "Asia/Kolkata",
  IT: "Europe/Rome",
  JP: "Asia/Tokyo",
  KR: "Asia/Seoul",
  NL: "Europe/Amsterdam",
  SE: "Europe/Stockholm",
  US: "America/Chicago",
};

/** How busy a local hour of the week is: mean about 1, lowest near 04:00, highest in the afternoon, quieter at weekends. */
function busyness(hourOfWeek: number): number {
  const day = Math.floor(hourOfWeek / 24) % 7;
  const hour = hourOfWeek % 24;
  const daily = 1 - 0.5 * Math.cos(((hour - 4) / 24) * 2 * Math.PI) - 0.15 * Math.cos(((hour - 4) / 12) * 2 * Math.PI);
  return daily * (day === 0 || day === 6 ? 0.85 : 1.06);
}

const sumOf = (weights: Weights) => Object.values(weights).reduce((sum, weight) => sum + weight, 0);

/** Mean ordinary reports per minute of each country: its share of the level, at its own time of day. */
export function ordinaryRates(profile: ServiceProfile, minute: Minute): Map<string, number> {
  const total = sumOf(profile.countries);
  return new Map(
    Object.entries(profile.countries).map(([country, weight]) => [
      country,
      (profile.normal15 / 15) * (weight / total) * busyness(localHour(ZONES[country] ?? "UTC", minute)),
    ]),
  );
}

/** As many providers as report in a large outage, written as the ingest writes those without an AS number. */
const PROVIDERS: Weights = Object.fromEntries(
  Array.from({ length: 48 }, (_, i) => [`alloc:${i.toString(16).padStart(8, "0")}`, 1 / (i + 3)]),
);

/** For each twenty that have a problem one says "works for me". */
export const WORKS_SHARE = 0.05;

const RISE_MINUTES = 4;
const TAIL_MINUTES = 12;

/** Mean reports per minute that an outage adds `minute`: 0 before it, and less than 1 % of its height an hour after it. */
export function outageRate(outage: PastOutage, minute: Minute): number {
  const age = minute + 0.5 - outage.start;
  if (age < 0) return 0;
  const height = outage.peak15 / 15;
  const plateau = Math.min(age / RISE_MINUTES, 1) * (1 - 0.5 * Math.min(age / outage.minutes, 1));
  const after = Math.max(age - outage.minutes, 0);
  return height * plateau * Math.exp(-after / TAIL_MINUTES);
}

/** Adds what outages bring to the rates; false when none does. */
function addOutages(
  profile: ServiceProfile,
  outages: readonly PastOutage[],
  minute: Minute,
  rates: Map<string, number>,
): boolean {
  let added = false;
  for (const outage of outages) {
    if (outage.slug !== profile.slug) continue;
    const extra = outageRate(outage, minute);
    if (extra < 1e-3) continue;
    const hit = Object.entries(profile.countries).filter(([key]) => outage.countries?.includes(key) ?? true);
    const total = hit.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of hit) rates.set(key, (rates.get(key) ?? 0) + (extra * weight) / total);
    added = true;
  }
  return added;
}

function drawKeys(random: SeededRandom, weights: Weights, count: number): Map<string, number> {
  const drawn = new Map<string, number>();
  for (let i = 0; i < count; i += 1) {
    const key = random.pick(weights);
    drawn.set(key, (drawn.get(key) ?? 0) + 1);
  }
  return drawn;
}

/**
 * Draws one minute of a service's history. The draw follows from seed, slug and minute alone: any span
 * can be drawn later and fits what was drawn before.
 */
export function drawMinute(
  profile: ServiceProfile,
  outages: readonly PastOutage[],
  minute: Minute,
  seed: number,
): HistoryMinute {
  const random = seededRandom(seedOf(seed, profile.slug, minute));
  const rates = ordinaryRates(profile, minute);
  const isOutage = addOutages(profile, outages, minute, rates);
  const reports = random.poisson([...rates.values()].reduce((sum, rate) => sum + rate, 0));
  return {
    minute,
    reports,
    problems: drawKeys(random, profile.problems, reports),
    countries: reports === 0 ? new Map() : drawKeys(random, Object.fromEntries(rates), reports),
    works: isOutage ? random.poisson(reports * WORKS_SHARE) : 0,
    networks: isOutage ? drawKeys(random, PROVIDERS, reports) : new Map(),
  };
}

/** The minutes of [from, to) that have any report, oldest first. */
export function* drawHistory(
  profile: ServiceProfile,
  outages: readonly PastOutage[],
  from: Minute,
  to: Minute,
  seed: number,
): Generator<HistoryMinute> {
  for (let minute = from; minute < to; minute = addMinutes(minute, 1)) {
    const drawn = drawMinute(profile, outages, minute, seed);
    if (drawn.reports > 0) yield drawn;
  }
}

/** A profile whose ordinary level at `minute` is `level15`: where a scenario's curve begins, its history must end. */
export function levelAt(profile: ServiceProfile, minute: Minute, level15: number): ServiceProfile {
  const rates = ordinaryRates({ ...profile, normal15: 15 }, minute);
  const shape = [...rates.values()].reduce((sum, rate) => sum + rate, 0);
  return { ...profile, normal15: level15 / shape };
}
