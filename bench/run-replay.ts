import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { insertIngestMinutes } from "#bench/history.db.ts";
import { type Instance, startInstance } from "#bench/instance.ts";
import { observe, readInstanceClock } from "#bench/observe-instance.ts";
import { pace, until } from "#bench/pace.ts";
import { scenarioProfiles } from "#bench/profiles.ts";
import { type Check, checkExpectations, type ExpectOptions } from "#bench/replay-expect.ts";
import {
  type FedFigures,
  fedFigures,
  type PlannedReport,
  planMinute,
  planReplay,
  type ReplayPlan,
} from "#bench/replay-plan.ts";
import { createSender, type SendTally } from "#bench/report-sender.ts";
import { createAddresses } from "#bench/reporter-addresses.ts";
import { type Scenario, scenarioSpan } from "#bench/scenario.ts";
import { writeHistory } from "#bench/write-history.ts";
import { addMinutes, type Minute, minuteOf, minuteToMs, parseMinute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";

export interface ReplayOptions {
  readonly scenario: Scenario;
  readonly scale: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number, at: Minute) => void;
}

/** What was acknowledged of each service, in the minutes that the acknowledgements name. */
export type Fed = Readonly<Record<string, FedFigures>>;

export interface ReplayResult {
  readonly checks: readonly Check[];
  readonly fed: Fed;
  readonly tally: SendTally;
  /** Greatest lateness of a report, in milliseconds of the instance's time. */
  readonly latestMs: number;
}

interface Ledger extends ReplayPlan {
  readonly counts: Readonly<Record<string, number[]>>;
}

const acknowledgement = z.object({ minute: z.string() });
const CONNECTIONS = 256;
/** Reports that are taken later than this after their scenario's end enter no figure. */
const LATEST_MINUTES = 60;
const PATIENCE_MS = 60_000;
/** Minutes of the instance after the last report: the detector judges a minute when it is over. */
const AFTER = 3;
/** Real time in which the last verdicts and the caches before the API must have settled. */
const SETTLE_MS = 20_000;
const SETTLE_STEP_MS = 1_000;
/** Real seconds that a start may take: at 600 x they are hours of the instance, so its clock starts that much earlier. */
const START_SECONDS = 12;
const HISTORY_DAYS = 21;

function* reportsOf(plan: ReplayPlan, options: ReplayOptions): Generator<PlannedReport> {
  const nextAddress = createAddresses();
  for (let at = plan.from; at < plan.to; at = addMinutes(at, 1)) {
    options.onProgress?.((at - plan.from) / (plan.to - plan.from), at);
    yield* planMinute(plan, options.scenario, at, options.seed, nextAddress);
  }
}

/** The first minute after all that were acknowledged, and after the detector's last word: a busy machine sends and answers late. */
function endOf(plan: ReplayPlan, { from, counts }: Ledger): Minute {
  const last = Math.max(-1, ...Object.values(counts).map((row) => row.findLastIndex((count) => count > 0)));
  return addMinutes(plan.to, Math.max(AFTER, from + last + 1 - plan.to));
}

/** Reads and compares until all holds, or until the detector has had time enough to come to its conclusion. */
async function settleChecks(
  origin: string,
  span: Span,
  given: ExpectOptions,
  options: ReplayOptions,
): Promise<Check[]> {
  const { scenario } = options;
  const slugs = scenario.services.map((service) => service.slug);
  const deadline = performance.now() + SETTLE_MS;
  for (;;) {
    const observed = await observe(origin, slugs, span.from, span.to);
    const checks = checkExpectations(scenario, observed, given);
    if (checks.every((check) => check.ok) || performance.now() > deadline) return checks;
    await delay(SETTLE_STEP_MS);
  }
}

/** An empty plan of the same services, to be filled with what is really taken: a busy machine sends late. */
function emptyPlan(plan: ReplayPlan): Ledger {
  const minutes = plan.to - plan.from + LATEST_MINUTES;
  const counts = Object.fromEntries(Object.keys(plan.counts).map((slug) => [slug, Array<number>(minutes).fill(0)]));
  return { from: plan.from, to: addMinutes(plan.from, minutes), counts };
}

function note({ from, counts }: Ledger, slug: string, minute: Minute): void {
  const row = counts[slug];
  const at = minute - from;
  if (row !== undefined && at >= 0 && at < row.length) row[at] = (row[at] ?? 0) + 1;
}

/** Feeds a scenario to a running instance through its public API, and compares what came out. */
export async function replayInto(origin: string, options: ReplayOptions): Promise<ReplayResult> {
  const { signal } = options;
  const plan = planReplay(options.scenario, options);
  const clock = await readInstanceClock(origin);
  const sent = emptyPlan(plan);
  // At 120 times the speed a tenth of a second is twelve: only the acknowledgement says which minute a report fell into.
  const onAccepted = ({ service }: PlannedReport, body: string) => {
    const minute = parseMinute(acknowledgement.parse(JSON.parse(body)).minute);
    if (minute !== null) note(sent, service, minute);
  };
  const sender = createSender({ url: origin, connections: CONNECTIONS, patienceMs: PATIENCE_MS, onAccepted });
  const latestMs = await pace(reportsOf(plan, options), clock, (report) => sender.send(report), signal);
  await sender.settled();
  sender.close();
  const span = { from: plan.from, to: endOf(plan, sent) };
  await until(clock, minuteToMs(span.to), signal);
  if (signal?.aborted !== true) options.onProgress?.(1, plan.to);
  const fed = Object.fromEntries(Object.keys(sent.counts).map((slug) => [slug, fedFigures(sent, slug)]));
  const given = { scale: options.scale, fed };
  const checks = signal?.aborted === true ? [] : await settleChecks(origin, span, given, options);
  return { checks, fed, tally: sender.tally, latestMs };
}

/** Starts an instance whose clock arrives at a scenario, with three weeks of ordinary history behind it. */
export function startReplayInstance(
  scenario: Scenario,
  options: { scale: number; seed: number; speed: number },
): Promise<Instance> {
  const { from, to } = scenarioSpan(scenario);
  const clockStartMs = minuteToMs(from) - START_SECONDS * 1_000 * options.speed;
  return startInstance({
    mode: "replay",
    clockStartMs,
    clockSpeed: options.speed,
    environment: { LOG_LEVEL: "warn" },
    // A disk that other writers hold up for a second would be four to ten minutes in which nobody reported. What is kept, `bench/faults.ts` asks.
    postgresSettings: { fsync: "off" },
    prepare: async (db) => {
      await writeHistory(db, {
        profiles: scenarioProfiles(scenario, options.scale),
        outages: [],
        from: addMinutes(from, -HISTORY_DAYS * 1_440),
        to: from,
        seed: options.seed,
        ownFrom: minuteOf(clockStartMs),
      });
      // A front marks its minutes once a real second: at 600 x it would be ten minutes behind the detector.
      await insertIngestMinutes(db, from, addMinutes(to, 60));
    },
  });
}
