import type pg from "pg";
import { seededRandom } from "#bench/seeded-random.ts";
import { COUNTRY_SHARES, drawCountries, drawHistory, drawLevels, drawnReports, isFailing } from "#bench/watch-draw.ts";
import { FIRST_TICK, START, type WatchOptions } from "#bench/watch-options.ts";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import { createDb } from "#lib/db.ts";
import { learnBaseline } from "#lib/detection/learn.ts";
import { RECENT_MINUTES } from "#lib/detection/recent.ts";
import { limits } from "#lib/detection/thresholds.ts";
import { learnBaselines } from "#lib/incidents/learn.job.ts";
import { learningTurn } from "#lib/incidents/learning-time.ts";
import { NO_SERVICE_MEMORY } from "#lib/incidents/service-memory.ts";
import { readBeats } from "#lib/incidents/watch.db.ts";
import { WATCH_JOB } from "#lib/incidents/watch.job.ts";

/** So many different baselines: learning one for each service would take longer than the benchmark. */
const MODELS = 40;
const SERVICES_AT_ONCE = 200;
const LEARNING_MINUTES = limits.learningDays * 1_440;

/** Baselines as the worker stores them: of a service, and of its countries where it has several. */
interface Model {
  readonly whole: string;
  readonly countries: string;
}

/** Every service with a baseline and a memory, as a worker leaves them that has judged all of them. */
async function storeServices(client: pg.Client, options: WatchOptions, models: readonly Model[]): Promise<void> {
  await client.query(
    `insert into service (id, slug, name, category, problems)
    overriding system value
    select n + 1, 's' || n, 's' || n, 'c' || n % 20, '{website,other}' from generate_series(0, $1::int - 1) as n`,
    [options.services],
  );
  const due = Array.from({ length: options.services }, (_, n) => learningTurn(n + 1, FIRST_TICK).learned);
  await client.query(
    `insert into service_baseline (service_id, computed_minute, model, countries)
    select place, due, model.whole, case when place <= $4 and (place - 1) % $5 = 0 then model.countries else '[]' end
    from unnest($1::int[]) with ordinality as given (due, place)
    join unnest($2::jsonb[], $3::jsonb[]) with ordinality as model (whole, countries, kind)
      on model.kind = (place - 1) % ${MODELS} + 1`,
    [due, models.map(({ whole }) => whole), models.map(({ countries }) => countries), options.active, options.several],
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

/** Ids of the active services whose turn to learn falls among the ticks. */
function learners({ active, ticks }: WatchOptions): number[] {
  const last = asMinute(FIRST_TICK + ticks - 1);
  const ids = Array.from({ length: active }, (_, i) => i + 1);
  return ids.filter((id) => learningTurn(id, FIRST_TICK).from !== learningTurn(id, last).from);
}

/** Four weeks of minutes for the services that learn; a first report for the others. */
async function storePast(client: pg.Client, options: WatchOptions, levels: readonly number[]): Promise<void> {
  const learning = new Set(learners(options));
  const learns = levels.map((_, i) => learning.has(i + 1));
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

/** The shares of several countries in the stored counts of the services that have them, rounded up or down at random. */
async function storeCountries(client: pg.Client, { several }: WatchOptions): Promise<void> {
  await client.query(
    `insert into minute_facet (service_id, minute, dimension, key, reports, networks)
    select service_id, minute, 'country', country, count, count
    from minute_bucket
    cross join unnest($1::text[], $2::float8[]) as given (country, share)
    cross join lateral (select floor(reports * share + random())::int as count) as drawn
    where (service_id - 1) % $3 = 0
      and count > 0`,
    [Object.keys(COUNTRY_SHARES), Object.values(COUNTRY_SHARES), several],
  );
}

/** The services that learn among the ticks, as a worker leaves them that has learned them six hours before. */
async function learnBefore(options: WatchOptions): Promise<void> {
  const db = createDb(options.url, { max: 2, statementTimeoutMs: 60_000 });
  const due = learners(options).map((serviceId) => ({
    serviceId,
    slug: `s${serviceId - 1}`,
    minute: learningTurn(serviceId, FIRST_TICK).learned,
  }));
  await learnBaselines(db, due, await readBeats(db, FIRST_TICK));
  await db.$disconnect();
}

/** Fills an empty, migrated database with the world of which the ticks judge the next minutes. */
export async function storeWatchWorld(client: pg.Client, options: WatchOptions): Promise<void> {
  const random = seededRandom(options.seed);
  const kinds = drawLevels(random, MODELS);
  const models = kinds.map((level) => ({
    whole: JSON.stringify(learnBaseline(drawHistory(random, level), START)),
    countries: JSON.stringify(drawCountries(random, level)),
  }));
  const levels = Array.from({ length: options.active }, (_, i) => kinds[i % MODELS] ?? 1);
  await storeServices(client, options, models);
  await storeMinutes(client, options, levels);
  await storePast(client, options, levels);
  await storeCountries(client, options);
  await learnBefore(options);
  await client.query("insert into job (name, cursor, settled) values ($1, $2, $2)", [WATCH_JOB, FIRST_TICK]);
  await client.query("vacuum analyze");
}
