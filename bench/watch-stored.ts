import type pg from "pg";
import { seededRandom } from "#bench/seeded-random.ts";
import { drawHistory, drawLevels, drawnReports, isFailing } from "#bench/watch-draw.ts";
import { FIRST_TICK, START, type WatchOptions } from "#bench/watch-options.ts";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import { learnBaseline } from "#lib/detection/learn.ts";
import { RECENT_MINUTES } from "#lib/detection/recent.ts";
import { limits } from "#lib/detection/thresholds.ts";
import { learningMinute } from "#lib/incidents/learning-time.ts";
import { NO_SERVICE_MEMORY } from "#lib/incidents/service-memory.ts";
import { WATCH_JOB } from "#lib/incidents/watch.job.ts";

/** So many different baselines: learning one for each service would take longer than the benchmark. */
const MODELS = 40;
const SERVICES_AT_ONCE = 200;
const LEARNING_MINUTES = limits.learningDays * 1_440;

/** Every service with a baseline and a memory, as a worker leaves them that has judged all of them. */
async function storeServices(client: pg.Client, options: WatchOptions, models: readonly string[]): Promise<void> {
  await client.query(
    `insert into service (id, slug, name, category, problems)
    overriding system value
    select n + 1, 's' || n, 's' || n, 'c' || n % 20, '{website,other}' from generate_series(0, $1::int - 1) as n`,
    [options.services],
  );
  const due = Array.from({ length: options.services }, (_, n) => learningMinute(n + 1, FIRST_TICK));
  await client.query(
    `insert into service_baseline (service_id, computed_minute, model)
    select place, due, ($2::jsonb[])[(place - 1) % ${MODELS} + 1] from unnest($1::int[]) with ordinality as given (due, place)`,
    [due, models],
  );
  const memory = { ...NO_SERVICE_MEMORY, detection: { ...NO_SERVICE_MEMORY.detection, since: START - 1_440 } };
  await client.query(
    `insert into service_state (service_id, state, since_minute, judged_minute, verdict, memory)
    select id, 'normal', $1::int - 1440, $1::int - 1, '{"reason":"Drawn."}', $2 from service`,
    [START, JSON.stringify(memory)],
  );
}

/** The counts that the ticks read, those of the ticks themselves included: a worker asks for no minute that is not over. */
async function storeMinutes(client: pg.Client, options: WatchOptions, levels: readonly number[]): Promise<void> {
  const random = seededRandom(options.seed + 1);
  const span = { from: addMinutes(FIRST_TICK, -RECENT_MINUTES - 20), to: addMinutes(FIRST_TICK, options.ticks) };
  const length = span.to - span.from;
  for (let start = 0; start < levels.length; start += SERVICES_AT_ONCE) {
    const some = levels.slice(start, start + SERVICES_AT_ONCE);
    const counts = some.flatMap((level, i) => drawnReports(random, level, start + i, span));
    await client.query(
      `insert into minute_bucket (service_id, minute, reports, networks)
      select $1::int + 1 + (place - 1) / $2::int, $3::int + (place - 1) % $2::int, count, count
      from unnest($4::int[]) with ordinality as given (count, place)
      where count > 0`,
      [start, length, span.from, counts],
    );
  }
  const failing = levels.flatMap((_, i) => (isFailing(i) ? [i + 1] : []));
  await client.query(
    `insert into minute_facet (service_id, minute, dimension, key, reports, networks)
    select id, minute, 'network', 'AS' || source, 3, 3
    from unnest($1::int[]) as id, generate_series($2::int - 60, $3::int) as minute, generate_series(1, 20) as source`,
    [failing, FIRST_TICK, span.to],
  );
  await client.query("insert into ingest_minute select generate_series($1::int, $2::int)", [
    START - LEARNING_MINUTES,
    span.to,
  ]);
}

/** Four weeks of minutes for the active services whose turn to learn falls among the ticks; a first report for the others. */
async function storePast(client: pg.Client, options: WatchOptions, levels: readonly number[]): Promise<void> {
  const last = asMinute(FIRST_TICK + options.ticks - 1);
  const learns = levels.map((_, i) => learningMinute(i + 1, FIRST_TICK) !== learningMinute(i + 1, last));
  await client.query(
    `insert into minute_bucket (service_id, minute, reports, networks)
    select service_id, minute, count, count
    from (
      select place as service_id, minute, (random() * 2 * level)::int as count
      from unnest($1::float8[], $2::bool[]) with ordinality as given (level, learns, place)
      cross join generate_series($3::int, $4::int - 1) as minute
      where learns
    ) as drawn
    where count > 0`,
    [levels, learns, START - LEARNING_MINUTES, FIRST_TICK - RECENT_MINUTES - 20],
  );
  await client.query(
    `insert into minute_bucket (service_id, minute, reports, networks)
    select generate_series(1, $1::int), $2::int, 1, 1
    on conflict do nothing`,
    [options.active, START - LEARNING_MINUTES],
  );
}

/** Fills an empty, migrated database with the world of which the ticks judge the next minutes. */
export async function storeWatchWorld(client: pg.Client, options: WatchOptions): Promise<void> {
  const random = seededRandom(options.seed);
  const kinds = drawLevels(random, MODELS);
  const models = kinds.map((level) => JSON.stringify(learnBaseline(drawHistory(random, level), START)));
  const levels = Array.from({ length: options.active }, (_, i) => kinds[i % MODELS] ?? 1);
  await storeServices(client, options, models);
  await storeMinutes(client, options, levels);
  await storePast(client, options, levels);
  await client.query("insert into job (name, cursor, settled) values ($1, $2, $2)", [WATCH_JOB, FIRST_TICK]);
  await client.query("vacuum analyze");
}
