// Part of `npm run bench:watch`: what one would write first. Every service's counts, baseline and memory are read and judged each minute.
import "#bench/quiet-log.ts";
import { z } from "zod";
import { FIRST_TICK, watchOptions } from "#bench/watch-options.ts";
import { memoryLine, tickLine } from "#bench/watch-print.ts";
import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import { createDb } from "#lib/db.ts";
import { baselineSchema } from "#lib/detection/baseline.ts";
import { RECENT_MINUTES } from "#lib/detection/recent.ts";
import { writeStates } from "#lib/incidents/incidents.db.ts";
import { serviceMemorySchema } from "#lib/incidents/service-memory.ts";
import { watchSpan } from "#lib/incidents/watch-span.ts";

const TICKS = 2;
const rowSchema = z.object({
  id: z.number(),
  slug: z.string(),
  category: z.string(),
  memory: serviceMemorySchema,
  model: baselineSchema.nullable(),
  reports: z.array(z.number()),
  networks: z.array(z.number()),
});

const options = watchOptions();
const db = createDb(options.url, { max: 2, statementTimeoutMs: 60_000 });

async function tick(minute: Minute): Promise<void> {
  const from = addMinutes(minute, 1 - RECENT_MINUTES);
  const rows = z.array(rowSchema).parse(
    await db.$queryRaw`
      select service.id, slug, category, memory, model, counts.reports, counts.networks
      from service
      join service_state on service_state.service_id = service.id
      join service_baseline on service_baseline.service_id = service.id
      cross join lateral (
        select
          array_agg(coalesce(bucket.reports, 0) order by given.minute) as reports,
          array_agg(coalesce(bucket.networks, 0) order by given.minute) as networks
        from generate_series(${from}::int, ${minute}::int) as given (minute)
        left join minute_bucket as bucket on bucket.service_id = service.id and bucket.minute = given.minute
      ) as counts`,
  );
  const services = rows.map(({ id, slug, category, memory, model, reports, networks }) => ({
    kin: { id, slug, name: slug, category, parentId: null, isNetwork: false },
    baseline: model,
    countries: [],
    since: null,
    reportedAt: null,
    reports,
    networks,
    sourcesAt: () => ({}),
    incidentIds: [],
    memory,
  }));
  const frame = { from, known: Array.from({ length: RECENT_MINUTES }, () => true) };
  const watches = watchSpan(services, frame, { from: minute, to: addMinutes(minute, 1) });
  const states = watches.map(({ service, memory, verdict }) => ({
    serviceId: service.kin.id,
    state: memory.detection.state,
    since: memory.detection.since ?? asMinute(0),
    judged: minute,
    incidentId: null,
    verdict: JSON.stringify(verdict),
    memory: JSON.stringify(memory),
  }));
  await writeStates(db, states);
}

const times: number[] = [];
for (let i = 0; i < TICKS; i += 1) {
  const began = performance.now();
  await tick(addMinutes(FIRST_TICK, i));
  times.push(performance.now() - began);
}
console.log(tickLine("all services each minute", times));
console.log(memoryLine("all services each minute"));
await db.$disconnect();
