/** Shares of S2, S3, S4 and S5. */
type Sizes = readonly [number, number, number, number];

/** What one detector did on one labelled world. */
export interface DetectorResult {
  readonly name: string;
  /** Its parameters, for those who want to try it. */
  readonly note: string;
  /** Share of outages found, of those that a good eye would see (S2 and larger), and by size S2 to S5. */
  readonly found: number;
  readonly foundBySize: Sizes;
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
  /** Made to be harder than what is usual: more, or larger, that looks like an outage and is none, or hardly a report a day. */
  readonly harsh: boolean;
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

/** Outages that happened, replayed whole and small, on their own and on other days. */
export interface PlayedOutages {
  readonly outages: number;
  readonly plays: number;
  readonly held: number;
}

export interface AccuracyResults {
  /** THRESHOLDS_VERSION of the detector that was measured. */
  readonly thresholds: number;
  readonly measured: string;
  readonly worlds: readonly WorldResult[];
  readonly played: PlayedOutages;
  readonly series: readonly SeriesResult[];
  readonly attacks: readonly AttackResult[];
}

const DETECTORS = {
  own: ["This detector", "networks, learned spread, ten windows"],
  scan: ["Negative binomial scan", "the strongest known method: the same counts and windows, each service for itself"],
  ratio3: ["Ratio to the time of day, 3 times", "a quarter of an hour against the same one of up to seven days before"],
  ratio5: ["Ratio to the time of day, 5 times", "the same with a higher limit"],
  z3: ["Rolling z-score, 3 deviations", "five minutes against the day before them"],
  z8: ["Rolling z-score, 8 deviations", "the same with a higher limit"],
  told: ["Told when each outage begins", "waits for six networks and knows all else: what can be reached"],
} as const;

/** A row as bench/DETECTION.md writes it: found, by size, delay, false, precision, incidents per outage. */
function result(
  detector: keyof typeof DETECTORS,
  found: number,
  foundBySize: Sizes,
  ...[delayMinutes, falsePerServiceMonth, precision, incidentsPerOutage]: readonly [number, number, number, number]
): DetectorResult {
  const [name, note] = DETECTORS[detector];
  return { name, note, found, foundBySize, delayMinutes, falsePerServiceMonth, precision, incidentsPerOutage };
}

/**
 * The detector of this build, measured: the figures of bench/DETECTION.md, where the commands stand that make them. To be
 * measured again with every new version of the thresholds; a test holds both numbers together.
 */
export const ACCURACY_RESULTS: AccuracyResults = {
  thresholds: 14,
  measured: "2026-11-29",
  worlds: [
    {
      name: "Open world",
      description:
        "200 synthetic services over 35 days, of which the first 14 are for learning: outages of all sizes and shapes, spam from single addresses, brigades, memes, talk about the whole internet, and gaps of the ingest.",
      harsh: false,
      seed: null,
      detectors: [
        result("own", 0.905, [0.77, 0.96, 1, 1], 6, 0.114, 0.922, 1.01),
        result("scan", 0.821, [0.57, 0.93, 1, 1], 7, 0.15, 0.892, 1.04),
        result("ratio3", 0.731, [0.5, 0.75, 0.91, 1], 10, 6.621, 0.185, 1.36),
        result("ratio5", 0.597, [0.31, 0.58, 0.83, 1], 12, 1.179, 0.54, 1.57),
        result("z3", 0.821, [0.68, 0.81, 0.98, 0.96], 7, 24.279, 0.08, 1.63),
        result("z8", 0.453, [0.16, 0.45, 0.65, 0.89], 8, 1.057, 0.386, 1.01),
        result("told", 0.98, [0.95, 1, 1, 1], 4, 0, 1, 1),
      ],
    },
    {
      name: "Mixed services",
      description:
        "100 synthetic services of every size, with as many outages, memes, scripts, brigades and misdirected reports for each as the open world has.",
      harsh: false,
      seed: 1,
      detectors: [
        result("own", 0.882, [0.74, 0.93, 1, 1], 5, 0.157, 0.902, 1),
        result("scan", 0.755, [0.4, 0.97, 1, 1], 6, 0.157, 0.887, 1.02),
        result("ratio3", 0.773, [0.54, 0.83, 1, 1], 8, 6.5, 0.203, 1.28),
        result("ratio5", 0.582, [0.28, 0.67, 0.76, 1], 11, 1.171, 0.488, 1.22),
        result("z3", 0.818, [0.7, 0.83, 0.91, 1], 6, 23.814, 0.069, 1.31),
        result("z8", 0.473, [0.14, 0.6, 0.67, 0.88], 7, 0.743, 0.505, 1.02),
        result("told", 1, [1, 1, 1, 1], 4, 0, 1, 1),
      ],
    },
    {
      name: "Services of many countries",
      description:
        "As the mixed services, 70 of them in 14 countries whose clocks change, with a third of the outages in one country.",
      harsh: false,
      seed: 1,
      detectors: [
        result("own", 0.81, [0.55, 0.94, 0.94, 1], 5, 0.122, 0.915, 1),
        result("scan", 0.772, [0.48, 0.82, 1, 1], 5, 0.163, 0.886, 1),
        result("ratio3", 0.671, [0.28, 0.77, 0.94, 1], 8, 4, 0.266, 1.27),
        result("ratio5", 0.532, [0.17, 0.41, 0.83, 1], 8, 0.878, 0.538, 1.19),
        result("z3", 0.734, [0.52, 0.65, 1, 0.93], 6, 22.673, 0.069, 1.27),
        result("z8", 0.494, [0.14, 0.41, 0.72, 1], 7, 0.959, 0.453, 1),
        result("told", 0.987, [0.97, 1, 1, 1], 5, 0, 1, 1),
      ],
    },
    {
      name: "Small services",
      description:
        "As the mixed services, but three of four have fewer than eighty reports a day, and a tenth of them is new.",
      harsh: false,
      seed: 1,
      detectors: [
        result("own", 0.859, [0.62, 0.96, 0.93, 1], 10, 0.129, 0.885, 1.01),
        result("scan", 0.821, [0.5, 0.96, 0.93, 1], 12, 0.186, 0.84, 1.05),
        result("ratio3", 0.603, [0.33, 0.54, 0.87, 1], 9, 3.529, 0.198, 1.2),
        result("ratio5", 0.487, [0.17, 0.36, 0.87, 1], 10, 0.971, 0.429, 1.31),
        result("z3", 0.718, [0.38, 0.79, 0.93, 1], 7, 15, 0.067, 1.25),
        result("z8", 0.372, [0.04, 0.21, 0.73, 1], 8, 0.814, 0.345, 1.03),
        result("told", 1, [1, 1, 1, 1], 8, 0, 1, 1),
      ],
    },
    {
      name: "Large services",
      description:
        "As the mixed services, 60 of them, half with a thousand reports a day and more, over the holidays at the end of a year.",
      harsh: false,
      seed: 1,
      detectors: [
        result("own", 0.886, [0.8, 0.94, 1, 1], 4, 0.167, 0.92, 1),
        result("scan", 0.696, [0.44, 0.94, 0.94, 1], 4, 0.048, 0.968, 1.02),
        result("ratio3", 0.772, [0.61, 0.94, 0.88, 1], 6, 13.738, 0.139, 1.32),
        result("ratio5", 0.658, [0.36, 0.94, 0.94, 1], 9, 1.643, 0.452, 1.08),
        result("z3", 0.861, [0.77, 0.94, 0.94, 1], 6, 45.881, 0.049, 1.29),
        result("z8", 0.557, [0.33, 0.56, 0.88, 1], 6, 0.452, 0.708, 1),
        result("told", 1, [1, 1, 1, 1], 2, 0, 1, 1),
      ],
    },
    {
      name: "Tiny services",
      description: "100 synthetic services, six of ten with fewer than six reports a day, an eighth of them new.",
      harsh: true,
      seed: 1,
      detectors: [
        result("own", 0.753, [0.45, 0.93, 1, 1], 14, 0.229, 0.818, 1.01),
        result("scan", 0.753, [0.55, 0.86, 0.94, 0.88], 14, 0.329, 0.758, 1.03),
        result("ratio3", 0.473, [0.18, 0.45, 0.89, 1], 14, 2.429, 0.277, 1.42),
        result("ratio5", 0.29, [0.05, 0.1, 0.78, 1], 14, 1.557, 0.238, 1.26),
        result("z3", 0.538, [0.24, 0.55, 0.94, 1], 12, 6.029, 0.181, 1.74),
        result("z8", 0.237, [0.05, 0.07, 0.56, 1], 7.5, 1.44, 0.185, 1),
        result("told", 0.968, [0.92, 1, 1, 1], 15, 0, 1, 1),
      ],
    },
    {
      name: "Busy services",
      description:
        "48 large synthetic services, more memes than outages, talk about everything every third day, holidays.",
      harsh: true,
      seed: 1,
      detectors: [
        result("own", 0.979, [0.93, 1, 1, 1], 4, 1.31, 0.527, 1),
        result("scan", 0.766, [0.5, 0.73, 1, 1], 4, 0.952, 0.543, 1),
        result("ratio3", 0.83, [0.64, 0.8, 1, 1], 6.5, 17.708, 0.082, 1.21),
        result("ratio5", 0.723, [0.36, 0.73, 1, 1], 9, 3.542, 0.261, 1.2),
        result("z3", 0.809, [0.64, 0.8, 0.93, 1], 5, 54.97, 0.036, 1.56),
        result("z8", 0.681, [0.29, 0.67, 1, 1], 6, 1.607, 0.379, 1.03),
        result("told", 1, [1, 1, 1, 1], 2, 0, 1, 1),
      ],
    },
    {
      name: "Regional services",
      description:
        "70 synthetic services in 14 countries whose clocks change, carriers, a third of the outages in one country.",
      harsh: true,
      seed: 1,
      detectors: [
        result("own", 0.854, [0.7, 0.91, 1, 1], 6.5, 0.469, 0.772, 1.01),
        result("scan", 0.809, [0.6, 0.91, 1, 1], 7, 0.857, 0.635, 1),
        result("ratio3", 0.629, [0.38, 0.52, 1, 1], 8.5, 6.286, 0.187, 1.19),
        result("ratio5", 0.517, [0.24, 0.33, 0.95, 1], 10, 2.041, 0.346, 1.11),
        result("z3", 0.652, [0.43, 0.67, 0.91, 0.9], 7, 23.082, 0.065, 1.25),
        result("z8", 0.416, [0.14, 0.33, 0.76, 0.9], 7, 1.327, 0.381, 1.03),
        result("told", 0.989, [0.97, 1, 1, 1], 6, 0, 1, 1),
      ],
    },
  ],
  played: { outages: 9, plays: 486, held: 485 },
  series: [
    { name: "This detector", windowsFound: 16, windows: 16, alarmsOutside: 142 },
    { name: "Ratio to the time of day, 3 times", windowsFound: 16, windows: 16, alarmsOutside: 197 },
    { name: "Rolling z-score, 3 deviations", windowsFound: 16, windows: 16, alarmsOutside: 379 },
    { name: "Rolling z-score, 8 deviations", windowsFound: 14, windows: 16, alarmsOutside: 81 },
  ],
  attacks: [
    { attack: "One address, 1,000 reporters", must: "opens nothing", held: 1_000, runs: 1_000 },
    { attack: "One IPv6 /64, 1,000 reporters", must: "opens nothing", held: 1_000, runs: 1_000 },
    { attack: "One IPv6 /48, 1,000 addresses", must: "opens nothing", held: 1_000, runs: 1_000 },
    { attack: "One IPv4 /24, 256 addresses", must: "opens nothing", held: 1_000, runs: 1_000 },
    { attack: "Slow drip of 20 exits over three weeks", must: "opens nothing", held: 1_000, runs: 1_000 },
    { attack: "Three hosting providers with 1,000 addresses each", must: "opens nothing", held: 1_000, runs: 1_000 },
    { attack: "50 exits with 200 reporters each", must: "opens nothing", held: 1_000, runs: 1_000 },
    { attack: "50 services at once, 10 exits with 20 reporters", must: "opens nothing", held: 1_000, runs: 1_000 },
    { attack: "Honest outage: 200 reporters in three minutes", must: "opens", held: 996, runs: 1_000 },
    { attack: "Honest outage: 100 reporters beside one loud IPv4 /24", must: "opens", held: 962, runs: 1_000 },
    { attack: "Outage of a network, reported from within it", must: "opens", held: 1_000, runs: 1_000 },
  ],
};
