// npm run replay -- <scenario> [--speed N] [--scale F] [--seed N] [--url http://...] [--shift-to-now]
// npm run replay -- --incident <id> [--url http://...]
import "#bench/quiet-log.ts";

import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { errorWords } from "#bench/error-words.ts";
import type { Instance } from "#bench/instance.ts";
import { readEvidence, readHealth, readMinutes, readRecord } from "#bench/observe-instance.ts";
import { createProgress } from "#bench/progress.ts";
import { readScenario, scenarioIds } from "#bench/read-scenario.ts";
import { exitCodeOf, formatRechecks, recheckIncident } from "#bench/recheck.ts";
import {
  type Comparison,
  compareCounts,
  compareRecord,
  countedSpan,
  formatComparisons,
} from "#bench/recheck-published.ts";
import { formatChecks } from "#bench/replay-expect.ts";
import { shiftScenario } from "#bench/replay-plan.ts";
import { type ReplayResult, replayInto, startReplayInstance } from "#bench/run-replay.ts";
import { parseScenario, type Scenario, scenarioSpan } from "#bench/scenario.ts";
import { formatMinute, minuteOf } from "#lib/buckets/minute.ts";

const USAGE = `npm run replay -- <scenario> [--speed 60] [--scale 1] [--seed 1] [--url http://...] [--shift-to-now]

Replays an outage that happened through a whole instance, and compares what comes out with what must.
<scenario> is a file or one of: ${scenarioIds().join(", ")}

--speed   how many times as fast as it happened (an own instance only)
--scale   multiplies all counts: 0.02 replays a fiftieth
--url     sends to a running instance instead of starting one
--shift-to-now  the scenario happens now, on the clock of the instance at --url

npm run replay -- --incident <id> [--url http://localhost:3000]

Reads an incident's evidence from the public API of a running instance and judges every event again, bit for bit. Its counts are
compared with the published series of these minutes, and the record's start, opening, level and end with what the events say.
Exits with 0 when all agree, 1 when something differs, 2 when other thresholds than this copy's judged some of it.`;

const DEFAULT_URL = "http://localhost:3000";

const optionsSchema = z.object({
  speed: z.coerce.number().positive().max(3_600).default(60),
  scale: z.coerce.number().positive().max(10).default(1),
  seed: z.coerce.number().int().default(1),
  url: z.url({ protocol: /^https?$/ }).optional(),
  "shift-to-now": z.boolean().default(false),
  incident: z.string().min(1).optional(),
});
type Options = z.infer<typeof optionsSchema>;

/** Reports that come later than this on the instance's clock bend the curve. */
const LATE_MS = 5 * 60_000;
/** The scenario begins this long after it was shifted: time for the first reports to be quiet ones. */
const LEAD_MINUTES = 1;

function parseCommand(): { name: string | undefined; options: Options } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      speed: { type: "string" },
      scale: { type: "string" },
      seed: { type: "string" },
      url: { type: "string" },
      "shift-to-now": { type: "boolean" },
      incident: { type: "string" },
    },
  });
  return { name: positionals[0], options: optionsSchema.parse(values) };
}

function findScenario(name: string): Scenario {
  return existsSync(name) ? parseScenario(JSON.parse(readFileSync(name, "utf8"))) : readScenario(name);
}

/** Judges an incident of a running instance again, and compares what it was judged by with what is published elsewhere; gives the exit code. */
async function recheck(url: string, incident: string): Promise<number> {
  const [evidence, record] = await Promise.all([readEvidence(url, incident), readRecord(url, incident)]);
  const rechecks = recheckIncident(evidence);
  const counts: Comparison[] = [];
  for (const event of evidence.events) {
    const span = countedSpan(event);
    if (span === null) continue;
    counts.push(compareCounts(event, await readMinutes(url, evidence.service.slug, span.from, span.to)));
  }
  const comparisons = [...counts, ...compareRecord(evidence.events, record.incident)];
  console.log(`${formatRechecks(rechecks)}\n\n${formatComparisons(comparisons)}`);
  return comparisons.every(({ agrees }) => agrees) ? exitCodeOf(rechecks) : 1;
}

/** A running instance is only written to when it is no live one, or when its operator said so. */
async function aimAt(url: string, scenario: Scenario, options: Options): Promise<Scenario> {
  const { mode, clock } = await readHealth(url);
  if (clock === null) throw new Error(`${url} has no database now`);
  const now = minuteOf(Date.parse(clock.now));
  const { from } = scenarioSpan(scenario);
  if (mode === "live" && !options["shift-to-now"]) {
    throw new Error(
      `${url} is a live instance: a replay would write test reports into real figures. --shift-to-now does it all the same.`,
    );
  }
  if (mode === "live") console.log(`WRITING TEST REPORTS INTO THE LIVE INSTANCE AT ${url}`);
  if (!options["shift-to-now"] && now > from) {
    throw new Error(
      `the clock of ${url} is at ${formatMinute(now)}, after the scenario's start (${formatMinute(from)}): --shift-to-now moves the scenario`,
    );
  }
  return options["shift-to-now"] ? shiftScenario(scenario, now + LEAD_MINUTES - from) : scenario;
}

function report({ checks, tally, latestMs }: ReplayResult): boolean {
  const refused = [...tally.refused].map(([status, count]) => `, ${count} refused with ${status}`).join("");
  console.log(`\n${formatChecks(checks)}\n`);
  console.log(
    `sent ${tally.sent}, accepted ${tally.accepted}${refused}, ${tally.retries} retries, ${tally.undelivered} given up; at most ${(latestMs / 1_000).toFixed(0)} s of the instance's time late`,
  );
  if (latestMs > LATE_MS) {
    console.log(
      "That is too late to judge the figures: this machine could not send so fast. Try a lower --speed or --scale.",
    );
  }
  if (tally.firstRefusal !== "") console.log(`first refusal: ${tally.firstRefusal}`);
  return checks.every((check) => check.ok) && tally.accepted === tally.sent;
}

async function replay(given: Scenario, options: Options): Promise<boolean> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
  const { scale, seed, speed, url } = options;
  let own: Instance | undefined;
  try {
    const scenario = url === undefined ? given : await aimAt(url, given, options);
    if (url === undefined) {
      console.log(`Preparing an instance at ${speed} x the speed of time ...`);
      own = await startReplayInstance(scenario, { scale, seed, speed });
    }
    const origin = own?.url ?? url ?? "";
    const [{ slug } = { slug: "" }] = scenario.services;
    console.log(`${scenario.title}. Watch it at ${origin}/status/${slug}`);
    const progress = createProgress(process.stdout);
    const result = await replayInto(origin, {
      scenario,
      scale,
      seed,
      signal: stop.signal,
      onProgress: (fraction, at) => progress(fraction, formatMinute(at)),
    });
    if (stop.signal.aborted) {
      console.log("\nStopped before the end: nothing is judged.");
      return false;
    }
    return report(result);
  } finally {
    await own?.stop();
  }
}

async function main(): Promise<number> {
  const { name, options } = parseCommand();
  if (options.incident !== undefined) return recheck(options.url ?? DEFAULT_URL, options.incident);
  if (name === undefined) throw new Error(USAGE);
  return (await replay(findScenario(name), options)) ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(errorWords(error));
  process.exitCode = 1;
}
