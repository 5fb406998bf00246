// npm run bench -- textbook --input <folder> --truth <folder>
import { parseArgs } from "node:util";
import { type FoundIncident, scoreIncidents } from "#bench/detection-score.ts";
import { asKnown, readTruth, readWorld, warmUpEnd } from "#bench/detection-world.ts";
import { scanWorld } from "#bench/scan-world.ts";
import { incidentsOfAlarms, ratioSlots, rollingSlots } from "#bench/textbook-detectors.ts";
import type { World, WorldService } from "#bench/watch-world.ts";
import { addMinutes } from "#lib/buckets/minute.ts";

const STEP = 5;

type Detector = (world: World) => FoundIncident[];

/**
 * What the press and most open tools do, on reports of five minutes, which sees the minutes of a gap as zeros; and the strongest known
 * method, a scan over windows of 1 to 240 minutes, minute by minute.
 */
const DETECTORS: Readonly<Record<string, Detector>> = {
  "ratio x 3": onSlots((counts) => ratioSlots(counts, 3)),
  "ratio x 5": onSlots((counts) => ratioSlots(counts, 5)),
  "rolling z, 3 sd": onSlots((counts) => rollingSlots(counts, 3)),
  "rolling z, 8 sd": onSlots((counts) => rollingSlots(counts, 8)),
  "scan, reports": (world) => scanWorld(asKnown(world), { unit: "reports", common: false }),
  "scan, networks": (world) => scanWorld(asKnown(world), { unit: "networks", common: false }),
  "scan, networks, common factor": (world) => scanWorld(asKnown(world), { unit: "networks", common: true }),
};

function slotsOf({ reports }: WorldService): number[] {
  return Array.from({ length: Math.floor(reports.length / STEP) }, (_, slot) =>
    reports.slice(slot * STEP, (slot + 1) * STEP).reduce((sum, count) => sum + count, 0),
  );
}

/** A detector of slots of five minutes; its incidents are known at the end of their slot. */
function onSlots(isAlarm: (counts: readonly number[]) => boolean[]): Detector {
  return (world) => {
    const known = (slot: number) => addMinutes(world.from, (slot + 1) * STEP);
    return world.services.flatMap((service) =>
      incidentsOfAlarms(isAlarm(slotsOf(service))).map(({ first, end }) => ({
        service: service.kin.slug,
        detected: known(first),
        end: end === null ? null : known(end),
      })),
    );
  };
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
  for (const [name, incidentsOf] of Object.entries(DETECTORS)) {
    const score = scoreIncidents(incidentsOf(world), readTruth(truth), { scoredFrom, serviceMonths });
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
