// npm run demo [-- --speed N --port N]: a Groundswell in which something is happening, on made-up data.
import "#bench/quiet-log.ts";

import { parseArgs } from "node:util";
import { z } from "zod";
import { bringUpToNow } from "#bench/demo-history.ts";
import { DEMO_LEVELS, demoOutages } from "#bench/demo-services.ts";
import { demoFolder, firstTurn, type Onset, type Turn, turnWords } from "#bench/demo-start.ts";
import { type DemoWorld, demoMinute } from "#bench/demo-traffic.ts";
import { errorWords } from "#bench/error-words.ts";
import { type Instance, startInstance } from "#bench/instance.ts";
import { readInstanceClock } from "#bench/observe-instance.ts";
import { type InstanceClock, pace } from "#bench/pace.ts";
import { ordinaryProfile, requireServices } from "#bench/profiles.ts";
import { createProgress } from "#bench/progress.ts";
import { readScenario } from "#bench/read-scenario.ts";
import { type PlannedReport, shiftScenario } from "#bench/replay-plan.ts";
import { createSender } from "#bench/report-sender.ts";
import { createAddresses } from "#bench/reporter-addresses.ts";
import { type Scenario, scenarioSpan } from "#bench/scenario.ts";
import type { ServiceProfile } from "#bench/synthetic-history.ts";
import { addMinutes, asMinute, type Minute, minuteOf, parseMinute } from "#lib/buckets/minute.ts";
import { listServices } from "#lib/catalog/catalog.db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { freePort } from "#server/free-port.ts";
import { checkPort } from "#server/listen.ts";

const SEED = 1;
const DEFAULT_PORT = 3_000;
/** Minutes of quiet between one outage and the next. */
const PAUSE = 30;
/** Where in its file each scenario's trouble begins. They follow one another for as long as the demonstration runs. */
const CYCLE = [
  { id: "chatgpt-2024-11-08", onset: parseMinute("2024-11-09T00:03Z") },
  { id: "vodafone-2020-06-09", onset: parseMinute("2020-06-09T16:00Z") },
  { id: "x-2026-01-16", onset: parseMinute("2026-01-16T14:59Z") },
] as const;

const optionsSchema = z.object({
  speed: z.coerce.number().positive().max(3_600).default(1),
  port: z.coerce.number().int().min(1).max(65_535).optional(),
});

async function readProfiles(db: PrismaClient): Promise<ServiceProfile[]> {
  const services = requireServices(await listServices(db), Object.keys(DEMO_LEVELS));
  return services.map((service) => ordinaryProfile(service, DEMO_LEVELS[service.slug] ?? 1));
}

/** Each scenario's main service is the first that its file names. */
function readRound(): Turn[] {
  return CYCLE.map(({ id, onset }) => {
    const scenario = readScenario(id);
    return { slug: scenario.services[0]?.slug ?? "", minutes: scenarioSpan(scenario).to - (onset ?? 0) };
  });
}

/** Where the round begins, and the service that fails first. */
async function readFirstTurn(db: PrismaClient, start: Minute): Promise<Onset & { slug: string; name: string }> {
  const [round, services] = [readRound(), await listServices(db)];
  const incidents = await db.incident.findMany({ where: { resolvedMinute: null } });
  const lasting = incidents.map(({ serviceId, startedMinute }) => ({
    slug: services.find(({ id }) => id === serviceId)?.slug ?? "",
    started: asMinute(startedMinute),
  }));
  const first = firstTurn(round, lasting, start);
  const slug = round[first.turn]?.slug ?? "";
  return { ...first, slug, name: services.find((service) => service.slug === slug)?.name ?? "" };
}

/** The scenarios one after the other, each moved to where the one before has ended. */
function* happenings(first: Onset): Generator<Scenario> {
  let onset = first.onset;
  for (let turn = first.turn; ; turn += 1) {
    const entry = CYCLE[turn % CYCLE.length] ?? CYCLE[0];
    const scenario = readScenario(entry.id);
    const moved = shiftScenario(scenario, onset - (entry.onset ?? onset));
    yield moved;
    onset = addMinutes(scenarioSpan(moved).to, PAUSE);
  }
}

function* traffic(profiles: readonly ServiceProfile[], start: Minute, first: Onset): Generator<PlannedReport> {
  const nextAddress = createAddresses((start % 4_000) * 3_500);
  let at = start;
  for (const scenario of happenings(first)) {
    const world: DemoWorld = { profiles, outages: demoOutages(start), scenario, seed: SEED };
    for (const { to } = scenarioSpan(scenario); at < to; at = addMinutes(at, 1)) {
      yield* demoMinute(world, at, nextAddress);
    }
  }
}

async function run(instance: Instance, clock: InstanceClock, stop: AbortSignal): Promise<void> {
  const { db, url } = instance;
  const profiles = await readProfiles(db);
  const start = minuteOf(clock.nowMs());
  const first = await readFirstTurn(db, start);
  console.log(`${turnWords(first, first.name, start, clock.speed)}: ${url}/status/${first.slug}`);
  const sender = createSender({ url, connections: 64, patienceMs: 60_000 });
  await pace(traffic(profiles, start, first), clock, sender.send, stop);
  sender.close();
}

/** The usual port, or any other when it is taken. Throws when the one that is asked for is: before weeks of history are made. */
async function choosePort(asked: number | undefined): Promise<number> {
  const check = (port: number) => checkPort({ HOST: "127.0.0.1", PORT: port, ROLE: "all", WEB_PROCESSES: 1 });
  if (asked === undefined)
    return check(DEFAULT_PORT).then(
      () => DEFAULT_PORT,
      () => freePort(),
    );
  await check(asked);
  return asked;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { speed: { type: "string" }, port: { type: "string" } } });
  const { speed, port } = optionsSchema.parse(values);
  const dataDir = demoFolder(speed);
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
  const onStep = (step: string) => {
    const progress = createProgress(process.stdout);
    return (fraction: number) => {
      stop.signal.throwIfAborted();
      progress(fraction, step);
    };
  };
  console.log("Preparing a demonstration: sixty-five services, five weeks of made-up reports ...");
  const starting = startInstance({
    mode: "demo",
    dataDir,
    port: await choosePort(port),
    clockSpeed: speed,
    environment: { LOG_LEVEL: "warn" },
    prepare: async (db) => {
      const profiles = await readProfiles(db);
      const now = minuteOf(Date.now());
      await bringUpToNow(db, {
        profiles,
        now,
        speed,
        seed: SEED,
        onStep,
      });
    },
  });
  const instance = await starting.catch((error: unknown) => {
    if (stop.signal.aborted) return null;
    throw error;
  });
  if (instance === null) return;
  try {
    console.log(`\nThe demonstration is at ${instance.url} (Ctrl-C stops it, its data stay in ${dataDir}).`);
    const ended = instance.ended.then(() => stop.abort());
    await Promise.race([run(instance, await readInstanceClock(instance.url), stop.signal), ended]);
  } finally {
    await instance.stop();
  }
}

try {
  await main();
} catch (error) {
  console.error(errorWords(error));
  process.exitCode = 1;
}
