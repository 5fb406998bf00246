import { seedOf } from "#bench/replay-plan.ts";
import { type SeededRandom, seededRandom } from "#bench/seeded-random.ts";
import { CLASS_REPORTS, type Mixture, type Range } from "#bench/world-mixture.ts";
import { addMinutes, type Minute, parseMinute } from "#lib/buckets/minute.ts";

/** A service of a generated world. */
export interface PlannedService {
  readonly slug: string;
  readonly group: string;
  readonly sizeClass: string;
  readonly profile: string;
  readonly reportsPerDay: number;
  /** Shares of its reports, which sum to 1; the largest first. */
  readonly places: readonly { readonly place: string; readonly share: number }[];
  readonly phiSlow: number;
  readonly phiMinute: number;
  readonly firstSeen: Minute;
  readonly growthPerWeek: number;
  readonly shift: { readonly at: Minute; readonly factor: number } | null;
}

export const uniform = (random: SeededRandom, [low, high]: Range) => low + (high - low) * random.next();
export const logUniform = (random: SeededRandom, [low, high]: Range) => low * (high / low) ** random.next();

/** A draw from the power law whose density falls as x^-(index + 1) between two ends (Pareto's, truncated); with index 0 as many in each factor of two. */
export function powerLaw(random: SeededRandom, range: Range, index: number): number {
  if (index === 0) return logUniform(random, range);
  const [low, high] = range;
  return low * (1 - random.next() * (1 - (low / high) ** index)) ** (-1 / index);
}
export const integerIn = (random: SeededRandom, [low, high]: Range) => low + random.integer(high - low + 1);

/** First minute, first scored minute, and end (exclusive) of a world of this mixture. */
export function worldSpan(mixture: Mixture): {
  readonly from: Minute;
  readonly scoredFrom: Minute;
  readonly to: Minute;
} {
  const from = parseMinute(mixture.start);
  if (from === null) throw new RangeError(`not a UTC minute: ${mixture.start}`);
  return { from, scoredFrom: addMinutes(from, mixture.warmUpDays * 1440), to: addMinutes(from, mixture.days * 1440) };
}

function drawPlaces(random: SeededRandom, mixture: Mixture): PlannedService["places"] {
  const count = Math.min(integerIn(random, mixture.placesPerService), Object.keys(mixture.places).length);
  const left: Record<string, number> = { ...mixture.places };
  const drawn = Array.from({ length: count }, () => {
    const place = random.pick(left);
    delete left[place];
    return { place, share: 0.1 + random.gamma(0.8) };
  });
  const total = drawn.reduce((sum, { share }) => sum + share, 0);
  return drawn.map(({ place, share }) => ({ place, share: share / total })).sort((a, b) => b.share - a.share);
}

/** Minutes before the world's end in which nothing new begins. */
const QUIET_END = 1440;
const SHIFTS = [0.45, 1.7, 3] as const;

/** The services of a world. The draw follows from mixture and root alone. */
export function planServices(mixture: Mixture, root: number): PlannedService[] {
  const { from, scoredFrom, to } = worldSpan(mixture);
  return Array.from({ length: mixture.services }, (_, i): PlannedService => {
    const slug = `s${String(i).padStart(3, "0")}`;
    const random = seededRandom(seedOf(root, slug, "service"));
    const sizeClass = random.pick(mixture.classes);
    const scored = () => addMinutes(scoredFrom, random.integer(to - scoredFrom - QUIET_END));
    const launched = random.next() < mixture.launches;
    return {
      slug,
      group: random.pick(mixture.groups),
      sizeClass,
      profile: random.pick(mixture.profiles),
      reportsPerDay: logUniform(random, CLASS_REPORTS[sizeClass] ?? [1, 10]),
      places: drawPlaces(random, mixture),
      phiSlow: uniform(random, mixture.phiSlow),
      phiMinute: uniform(random, mixture.phiMinute),
      firstSeen: launched ? scored() : from,
      growthPerWeek: random.next() < mixture.growing ? uniform(random, [-0.1, 0.2]) : 0,
      shift:
        random.next() < mixture.shifts ? { at: scored(), factor: SHIFTS[random.integer(SHIFTS.length)] ?? 1.7 } : null,
    };
  });
}
