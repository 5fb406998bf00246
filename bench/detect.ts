import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type FoundIncident, type Score, scoreIncidents } from "#bench/detection-score.ts";
import { isoMinute, readTruth, readWorld, warmUpEnd } from "#bench/detection-world.ts";
import { type World, watchWorld } from "#bench/watch-world.ts";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import { knownMinutes } from "#lib/incidents/known-minutes.ts";

const USAGE = "npm run bench detect -- --input <folder> --out <incidents.csv> [--truth <folder>]";

interface Row extends FoundIncident {
  readonly start: Minute;
  readonly level: string;
  readonly end: Minute | null;
}

/** The incidents of a world: the worker's own judgement of every minute, in order, from what was known by then. */
function incidentsOf(given: World): Row[] {
  const beats = given.known.flatMap((known, i) => (known ? [asMinute(given.from + i)] : []));
  const known = knownMinutes(given, beats, { first: given.from, firstBucket: given.from });
  const rows = new Map<string, Row>();
  for (const step of watchWorld({ ...given, known }, given.from, given.to)) {
    for (const { kin, change } of step.changes) {
      const { transition, minute } = change;
      const key = `${kin.slug} ${change.incidentId}`;
      const row = rows.get(key);
      if (transition.kind === "opened") {
        const { level, started: start } = transition;
        rows.set(key, { service: kin.slug, start, detected: minute, end: null, level });
      } else if (row !== undefined && transition.kind === "escalated") {
        rows.set(key, { ...row, level: transition.level, end: null });
      } else if (row !== undefined && transition.kind === "resolved") rows.set(key, { ...row, end: transition.end.to });
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

const { values } = parseArgs({
  options: { input: { type: "string" }, out: { type: "string" }, truth: { type: "string" } },
});
if (values.input === undefined || values.out === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const world = await readWorld(values.input);
  const rows = incidentsOf(world);
  writeFileSync(values.out, toCsv(rows));
  console.log(`${rows.length} incidents of ${world.services.length} services`);
  if (values.truth !== undefined) {
    const scoredFrom = warmUpEnd(values.truth, world.from);
    const serviceMonths = (world.services.length * (world.to - scoredFrom)) / (30 * 1440);
    print(scoreIncidents(rows, readTruth(values.truth), { scoredFrom, serviceMonths }));
  }
}
