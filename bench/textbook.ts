// npm run bench -- textbook --input <folder> --truth <folder>
import { parseArgs } from "node:util";
import { type FoundIncident, scoreIncidents } from "#bench/detection-score.ts";
import { readTruth, readWorld, warmUpEnd } from "#bench/detection-world.ts";
import { incidentsOfAlarms, ratioSlots, rollingSlots } from "#bench/textbook-detectors.ts";
import type { World, WorldService } from "#bench/watch-world.ts";
import { addMinutes } from "#lib/buckets/minute.ts";

const STEP = 5;

/** What the press and most open tools do, on reports of five minutes. Both see the minutes of a gap as zeros. */
const DETECTORS: readonly (readonly [string, (counts: readonly number[]) => boolean[]])[] = [
  ["ratio x 3", (counts) => ratioSlots(counts, 3)],
  ["ratio x 5", (counts) => ratioSlots(counts, 5)],
  ["rolling z, 3 sd", (counts) => rollingSlots(counts, 3)],
  ["rolling z, 8 sd", (counts) => rollingSlots(counts, 8)],
];

function slotsOf({ reports }: WorldService): number[] {
  return Array.from({ length: Math.floor(reports.length / STEP) }, (_, slot) =>
    reports.slice(slot * STEP, (slot + 1) * STEP).reduce((sum, count) => sum + count, 0),
  );
}

/** Incidents of a world, each known at the end of its slot. */
function incidentsOf(world: World, isAlarm: (counts: readonly number[]) => boolean[]): FoundIncident[] {
  const known = (slot: number) => addMinutes(world.from, (slot + 1) * STEP);
  return world.services.flatMap((service) =>
    incidentsOfAlarms(isAlarm(slotsOf(service))).map(({ first, end }) => ({
      service: service.kin.slug,
      detected: known(first),
      end: end === null ? null : known(end),
    })),
  );
}

const { values } = parseArgs({ options: { input: { type: "string" }, truth: { type: "string" } } });
const { input, truth } = values;
if (input === undefined || truth === undefined) {
  console.error("npm run bench -- textbook --input <folder> --truth <folder>");
  process.exitCode = 2;
} else {
  const world = await readWorld(input);
  const scoredFrom = warmUpEnd(truth);
  const serviceMonths = (world.services.length * (world.to - scoredFrom)) / (30 * 1440);
  for (const [name, isAlarm] of DETECTORS) {
    const score = scoreIncidents(incidentsOf(world, isAlarm), readTruth(truth), { scoredFrom, serviceMonths });
    console.log(name);
    for (const [figure, value] of Object.entries(score))
      console.log(
        `  ${figure.padEnd(24)}${[value]
          .flat()
          .map((each) => each.toFixed(3))
          .join("  ")}`,
      );
  }
}
