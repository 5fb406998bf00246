// npm run bench:detect -- --input <folder> --out <incidents.csv> [--truth <folder>] [--cut 2026-02-25T00:00]
// npm run bench:detect -- --nab <folder>
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { causalityAt } from "#bench/causality.ts";
import { clairvoyant } from "#bench/clairvoyant.ts";
import { falsesByKind } from "#bench/detection-falses.ts";
import { besideReferences } from "#bench/detection-reference.ts";
import { type FoundIncident, falseIncidents, type Score, scoreIncidents } from "#bench/detection-score.ts";
import {
  asKnown,
  isoMinute,
  readDistractors,
  readGaps,
  readMinute,
  readShifts,
  readTruth,
  readWorld,
  warmUpEnd,
} from "#bench/detection-world.ts";
import { formatNab, readNab, scoreNab } from "#bench/nab.ts";
import { type World, watchWorld } from "#bench/watch-world.ts";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { End } from "#lib/detection/ending.ts";
import { limits } from "#lib/detection/thresholds.ts";

const USAGE = `npm run bench:detect -- --input <folder> --out <incidents.csv> [--truth <folder>] [--cut <minute>]
npm run bench:detect -- --nab <folder>

--truth  prints the score
--cut    judges a world that ends at this UTC minute, too: what was decided by then must be the same
--nab    real series of the Numenta Anomaly Benchmark, beside two textbook detectors`;

/** What comes within six hours after a cut could change a decision before it, if anything could. */
const CUT_AHEAD = 360;

interface Row extends FoundIncident {
  readonly start: Minute;
  readonly level: string;
  readonly end: Minute | null;
}

/** An end is an interval, and the form has one minute for it. */
const middleOf = ({ from, to }: End) => asMinute(Math.floor((from + to) / 2));

/** The incidents of a world: the worker's own judgement of every minute, in order, from what was known by then. */
function incidentsOf(given: World): Row[] {
  const rows = new Map<string, Row>();
  for (const step of watchWorld(given, given.from, given.to)) {
    for (const { kin, change } of step.changes) {
      const { transition, minute } = change;
      const key = `${kin.slug} ${change.incidentId}`;
      const row = rows.get(key);
      if (transition.kind === "opened") {
        const { level, started: start } = transition;
        rows.set(key, { service: kin.slug, start, detected: minute, end: null, level });
      } else if (row !== undefined && transition.kind === "escalated") {
        rows.set(key, { ...row, level: transition.level, end: null });
      } else if (row !== undefined && transition.kind === "resolved")
        rows.set(key, { ...row, end: middleOf(transition.end) });
    }
  }
  return [...rows.values()];
}

function toCsv(rows: readonly Row[]): string {
  const lines = rows.map((row) =>
    [
      row.service,
      isoMinute(row.start),
      isoMinute(row.end),
      isoMinute(row.detected),
      row.level === "outage" ? "problem" : row.level,
    ].join(","),
  );
  return `${["service,start,end,detected_at,level", ...lines].join("\n")}\n`;
}

const written = (value: number | readonly number[]) =>
  (typeof value === "number" ? [value] : value).map((each) => each.toFixed(3)).join("  ");

function print(score: Score): void {
  for (const [name, value] of Object.entries(score)) console.log(`${name.padEnd(24)}${written(value)}`);
}

/** Prints the score of a world, of what its false incidents were made, and what known methods reach. */
function printScore(input: string, truth: string, world: World, rows: readonly Row[]): void {
  const scoredFrom = warmUpEnd(truth);
  const serviceMonths = (world.services.length * (world.to - scoredFrom)) / (30 * 1440);
  const outages = readTruth(truth);
  const score = scoreIncidents(rows, outages, { scoredFrom, serviceMonths });
  print(score);
  const falses = falseIncidents(rows, outages, scoredFrom);
  console.log("\nfalse incidents, by what they fell into");
  const distractors = [...readDistractors(truth), ...readShifts(truth)];
  for (const [kind, count] of Object.entries(falsesByKind(falses, distractors, readGaps(input)))) {
    console.log(`  ${kind.padEnd(26)}${count}`);
  }
  const networks = new Map(world.services.map((service) => [service.kin.slug, service.networks]));
  const networksAt = (service: string, minute: Minute) => networks.get(service)?.[minute - world.from] ?? 0;
  const told = (least: number) =>
    scoreIncidents(clairvoyant(outages, networksAt, least), outages, { scoredFrom, serviceMonths });
  const ceilings = [limits.minNetworks, limits.fewNetworks].map((least) => [
    `told each start, ${least} networks`,
    told(least),
  ]);
  const lines = { ...Object.fromEntries(ceilings), "this detector, this world": score };
  console.log(`\n${besideReferences(lines)}`);
}

async function judgeWorld(input: string, out: string, truth: string | undefined): Promise<World> {
  const world = asKnown(await readWorld(input));
  const rows = incidentsOf(world);
  writeFileSync(out, toCsv(rows));
  console.log(`${rows.length} incidents of ${world.services.length} services`);
  if (truth !== undefined) printScore(input, truth, world, rows);
  return world;
}

/** Compares the world up to a minute with one that ends there: the part before it is watched once more, twice. */
function checkCut(world: World, at: Minute): boolean {
  const seen = { ...world, to: asMinute(Math.min(world.to, at + CUT_AHEAD)) };
  const { decisions, causal } = causalityAt(seen, world.from, at);
  const verdict = causal ? "are the same" : "DIFFER";
  console.log(`the ${decisions} decisions before ${isoMinute(at)} ${verdict} without what came later`);
  return causal;
}

const { values } = parseArgs({
  options: {
    input: { type: "string" },
    out: { type: "string" },
    truth: { type: "string" },
    cut: { type: "string" },
    nab: { type: "string" },
  },
});
const { input, out, truth, cut, nab } = values;
if (nab !== undefined) console.log(formatNab(scoreNab(readNab(nab))));
if (input !== undefined && out !== undefined) {
  const world = await judgeWorld(input, out, truth);
  if (cut !== undefined && !checkCut(world, readMinute(cut))) process.exitCode = 1;
} else if (nab === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
}
