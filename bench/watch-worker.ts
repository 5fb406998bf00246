// Part of `npm run bench:watch`: the worker's own watch in a process of its own, against the database at --url.
import "#bench/quiet-log.ts";
import { percentile } from "#bench/percentile.ts";
import { timedDb } from "#bench/timed-db.ts";
import { FIRST_TICK, watchOptions } from "#bench/watch-options.ts";
import { memoryLine, ms, tickLine } from "#bench/watch-print.ts";
import { addMinutes, type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import { createDb } from "#lib/db.ts";
import { watch } from "#lib/incidents/watch.job.ts";

/** A clock that stands just after a minute: it is over, and the next one has begun. */
const after = (minute: Minute) => ({
  nowMs: () => minuteToMs(addMinutes(minute, 1)) + 1_000,
  minute: () => addMinutes(minute, 1),
  speed: 1,
});

const options = watchOptions();
const client = createDb(options.url, { max: 10, statementTimeoutMs: 60_000 });
const timed = timedDb(client);
// A worker has taken the job's lease over this connection before its first tick.
await client.$queryRaw`select 1`;
const signal = new AbortController().signal;
// It starts within a minute, as nearly always, and reads ahead until that is over.
const startedAt = performance.now();
await watch(timed.db, after(addMinutes(FIRST_TICK, options.before - 1)), signal);
const startMs = performance.now() - startedAt;
timed.take();
const ticks: { readonly total: number; readonly read: number; readonly written: number; readonly cpu: number }[] = [];
for (let tick = options.before; tick < options.ticks; tick += 1) {
  const minute = addMinutes(FIRST_TICK, tick);
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  const { judged } = await watch(timed.db, after(minute), signal);
  const total = performance.now() - began;
  const { user, system } = process.cpuUsage(cpuBefore);
  if (judged !== 1) throw new Error(`the tick judged ${judged} minutes`);
  ticks.push({ total, ...timed.take(), cpu: (user + system) / 1_000 });
}
const name = options.before === 0 ? "worker" : "worker, started again";
const median = (of: (tick: (typeof ticks)[number]) => number) => ms(percentile(ticks.map(of), 0.5));
const incidents = await client.incident.count();
console.log(
  tickLine(
    name,
    ticks.map(({ total }) => total),
  ),
);
console.log(
  `${name}: of it, by median: read ${median(({ read }) => read)}, parse and judge ${median((tick) => tick.total - tick.read - tick.written)}, write ${median(({ written }) => written)}; processor ${median(({ cpu }) => cpu)}`,
);
const [first, ...others] = ticks.map(({ total }) => total);
console.log(
  `${name}: the first tick${options.before === 0 ? " ever, which writes what each service is," : ""} ${ms(first ?? 0)}, the slowest of the others ${ms(Math.max(0, ...others))}`,
);
console.log(`${name}: before it, reading ahead at its start ${ms(startMs)}`);
console.log(memoryLine(name));
console.log(`${name}: ${incidents} incidents`);
await client.$disconnect();
