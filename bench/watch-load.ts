// npm run bench:watch -- [--services 35000] [--active 2000] [--ticks 20] [--seed 1]
import { parseArgs } from "node:util";
import { z } from "zod";
import { percentile } from "#bench/percentile.ts";
import { type SeededRandom, seededRandom } from "#bench/seeded-random.ts";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import { learnBaseline } from "#lib/detection/learn.ts";
import { RECENT_MINUTES } from "#lib/detection/recent.ts";
import { limits } from "#lib/detection/thresholds.ts";
import { NO_SERVICE_MEMORY } from "#lib/incidents/service-memory.ts";
import type { Watched } from "#lib/incidents/watch.ts";
import { watchSpan } from "#lib/incidents/watch-span.ts";

const optionsSchema = z.object({
  services: z.coerce.number().int().positive().default(35_000),
  active: z.coerce.number().int().positive().default(2_000),
  ticks: z.coerce.number().int().positive().default(20),
  seed: z.coerce.number().int().default(1),
});

const START = asMinute(28_851_840);
/** One of so many active services fails while the bench runs. */
const FAILING = 50;
/** Minutes for which a baseline serves: so much of all learning falls on one tick. */
const LEARN_EVERY = 360;

function historyOf(random: SeededRandom, level: number) {
  const slots = limits.learningDays * 144;
  const networks = Float64Array.from({ length: slots }, () => random.poisson(level * 10));
  const squares = networks.map((count) => (count * count) / 10 + count);
  return {
    from: asMinute(START - slots * 10),
    reports: networks,
    networks,
    squares,
    known: new Float64Array(slots).fill(10),
  };
}

function watchedOf(random: SeededRandom, i: number, minutes: number, active: boolean): Watched {
  const level = active ? 0.5 + random.gamma(0.5) * 4 : 0;
  const fails = active && i % FAILING === 0;
  const reports = Array.from({ length: minutes }, (_, k) =>
    random.poisson(fails && k >= RECENT_MINUTES ? level * 20 : level),
  );
  const slug = `s${i}`;
  return {
    kin: { id: i + 1, slug, name: slug, category: `c${i % 20}`, parentId: null, isNetwork: false },
    baseline: active ? learnBaseline(historyOf(random, level), START) : null,
    since: null,
    reports,
    networks: reports,
    sourcesAt: () => ({ AS1: 3, AS2: 3, AS3: 3, AS4: 3, AS5: 3 }),
    incidentIds: [],
    memory: NO_SERVICE_MEMORY,
  };
}

const ms = (value: number) => `${value.toFixed(1)} ms`;
const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

const { values } = parseArgs({
  options: {
    services: { type: "string" },
    active: { type: "string" },
    ticks: { type: "string" },
    seed: { type: "string" },
  },
});
const options = optionsSchema.parse(values);
const random = seededRandom(options.seed);
const minutes = RECENT_MINUTES + options.ticks;
const known = Array.from({ length: minutes }, () => true);
const learning = performance.now();
let services = Array.from({ length: options.services }, (_, i) => watchedOf(random, i, minutes, i < options.active));
const prepared = (performance.now() - learning) / options.active;

const times: number[] = [];
let changes = 0;
for (let tick = 0; tick < options.ticks; tick += 1) {
  const minute = addMinutes(START, tick);
  const began = performance.now();
  const frame = { from: asMinute(START - RECENT_MINUTES), known };
  const watches = watchSpan(services, frame, { from: minute, to: addMinutes(minute, 1) });
  times.push(performance.now() - began);
  changes += watches.reduce((sum, watch) => sum + watch.changes.length, 0);
  services = watches.map(({ service, memory }) => ({ ...service, memory }));
}

const { rss, heapUsed } = process.memoryUsage();
const perTick = (prepared * options.services) / LEARN_EVERY;
console.log(
  `${options.services} services, ${options.active} with reports, ${options.ticks} ticks, one core, no database`,
);
console.log(
  `tick: median ${ms(percentile(times, 0.5))}, slowest ${ms(Math.max(...times))}; ${changes} changes of incidents`,
);
console.log(`learning: at most ${ms(prepared)} a baseline; every service each 6 hours is ${ms(perTick)} a tick`);
console.log(`memory: ${mib(rss)} resident, ${mib(heapUsed)} of heap, all services' last ${minutes} minutes included`);
