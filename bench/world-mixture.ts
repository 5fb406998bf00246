/** Shares by key, in any unit. */
export type Shares = Readonly<Record<string, number>>;
export type Range = readonly [low: number, high: number];

/** Reports of healthy services by people who mean a failing one of the same kind. */
export interface Misdirected {
  /** Sizes of outages that are loud enough to be confused with others. */
  readonly beside: readonly string[];
  /** Chance of each service of the kind to be reported. */
  readonly chance: number;
  /** What is sent to it: a share of the failing one's reports, or so many times its own usual ones, whoever fails. */
  readonly reports: { readonly share: Range } | { readonly timesUsual: Range };
}

/** Of what a generated world is made. Counts "per service" are means over the whole world. */
export interface Mixture {
  /** First UTC minute, a midnight. */
  readonly start: string;
  readonly days: number;
  readonly warmUpDays: number;
  readonly services: number;
  /** Size classes XS ... XL, by reports per day (`CLASS_REPORTS`). */
  readonly classes: Shares;
  readonly profiles: Shares;
  readonly groups: Shares;
  readonly places: Shares;
  readonly placesPerService: Range;
  /** Variance beyond Poisson, as a share of the mean squared: slow (about an hour and a half), and minute by minute. */
  readonly phiSlow: Range;
  readonly phiMinute: Range;
  /** Standard deviation of a day's level, as a share of it. */
  readonly dayNoise: number;
  /** Local dates (month-day) on which everybody lives as on a Sunday. */
  readonly holidays: readonly string[];
  /** Shares of the services that appear in the scored days, whose level jumps once, and that grow or shrink. */
  readonly launches: number;
  readonly shifts: number;
  readonly growing: number;
  /** Outages of a service of each size class in the whole world, in the mean. */
  readonly outages: Shares;
  readonly sizes: Shares;
  /** The open-ended size, S5: its best signal-to-noise, and the index of the power law by which louder ones are rarer (0: as many in each factor of two). */
  readonly huge: { readonly signal: Range; readonly index: number };
  readonly shapes: Shares;
  /** Outages of a carrier of others, which take several unrelated services down at once. */
  readonly sharedOutages: number;
  readonly misdirected: Misdirected;
  readonly memesPerService: number;
  readonly memeSize: Range;
  readonly talks: number;
  readonly talkFactor: Range;
  readonly spamPerService: number;
  readonly brigadesPerService: number;
  readonly brigadeNetworks: Range;
  readonly gaps: number;
}

/** Reports per day of each size class. */
export const CLASS_REPORTS: Readonly<Record<string, Range>> = {
  XS: [0.5, 6],
  S: [6, 80],
  M: [80, 1_000],
  L: [1_000, 12_000],
  XL: [12_000, 90_000],
};

/** Best signal-to-noise of the sizes of outages that have an upper end. */
export const SIZE_SIGNAL: Readonly<Record<string, Range>> = {
  S1_marginal: [4, 7],
  S2_small: [7, 15],
  S3_medium: [15, 40],
  S4_large: [40, 150],
};

const LARGE = ["S4_large", "S5_huge"];

/** Huge outages that are hardly louder than large ones: what is reported beside them by mistake is as loud. */
const QUIET_HUGE = { signal: [150, 600], index: 0 } as const;

const SHAPES: Shares = { sudden: 35, blip: 12, double: 10, ramp: 10, long: 14, night: 8, slowburn: 4, regional: 7 };

/** As many outages of a service of every class. */
const outagesOfEach = (count: number): Shares => ({ XS: count, S: count, M: count, L: count, XL: count });

/** Hardly a report a day: all is in how little can be believed. No clock changes, no holidays. */
const tiny: Mixture = {
  start: "2026-06-01T00:00Z",
  days: 35,
  warmUpDays: 14,
  services: 100,
  classes: { XS: 60, S: 30, M: 10 },
  profiles: { business: 35, evening: 30, flat: 20, night: 15 },
  groups: { bank: 3, retail: 3, game: 2, mail: 2, transport: 2 },
  places: { DE: 4, GB: 4, "US-E": 4, FR: 3, NL: 2, SE: 2, IN: 1 },
  placesPerService: [1, 2],
  phiSlow: [0, 0.06],
  phiMinute: [0, 0.1],
  dayNoise: 0.1,
  holidays: [],
  launches: 0.12,
  shifts: 0.06,
  growing: 0.2,
  outages: outagesOfEach(2),
  sizes: { S1_marginal: 15, S2_small: 35, S3_medium: 27, S4_large: 16, S5_huge: 7 },
  huge: QUIET_HUGE,
  shapes: { ...SHAPES, regional: 0 },
  sharedOutages: 1,
  misdirected: { beside: LARGE, chance: 0.06, reports: { share: [0.01, 0.06] } },
  memesPerService: 0.4,
  memeSize: [5, 40],
  talks: 2,
  talkFactor: [1.2, 2],
  spamPerService: 1,
  brigadesPerService: 0.6,
  brigadeNetworks: [2, 5],
  gaps: 4,
};

/** Services that everybody uses and talks about, over the year's end: memes, world-wide talk, counts that spread widely. */
const busy: Mixture = {
  start: "2026-12-07T00:00Z",
  days: 35,
  warmUpDays: 14,
  services: 48,
  classes: { S: 10, M: 30, L: 45, XL: 15 },
  profiles: { business: 25, evening: 45, flat: 15, night: 15 },
  groups: { ai: 3, social: 3, game: 3, stream: 3, cloud: 2 },
  places: { "US-E": 5, "US-W": 4, GB: 3, BR: 3, IN: 3, JP: 3, DE: 2, AU: 1 },
  placesPerService: [2, 5],
  phiSlow: [0.05, 0.15],
  phiMinute: [0.1, 0.5],
  dayNoise: 0.15,
  holidays: ["12-25", "12-26", "01-01"],
  launches: 0.08,
  shifts: 0.15,
  growing: 0.5,
  outages: outagesOfEach(1.6),
  sizes: { S1_marginal: 12, S2_small: 25, S3_medium: 28, S4_large: 22, S5_huge: 13 },
  huge: QUIET_HUGE,
  shapes: SHAPES,
  sharedOutages: 2,
  misdirected: { beside: LARGE, chance: 0.2, reports: { share: [0.003, 0.05] } },
  memesPerService: 1.5,
  memeSize: [8, 60],
  talks: 12,
  talkFactor: [1.3, 3],
  spamPerService: 0.7,
  brigadesPerService: 0.6,
  brigadeNetworks: [4, 10],
  gaps: 4,
};

/** Many countries on their own clocks, which change on 25 October and 1 November: carriers, weekends, regional outages. */
const regional: Mixture = {
  start: "2026-10-05T00:00Z",
  days: 35,
  warmUpDays: 14,
  services: 70,
  classes: { XS: 12, S: 33, M: 35, L: 18, XL: 2 },
  profiles: { business: 50, evening: 25, flat: 10, night: 15 },
  groups: { telecom: 4, bank: 3, transport: 3, mail: 2, retail: 2 },
  places: { "US-E": 4, "US-W": 3, GB: 4, DE: 4, FR: 3, ES: 2, BR: 3, IN: 3, JP: 3, AU: 3, KR: 2, CA: 2, NL: 2, SE: 1 },
  placesPerService: [1, 8],
  phiSlow: [0.01, 0.08],
  phiMinute: [0, 0.15],
  dayNoise: 0.1,
  holidays: [],
  launches: 0.06,
  shifts: 0.08,
  growing: 0.3,
  outages: outagesOfEach(2),
  sizes: { S1_marginal: 14, S2_small: 30, S3_medium: 27, S4_large: 19, S5_huge: 10 },
  huge: QUIET_HUGE,
  shapes: { ...SHAPES, regional: 45, night: 14 },
  sharedOutages: 2,
  misdirected: { beside: LARGE, chance: 0.15, reports: { share: [0.003, 0.05] } },
  memesPerService: 0.5,
  memeSize: [6, 40],
  talks: 4,
  talkFactor: [1.2, 2],
  spamPerService: 0.8,
  brigadesPerService: 0.4,
  brigadeNetworks: [3, 8],
  gaps: 5,
};

/** Services of every size, with as many outages and distractors of each kind as the open world has: what the generator itself makes harder or easier shows here. */
const mixed: Mixture = {
  start: "2027-03-08T00:00Z",
  days: 35,
  warmUpDays: 14,
  services: 100,
  classes: { XS: 25, S: 25, M: 25, L: 16, XL: 9 },
  profiles: { business: 37, evening: 24, flat: 23, night: 16 },
  groups: { telecom: 2, social: 2, mail: 2, stream: 2, game: 2, ai: 2, bank: 2, cloud: 2, retail: 2, transport: 1 },
  places: { GB: 6, AU: 6, DE: 5, "US-E": 5, NL: 5, "US-W": 5, IN: 5, JP: 4, BR: 4 },
  placesPerService: [1, 4],
  phiSlow: [0.01, 0.08],
  phiMinute: [0, 0.15],
  dayNoise: 0.1,
  holidays: [],
  launches: 0.05,
  shifts: 0.05,
  growing: 0.2,
  outages: { XS: 1.3, S: 1.65, M: 2.2, L: 2.1, XL: 3.05 },
  sizes: { S1_marginal: 34, S2_small: 74, S3_medium: 53, S4_large: 46, S5_huge: 28 },
  huge: { signal: [150, 24_000], index: 0.78 },
  shapes: { sudden: 75, blip: 31, double: 25, ramp: 22, long: 28, night: 16, slowburn: 10, regional: 20 },
  sharedOutages: 1,
  misdirected: { beside: ["S5_huge"], chance: 0.38, reports: { timesUsual: [0.8, 2.5] } },
  memesPerService: 0.25,
  memeSize: [4, 15],
  talks: 5,
  talkFactor: [1.2, 2],
  spamPerService: 0.75,
  brigadesPerService: 0.3,
  brigadeNetworks: [2, 7],
  gaps: 4,
};

/** As `mixed`, of small services: three of four have fewer than eighty reports a day. */
const small: Mixture = {
  ...mixed,
  start: "2026-06-01T00:00Z",
  classes: { XS: 40, S: 35, M: 25 },
  launches: 0.1,
};

/** As `mixed`, of large services that fluctuate, over the year's end. */
const large: Mixture = {
  ...mixed,
  start: "2026-12-07T00:00Z",
  services: 60,
  classes: { S: 15, M: 35, L: 32, XL: 18 },
  phiSlow: [0.02, 0.12],
  dayNoise: 0.15,
  holidays: ["12-25", "12-26", "01-01"],
  growing: 0.5,
};

/** As `mixed`, in fourteen countries whose clocks change on two days, with a third of the outages in one country. */
const countries: Mixture = {
  ...mixed,
  start: "2026-10-05T00:00Z",
  services: 70,
  classes: { XS: 15, S: 30, M: 33, L: 17, XL: 5 },
  places: regional.places,
  placesPerService: [1, 8],
  shapes: { ...mixed.shapes, regional: 90 },
};

/** Four that are as harsh as the open world and differ in what services there are, and three that are harsher. */
export const MIXTURES: Readonly<Record<string, Mixture>> = { mixed, small, large, countries, tiny, busy, regional };
