import { seedOf } from "#bench/replay-plan.ts";
import { type SeededRandom, seededRandom } from "#bench/seeded-random.ts";
import { drawCourse, type Ordinary, reportsOf, signalLength, signalToNoise } from "#bench/world-curve.ts";
import { SIZE_SIGNAL } from "#bench/world-mixture.ts";
import {
  busyAt,
  type Extra,
  type Gap,
  type Ground,
  ordinaryRate,
  type PlannedOutage,
  placesOf,
} from "#bench/world-plan.ts";
import { logUniform, type PlannedService, powerLaw } from "#bench/world-services.ts";
import { addMinutes, type Minute } from "#lib/buckets/minute.ts";

/** Outages of one service lie at least this far apart, from end to start. */
const APART = 8 * 60;
/** A world begins and ends without one. */
const MARGIN = 1440;
/** An outage whose first minutes our ingest did not see is not scored. */
const ONSET = 30;

/** Some people are awake at any hour. */
const IDLE = 0.15;

interface Wanted {
  readonly shape: string;
  readonly size: string;
  readonly start: Minute;
  readonly place: string | null;
  readonly event: string | null;
}

/** Moves a start to between 19:00 and 01:00 of the main place's day. */
function toEvening(ground: Ground, service: PlannedService, start: Minute, random: SeededRandom): Minute {
  const week = ground.weeks.get(service.places[0]?.place ?? "");
  const local = (week?.[start - ground.from] ?? 0) % 1440;
  const moved = addMinutes(start, ((19 * 60 - local + 1440) % 1440) + random.integer(360));
  return moved > addMinutes(ground.to, -MARGIN) ? addMinutes(moved, -1440) : moved;
}

/** The expected course of an outage; its height follows from the signal-to-noise that it is to have. */
function planOutage(ground: Ground, index: number, wanted: Wanted, random: SeededRandom): PlannedOutage | null {
  const service = ground.services[index];
  if (service === undefined) return null;
  const { start, place, shape, size } = wanted;
  const main = place ?? service.places[0]?.place ?? "";
  const busy = (i: number) => IDLE + busyAt(ground, service, main, start + i);
  const course = drawCourse(random, shape);
  const unit = reportsOf(random, course, (i) => busy(i) / busy(0)).slice(0, ground.to - start);
  const ordinary: Ordinary = {
    expected: unit.map((_, i) => ordinaryRate(ground, service, addMinutes(start, i), place)),
    phiSlow: service.phiSlow,
    phiMinute: service.phiMinute,
  };
  const { huge } = ground.mixture;
  const bounded = SIZE_SIGNAL[size];
  const snr = bounded === undefined ? powerLaw(random, huge.signal, huge.index) : logUniform(random, bounded);
  const height = snr / signalToNoise(unit, ordinary);
  const excess = unit.map((value) => value * height);
  return {
    id: "",
    service: index,
    start,
    faultEnd: addMinutes(start, course.fault.length),
    signalEnd: addMinutes(start, signalLength(excess, ordinary, course.fault.length)),
    shape,
    size,
    snr,
    excess,
    baseline: ordinary.expected[0] ?? 0,
    place,
    event: wanted.event,
  };
}

const isFree = (taken: readonly PlannedOutage[], one: PlannedOutage) =>
  taken.every((other) => one.signalEnd + APART < other.start || other.signalEnd + APART < one.start);

/** Most break what they change, and change it while people work: of the quietest hours this share of outages is left. */
const AT_NIGHT = 0.3;

/** When an outage of a service starts: neither before it exists, nor at the world's ends, and rather when it is busy. */
function drawStart(ground: Ground, service: PlannedService, random: SeededRandom): Minute {
  const first = Math.max(ground.from + MARGIN, service.firstSeen + 120);
  for (;;) {
    const start = addMinutes(
      ground.from,
      first - ground.from + random.integer(Math.max(1, ground.to - MARGIN - first)),
    );
    const busy = busyAt(ground, service, service.places[0]?.place ?? "", start);
    if (random.next() < AT_NIGHT + (1 - AT_NIGHT) * busy) return start;
  }
}

function ownOutages(ground: Ground, index: number, before: readonly PlannedOutage[]): PlannedOutage[] {
  const service = ground.services[index];
  if (service === undefined) return [];
  const { mixture } = ground;
  const random = seededRandom(seedOf(ground.root, service.slug, "outages"));
  const taken = [...before];
  for (let left = random.poisson(mixture.outages[service.sizeClass] ?? 0); left > 0; left -= 1) {
    const drawn = random.pick(mixture.shapes);
    const shape = drawn === "regional" && service.places.length < 2 ? "sudden" : drawn;
    const place = shape === "regional" ? (service.places[random.integer(service.places.length)]?.place ?? null) : null;
    const from = drawStart(ground, service, random);
    const start = shape === "night" ? toEvening(ground, service, from, random) : from;
    const wanted = { shape, size: random.pick(mixture.sizes), start, place, event: null };
    const one = start < service.firstSeen ? null : planOutage(ground, index, wanted, random);
    if (one !== null && isFree(taken, one)) taken.push(one);
  }
  return taken.slice(before.length);
}

/** Each shared cause fails this many services within this many minutes. */
const SHARED_SERVICES = 8;
const SHARED_ONSET = 12;

function sharedOutages(ground: Ground): PlannedOutage[] {
  const random = seededRandom(seedOf(ground.root, "shared"));
  return Array.from({ length: ground.mixture.sharedOutages }, (_, event) => {
    const from = addMinutes(ground.scoredFrom, random.integer(ground.to - ground.scoredFrom - 2 * MARGIN));
    const shape = random.pick({ sudden: 2, long: 1 });
    const hit = new Set(Array.from({ length: SHARED_SERVICES }, () => random.integer(ground.services.length)));
    return [...hit].map((index) => {
      const start = addMinutes(from, random.integer(SHARED_ONSET));
      const size = random.pick({ S2_small: 1, S3_medium: 3, S4_large: 3, S5_huge: 2 });
      if (start < (ground.services[index]?.firstSeen ?? 0)) return null;
      return planOutage(ground, index, { shape, size, start, place: null, event: `shared${event}` }, random);
    });
  })
    .flat()
    .filter((outage) => outage !== null);
}

/** The outages of a world, by service and start. */
export function planOutages(ground: Ground): PlannedOutage[] {
  const shared: PlannedOutage[] = [];
  for (const one of sharedOutages(ground)) {
    if (
      isFree(
        shared.filter((other) => other.service === one.service),
        one,
      )
    )
      shared.push(one);
  }
  return ground.services
    .flatMap((_, index) => {
      const given = shared.filter((one) => one.service === index);
      return [...given, ...ownOutages(ground, index, given)].sort((a, b) => a.start - b.start);
    })
    .map((outage, i) => ({ ...outage, id: `o${String(i).padStart(4, "0")}` }));
}

/** The reports that an outage brings. */
export function extraOf(ground: Ground, { service, start, excess, place }: PlannedOutage): Extra {
  const own = ground.services[service];
  return { service, from: start, rate: excess, places: own === undefined ? {} : placesOf(own, place), networks: null };
}

/** Whether an outage counts in a score: it starts in the scored days, and our ingest saw its first minutes. */
export function isScored({ scoredFrom }: Ground, gaps: readonly Gap[], { start }: PlannedOutage): boolean {
  return start >= scoredFrom && gaps.every((gap) => start + ONSET < gap.from || start >= gap.to);
}
