import { seedOf } from "#bench/replay-plan.ts";
import { type SeededRandom, seededRandom } from "#bench/seeded-random.ts";
import type { Range } from "#bench/world-mixture.ts";
import {
  type Distractor,
  type Extra,
  type Gap,
  type Ground,
  ordinaryRate,
  type PlannedOutage,
  placesOf,
  type Talk,
} from "#bench/world-plan.ts";
import { integerIn, logUniform, type PlannedService, uniform } from "#bench/world-services.ts";
import { addMinutes, type Minute } from "#lib/buckets/minute.ts";

/** A distractor with the reports that it brings. */
export interface Distraction {
  readonly distractor: Distractor;
  readonly extra: Extra;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const anyMinute = ({ from, to }: Ground, random: SeededRandom, firstSeen: Minute) =>
  addMinutes(firstSeen, random.integer(Math.max(1, to - 120 - Math.max(from, firstSeen))));

/** A meme dies with a half-life of 2 to 4 minutes; nothing of it is left after half an hour. */
const MEME_HALF_LIFE = [2, 4] as const;
const MEME_MINUTES = 30;
/** Some memes are told again a few minutes later. */
const MEME_ECHO = 0.25;

function meme(random: SeededRandom, total: number): number[] {
  const halfLife = uniform(random, MEME_HALF_LIFE);
  const echo = random.next() < MEME_ECHO ? integerIn(random, [8, 15]) : Infinity;
  const fall = (age: number) => (age < 0 ? 0 : 2 ** (-age / halfLife));
  const raw = Array.from({ length: MEME_MINUTES }, (_, i) => fall(i) + 0.6 * fall(i - echo));
  return raw.map((value) => (value * total) / sum(raw));
}

/** Reports that come at once and become fewer, in `minutes`. */
const fadingBurst = (minutes: number, total: number) => {
  const raw = Array.from({ length: minutes }, (_, i) => Math.exp((-2 * i) / minutes));
  return raw.map((value) => (value * total) / sum(raw));
};

type Drawn = Pick<Distractor, "kind"> & { readonly rate: readonly number[]; readonly networks: number | null };

/** What happens to one service: memes about it, scripts, and groups that meet to report it. */
function ofService(ground: Ground, index: number): Distraction[] {
  const service = ground.services[index];
  if (service === undefined) return [];
  const { mixture } = ground;
  const random = seededRandom(seedOf(ground.root, service.slug, "distractors"));
  const draw = (mean: number, one: () => Drawn) => Array.from({ length: random.poisson(mean) }, one);
  const drawn = [
    ...draw(mixture.memesPerService, () => {
      const level = 15 * ordinaryRate(ground, service, ground.scoredFrom, null);
      const total = logUniform(random, mixture.memeSize) * Math.sqrt(Math.max(1, level));
      return { kind: "meme_single", rate: meme(random, total), networks: null };
    }),
    ...draw(mixture.spamPerService, () => {
      const minutes = integerIn(random, [5, 60]);
      const total = logUniform(random, [15, 1_500]);
      return { kind: "spam_one_ip", rate: Array.from({ length: minutes }, () => total / minutes), networks: 1 };
    }),
    ...draw(mixture.brigadesPerService, () => {
      const rate = fadingBurst(integerIn(random, [10, 45]), logUniform(random, [15, 150]));
      return { kind: "brigade", rate, networks: integerIn(random, mixture.brigadeNetworks) };
    }),
  ] satisfies Drawn[];
  return drawn.map(({ kind, rate, networks }) => {
    const start = anyMinute(ground, random, service.firstSeen);
    const end = addMinutes(start, rate.length);
    const place = networks === null ? null : random.pick(placesOf(service, null));
    return {
      distractor: { service: index, start, end, kind, amount: sum(rate), src: "" },
      extra: { service: index, from: start, rate, places: placesOf(service, place), networks },
    };
  });
}

/** What is sent to a healthy service goes to its half within so many minutes, and is over then. */
const CONFUSED_FADE: Range = [30, 80];

/** What begins so many minutes later. */
const delayed = (minutes: number, rate: readonly number[]) => [...new Array<number>(minutes).fill(0), ...rate];

/** Mean reports per minute that a healthy service gets from those who mean a failing one, from that one's start on, and the end of them. */
function confused(
  ground: Ground,
  service: PlannedService,
  outage: PlannedOutage,
  random: SeededRandom,
): { readonly rate: readonly number[]; readonly end: Minute } {
  const { reports } = ground.mixture.misdirected;
  if ("share" in reports) {
    const share = logUniform(random, reports.share);
    const late = integerIn(random, [2, 8]);
    const rate = delayed(
      late,
      outage.excess.map((value) => value * share),
    );
    return { rate, end: addMinutes(outage.signalEnd, late) };
  }
  const times = uniform(random, reports.timesUsual);
  const late = integerIn(random, [6, 15]);
  const minutes = integerIn(random, CONFUSED_FADE);
  const more = Array.from({ length: minutes }, (_, i) => {
    const usual = ordinaryRate(ground, service, addMinutes(outage.start, late + i), outage.place);
    return times * usual * 2 ** (-i / minutes);
  });
  return { rate: delayed(late, more), end: addMinutes(outage.start, late + minutes) };
}

/** Reports of healthy services by people who mean the failing one. */
function misdirected(ground: Ground, outage: PlannedOutage): Distraction[] {
  const { mixture, services } = ground;
  const { beside, chance } = mixture.misdirected;
  const failing = services[outage.service];
  if (failing === undefined || !beside.includes(outage.size)) return [];
  const random = seededRandom(seedOf(ground.root, failing.slug, outage.start, "misdirected"));
  return services.flatMap((service, index): Distraction[] => {
    const related = index !== outage.service && service.group === failing.group;
    if (!related || service.firstSeen > outage.start || random.next() >= chance) return [];
    const { rate, end } = confused(ground, service, outage, random);
    const total = sum(rate);
    if (total < 1) return [];
    return [
      {
        distractor: {
          service: index,
          start: outage.start,
          end,
          kind: "misattributed",
          amount: total,
          src: failing.slug,
        },
        extra: { service: index, from: outage.start, rate, places: placesOf(service, outage.place), networks: null },
      },
    ];
  });
}

/** Everything that looks like an outage of one service and is none. */
export function planDistractions(ground: Ground, outages: readonly PlannedOutage[]): Distraction[] {
  return [
    ...ground.services.flatMap((_, index) => ofService(ground, index)),
    ...outages.flatMap((outage) => misdirected(ground, outage)),
  ].sort((a, b) => a.extra.service - b.extra.service || a.extra.from - b.extra.from);
}

/** World-wide talk: minutes in which everything is reported more. */
export function planTalks(ground: Ground): Talk[] {
  const random = seededRandom(seedOf(ground.root, "talks"));
  const part = Math.floor((ground.to - ground.from) / ground.mixture.talks);
  return Array.from({ length: ground.mixture.talks }, (_, i): Talk => {
    const from = addMinutes(ground.from, i * part + random.integer(part - 120));
    const height = uniform(random, ground.mixture.talkFactor) - 1;
    const [minutes, fade] = [integerIn(random, [30, 70]), uniform(random, [10, 30])];
    const rise = Array.from({ length: minutes }, (_, i) => height * Math.min(1, (i + 1) / 3) * Math.exp(-i / fade));
    return { from, rise, shares: ground.services.map(() => uniform(random, [0.3, 1.4])) };
  });
}

/** The rows that world-wide talk has in the truth: one for each service that shows it. */
export function talkRows(ground: Ground, talks: readonly Talk[]): Distractor[] {
  return talks
    .flatMap(({ from, rise, shares }) =>
      shares.map((share, service): Distractor => {
        const amount = 1 + share * Math.max(...rise);
        return { service, start: from, end: addMinutes(from, rise.length), kind: "meme_global", amount, src: "" };
      }),
    )
    .filter(({ service, start }) => start >= (ground.services[service]?.firstSeen ?? 0));
}

/** Our own ingest is away for half an hour or more; after every other gap what waited comes at once. */
export function planGaps(ground: Ground): Gap[] {
  const random = seededRandom(seedOf(ground.root, "gaps"));
  const { from, to, mixture } = ground;
  const part = Math.floor((to - from) / mixture.gaps);
  return Array.from({ length: mixture.gaps }, (_, i): Gap => {
    const start = addMinutes(from, i * part + 200 + random.integer(part - 400));
    const flushed = i % 2 === 0 ? uniform(random, [0.3, 0.8]) : 0;
    return { from: start, to: addMinutes(start, integerIn(random, [20, 90])), flushed };
  });
}
