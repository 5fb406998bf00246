/** What one detector did on one labelled world. */
export interface DetectorResult {
  readonly name: string;
  /** Its parameters, for those who want to try it. */
  readonly note: string;
  /** Share of outages found, of those that a good eye would see (S2 and larger), and by size S1 to S5. */
  readonly found: number;
  readonly foundBySize: readonly number[];
  /** Median minutes from the start of an outage (S3 and larger) to the flag. */
  readonly delayMinutes: number;
  /** False incidents of a service in a month. */
  readonly falsePerServiceMonth: number;
  /** Share of its incidents that were outages. */
  readonly precision: number;
  /** 1 is best: an outage that is told in pieces counts more. */
  readonly incidentsPerOutage: number;
}

export interface WorldResult {
  readonly name: string;
  readonly description: string;
  /** Null where the maker of the world gave none. */
  readonly seed: number | null;
  readonly detectors: readonly DetectorResult[];
}

/** On real series with windows that people labelled. */
export interface SeriesResult {
  readonly name: string;
  readonly windowsFound: number;
  readonly windows: number;
  readonly alarmsOutside: number;
}

export interface AttackResult {
  readonly attack: string;
  readonly must: "opens nothing" | "opens";
  readonly held: number;
  readonly runs: number;
}

export interface AccuracyResults {
  /** THRESHOLDS_VERSION of the detector that was measured. */
  readonly thresholds: number;
  readonly measured: string;
  readonly worlds: readonly WorldResult[];
  readonly series: readonly SeriesResult[];
  readonly attacks: readonly AttackResult[];
}

/**
 * The detector of this build, measured: the figures of bench/DETECTION.md, where the commands stand that make them. To be
 * measured again with every new version of the thresholds; a test holds both numbers together.
 */
export const ACCURACY_RESULTS: AccuracyResults = {
  thresholds: 1,
  measured: "2026-11-22",
  worlds: [
    {
      name: "Open world",
      description:
        "200 synthetic services over 35 days, of which the first 14 are for learning: outages of all sizes and shapes, spam from single addresses, brigades, memes, talk about the whole internet, and gaps of the ingest.",
      seed: null,
      detectors: [
        {
          name: "This detector",
          note: "networks, learned spread, ten windows",
          found: 0.851,
          foundBySize: [0.06, 0.62, 0.98, 0.98, 1],
          delayMinutes: 8,
          falsePerServiceMonth: 0.121,
          precision: 0.913,
          incidentsPerOutage: 1.03,
        },
        {
          name: "Ratio to the time of day, 3 times",
          note: "a quarter of an hour against the same one of up to seven days before",
          found: 0.731,
          foundBySize: [0.21, 0.5, 0.75, 0.91, 1],
          delayMinutes: 10,
          falsePerServiceMonth: 6.621,
          precision: 0.185,
          incidentsPerOutage: 1.36,
        },
        {
          name: "Ratio to the time of day, 5 times",
          note: "the same with a higher limit",
          found: 0.597,
          foundBySize: [0.12, 0.31, 0.58, 0.83, 1],
          delayMinutes: 12,
          falsePerServiceMonth: 1.179,
          precision: 0.54,
          incidentsPerOutage: 1.57,
        },
        {
          name: "Rolling z-score, 3 deviations",
          note: "five minutes against the day before them",
          found: 0.821,
          foundBySize: [0.5, 0.68, 0.81, 0.98, 0.96],
          delayMinutes: 7,
          falsePerServiceMonth: 24.279,
          precision: 0.08,
          incidentsPerOutage: 1.63,
        },
        {
          name: "Rolling z-score, 8 deviations",
          note: "the same with a higher limit",
          found: 0.453,
          foundBySize: [0.03, 0.16, 0.45, 0.65, 0.89],
          delayMinutes: 8,
          falsePerServiceMonth: 1.057,
          precision: 0.386,
          incidentsPerOutage: 1.01,
        },
      ],
    },
  ],
  series: [
    { name: "This detector", windowsFound: 15, windows: 16, alarmsOutside: 166 },
    { name: "Ratio to the time of day, 3 times", windowsFound: 16, windows: 16, alarmsOutside: 197 },
    { name: "Rolling z-score, 3 deviations", windowsFound: 16, windows: 16, alarmsOutside: 379 },
    { name: "Rolling z-score, 8 deviations", windowsFound: 14, windows: 16, alarmsOutside: 81 },
  ],
  attacks: [
    { attack: "One address, 1,000 reporters", must: "opens nothing", held: 200, runs: 200 },
    { attack: "One IPv6 /64, 1,000 reporters", must: "opens nothing", held: 200, runs: 200 },
    { attack: "One IPv6 /48, 1,000 addresses", must: "opens nothing", held: 200, runs: 200 },
    { attack: "One IPv4 /24, 256 addresses", must: "opens nothing", held: 200, runs: 200 },
    { attack: "Slow drip of 20 exits over three weeks", must: "opens nothing", held: 10, runs: 10 },
    { attack: "Three hosting providers with 1,000 addresses each", must: "opens nothing", held: 0, runs: 200 },
    { attack: "50 exits with 200 reporters each", must: "opens nothing", held: 0, runs: 200 },
    { attack: "50 services at once, 10 exits with 20 reporters", must: "opens nothing", held: 7, runs: 10 },
    { attack: "Honest outage: 200 reporters in three minutes", must: "opens", held: 200, runs: 200 },
    { attack: "Outage of a network, reported from within it", must: "opens", held: 200, runs: 200 },
  ],
};
