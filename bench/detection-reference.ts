import type { Score } from "#bench/detection-score.ts";

type Line = readonly [
  detector: string,
  quality: string,
  usefulness: string,
  recall: string,
  recallBySize: string,
  delay: string,
  delayLarge: string,
  falses: string,
  precision: string,
  perOutage: string,
];

const HEAD: Line = [
  "detector",
  "Q",
  "U",
  "S2+",
  "S2/S3/S4/S5",
  "delay S3+",
  "S4 / S5",
  "false",
  "precision",
  "per outage",
];

/**
 * What known methods reach, measured outside of this repository, means of three worlds on which none was tuned. False incidents are per service and
 * month, delays in minutes.
 */
const REFERENCES: readonly Line[] = [
  [
    "ratio to time of day x3, textbook",
    "-264",
    "-259",
    "0.78",
    ".56/.81/.95/.92",
    "8",
    "8 / 3",
    "12.0",
    "0.11",
    "1.20",
  ],
  ["the same, tuned", "18.5", "22.5", "0.55", ".14/.51/.89/.99", "10", "10 / 4", "0.14", "0.86", "1.03"],
  ["rolling z 3 sd, textbook", "-946", "-940", "0.80", ".59/.83/.93/.97", "5", "5 / 3", "39.5", "0.04", "1.46"],
  ["rolling z 8 sd, tuned", "28.3", "31.0", "0.59", ".19/.58/.91/.98", "8", "8 / 4", "0.09", "0.91", "1.01"],
  ["CUSUM, tuned", "4", "14", "0.49", ".14/.38/.85/.96", "7", "10 / 4", "0.46", "0.61", "1.02"],
  ["EARS C2, tuned", "13", "19", "0.50", ".12/.45/.81/.92", "12", "12 / 5", "0.10", "0.88", "1.01"],
  [
    "scan without country and cross rules",
    "28.2",
    "30.8",
    "0.87",
    ".61/.96/1.0/.99",
    "8",
    "6 / 2",
    "0.68",
    "0.67",
    "1.12",
  ],
  [
    "negative binomial scan, reference",
    "42.7",
    "45.6",
    "0.893",
    ".68/.97/1.0/.99",
    "7",
    "6 / 2",
    "0.144",
    "0.91",
    "1.14",
  ],
  [
    "the same, given the true baseline",
    "44.6",
    "47.7",
    "0.96",
    ".89/.99/1.0/.99",
    "7",
    "6 / 2",
    "0.18",
    "0.90",
    "1.18",
  ],
];

const AIM: Line = ["aim", "50", "53", "0.95", "-/1.0/1.0/1.0", "-", "5 / 2", "0.05", "-", "1.05"];

function lineOf(detector: string, score: Score): Line {
  const sizes = score.recallBySize.slice(1).map((value) => value.toFixed(2).replace(/^0/, ""));
  const [, , , fourth, fifth] = score.medianDelayBySize;
  return [
    detector,
    score.quality.toFixed(1),
    score.usefulness.toFixed(1),
    score.recall.toFixed(3),
    sizes.join("/"),
    String(score.medianDelay),
    `${fourth} / ${fifth}`,
    score.falsePerServiceMonth.toFixed(3),
    score.precision.toFixed(2),
    score.incidentsPerOutage.toFixed(2),
  ];
}

/** Scores of one world, by detector, as lines of the table of known methods, aligned for a terminal. */
export function besideReferences(scores: Readonly<Record<string, Score>>): string {
  const own = Object.entries(scores).map(([detector, score]) => lineOf(detector, score));
  const lines = [HEAD, ...REFERENCES, AIM, ...own];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
