import { seedOf } from "#bench/replay-plan.ts";
import { type SeededRandom, seededRandom } from "#bench/seeded-random.ts";
import { levelAt } from "#bench/world-activity.ts";
import { planDistractions, planGaps, planTalks, talkRows } from "#bench/world-distractors.ts";
import type { Mixture } from "#bench/world-mixture.ts";
import { extraOf, planOutages } from "#bench/world-outages.ts";
import { busyAt, type Extra, planGround, type WorldPlan } from "#bench/world-plan.ts";
import type { PlannedService } from "#bench/world-services.ts";
import { addMinutes } from "#lib/buckets/minute.ts";

/** All that happens in a world of this mixture. It follows from mixture and seed alone. */
export function planWorld(mixture: Mixture, seed: number): WorldPlan {
  const ground = planGround(mixture, seed);
  const outages = planOutages(ground);
  const distractions = planDistractions(ground, outages);
  const talks = planTalks(ground);
  return {
    ...ground,
    outages,
    distractors: [...distractions.map(({ distractor }) => distractor), ...talkRows(ground, talks)],
    extras: [...outages.map((outage) => extraOf(ground, outage)), ...distractions.map(({ extra }) => extra)],
    talks,
    gaps: planGaps(ground),
  };
}

/** Counts of a place or of all; index 0 is the world's first minute. */
export interface Counts {
  readonly reporters: Uint32Array;
  readonly networks: Uint32Array;
}

/** A service's whole time, drawn. */
export interface DrawnService extends Counts {
  /** Presses, repeats included. */
  readonly presses: Uint32Array;
  readonly places: readonly (Counts & { readonly place: string })[];
}

const SLOT = 10;
/** Slow noise is forgotten with this time constant. */
const NOISE_MINUTES = 90;
/** How much of the slow noise a place does not share with the others. */
const OWN_NOISE = 0.3;
/** Blocks of addresses in which the people of a place live, and how unevenly: a carrier hides thousands behind one. */
const BLOCKS = 60_000;
const UNEVEN = 2.2;
/** A block that was seen within the hour is not a new network. */
const HOUR = 60;
const REPEATS = 0.05;

/** Factors of ten minutes each that wander slowly around 1 with this variance. */
function wander(random: SeededRandom, slots: number, variance: number): Float64Array {
  const keep = Math.exp(-SLOT / NOISE_MINUTES);
  const spread = Math.sqrt(Math.log(1 + variance));
  let x = random.normal();
  return Float64Array.from({ length: slots }, () => {
    x = keep * x + Math.sqrt(1 - keep * keep) * random.normal();
    return Math.exp(spread * x - (spread * spread) / 2);
  });
}

/** A level for each day's noon, and straight lines between: people do not change their habits at UTC midnight. */
function dayLevels(random: SeededRandom, days: number, noise: number): (i: number) => number {
  const noons = Array.from({ length: days + 2 }, () => Math.exp(noise * random.normal()));
  return (i) => {
    const position = i / 1440 + 0.5;
    const along = position - Math.floor(position);
    return (noons[Math.floor(position)] ?? 1) * (1 - along) + (noons[Math.floor(position) + 1] ?? 1) * along;
  };
}

/** What world-wide talk multiplies a service's ordinary rate with, at each minute. */
function talkFactors(plan: WorldPlan, index: number): Float64Array {
  const factors = new Float64Array(plan.to - plan.from).fill(1);
  for (const talk of plan.talks) {
    for (const [i, rise] of talk.rise.entries()) {
      const at = talk.from - plan.from + i;
      factors[at] = (factors[at] ?? 1) + rise * (talk.shares[index] ?? 0);
    }
  }
  return factors;
}

/** Mean ordinary reports per minute from one place, noise and talk included. */
function ordinaryMeans(plan: WorldPlan, service: PlannedService, place: string, share: number, noise: Float64Array) {
  return Float64Array.from({ length: plan.to - plan.from }, (_, i) => {
    const minute = addMinutes(plan.from, i);
    const level = (service.reportsPerDay / 1440) * share * levelAt(service, plan.from, minute);
    return level === 0 ? 0 : level * busyAt(plan, service, place, minute) * (noise[i] ?? 1);
  });
}

/** Mean reports beyond the ordinary ones from one place, by minute: of people, and of few networks. */
function extrasOf(plan: WorldPlan, extras: readonly Extra[], place: string) {
  const crowd = new Float64Array(plan.to - plan.from);
  const few = new Map<number, { mean: number; first: number; networks: number }[]>();
  for (const [number, extra] of extras.entries()) {
    const share = extra.places[place] ?? 0;
    if (share === 0) continue;
    for (const [i, rate] of extra.rate.entries()) {
      const at = extra.from - plan.from + i;
      const { networks } = extra;
      if (networks === null) crowd[at] = (crowd[at] ?? 0) + rate * share;
      else few.set(at, [...(few.get(at) ?? []), { mean: rate * share, first: BLOCKS + 100 * number, networks }]);
    }
  }
  return { crowd, few };
}

/** Remembers when each block of a place was last seen. */
function blockMemory(few: number) {
  const seen = new Int32Array(BLOCKS + 100 * few).fill(-HOUR);
  return (block: number, minute: number) => {
    const isNew = minute - (seen[block] ?? -HOUR) >= HOUR;
    seen[block] = minute;
    return isNew ? 1 : 0;
  };
}

function drawPlace(
  plan: WorldPlan,
  service: PlannedService,
  random: SeededRandom,
  means: Float64Array,
  extras: ReturnType<typeof extrasOf>,
  isNew: (block: number, minute: number) => number,
): Counts {
  const length = plan.to - plan.from;
  const [reporters, networks] = [new Uint32Array(length), new Uint32Array(length)];
  const home = () => Math.floor(BLOCKS * random.next() ** UNEVEN);
  let lost = 0;
  for (let i = 0; i < length; i += 1) {
    const mean = means[i] ?? 0;
    const blocks: number[] = [];
    const ordinary = mean < 0.02 ? random.poisson(mean) : random.negativeBinomial(mean, service.phiMinute);
    const people = ordinary + random.poisson(extras.crowd[i] ?? 0);
    for (let k = 0; k < people; k += 1) blocks.push(home());
    for (const { mean: rate, first, networks: count } of extras.few.get(i) ?? []) {
      for (let k = random.poisson(rate); k > 0; k -= 1) blocks.push(first + random.integer(count));
    }
    const gap = plan.gaps.find(({ from, to }) => i + plan.from >= from && i + plan.from <= to);
    if (gap !== undefined && i + plan.from < gap.to) {
      lost += blocks.length;
      continue;
    }
    const flushed = gap === undefined ? 0 : Math.round(lost * gap.flushed);
    for (let k = 0; k < flushed; k += 1) blocks.push(home());
    if (gap !== undefined) lost = 0;
    reporters[i] = blocks.length;
    let fresh = 0;
    for (const block of blocks) fresh += isNew(block, i);
    networks[i] = fresh;
  }
  return { reporters, networks };
}

const total = (counts: readonly Uint32Array[], length: number) => {
  const all = new Uint32Array(length);
  for (const one of counts) for (let i = 0; i < length; i += 1) all[i] = (all[i] ?? 0) + (one[i] ?? 0);
  return all;
};

/** Draws the reports of one service of a plan, minute by minute; the places sum to the whole. */
export function drawService(plan: WorldPlan, index: number): DrawnService {
  const service = plan.services[index];
  if (service === undefined) throw new RangeError(`no service ${index}`);
  const length = plan.to - plan.from;
  const random = seededRandom(seedOf(plan.root, service.slug, "draw"));
  const slots = Math.ceil(length / SLOT);
  const shared = wander(random, slots, service.phiSlow * (1 - OWN_NOISE));
  const day = dayLevels(random, Math.ceil(length / 1440), plan.mixture.dayNoise);
  const talk = talkFactors(plan, index);
  const extras = plan.extras.filter((extra) => extra.service === index);
  const places = service.places.map(({ place, share }) => {
    const own = wander(random, slots, service.phiSlow * OWN_NOISE);
    const noise = talk.map((factor, i) => {
      const slot = Math.floor(i / SLOT);
      return factor * (shared[slot] ?? 1) * (own[slot] ?? 1) * day(i);
    });
    const means = ordinaryMeans(plan, service, place, share, noise);
    const dice = seededRandom(seedOf(plan.root, service.slug, place));
    return {
      place,
      ...drawPlace(plan, service, dice, means, extrasOf(plan, extras, place), blockMemory(extras.length)),
    };
  });
  const reporters = total(
    places.map((each) => each.reporters),
    length,
  );
  return {
    reporters,
    networks: total(
      places.map((each) => each.networks),
      length,
    ),
    presses: reporters.map((count) => count + (count === 0 ? 0 : random.poisson(count * REPEATS))),
    places,
  };
}
