import type pg from "pg";

/** What is drawn: a year of services whose share of minutes with a report falls with their rank, as 1 / rank. */
export interface WorldSize {
  readonly services: number;
  readonly days: number;
  /** About so many minute buckets. */
  readonly buckets: number;
  /** First minute after the drawn ones: now. */
  readonly to: number;
}

const DAY = 1_440;
/** The busiest service has no report in one minute of twenty. */
const MAX_SHARE = 0.95;
/** Facets are drawn for the last days only: a year of them is four times the buckets, and is read in hours. */
export const FACET_DAYS = 2;
const LOUD_SERVICES = 20;
/** A fortnight is drawn, and comes again and again: drawing each day took six times as long. */
const BLOCK_DAYS = 14;
/** The tables of buckets with the minutes of a row, finest first. */
const UNITS = [
  ["minute_bucket", 1],
  ["five_minute_bucket", 5],
  ["hour_bucket", 60],
  ["day_bucket", DAY],
] as const;
const TABLES = ["minute_facet", ...UNITS.map(([table]) => table)];

/** The first minute: the running day is one of the days. */
export function firstMinute({ to, days }: WorldSize): number {
  return (Math.floor(to / DAY) - days + 1) * DAY;
}

/** The busiest service's share would be this if a minute could have more than one bucket. */
export function steepness(size: WorldSize): number {
  const { services, buckets, to } = size;
  const wanted = buckets / (to - firstMinute(size));
  const sum = (scale: number) => {
    let total = 0;
    for (let rank = 1; rank <= services; rank += 1) total += Math.min(MAX_SHARE, scale / rank);
    return total;
  };
  let [low, high] = [0, services];
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (sum(middle) < wanted) low = middle;
    else high = middle;
  }
  return high;
}

/** Takes the indexes of the large tables away, and returns the statements that make them again: filling them sorted is three times as fast. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ drop: string; make: string }>(`
    select
      case when conname is null
        then format('drop index %s', index.indexrelid::regclass)
        else format('alter table %s drop constraint %I', index.indrelid::regclass, conname)
      end as drop,
      case when conname is null
        then pg_get_indexdef(index.indexrelid)
        else format('alter table %s add constraint %I %s', index.indrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid))
      end as make
    from pg_index as index
    left join pg_constraint on conindid = index.indexrelid
    where index.indrelid::regclass::text = any('{${TABLES.join(",")}}')`);
  for (const { drop } of rows) await client.query(drop);
  return rows.map(({ make }) => make);
}

/** Adds services up to the wanted number, spread over the catalogue's categories, and ranks all of them. */
async function addServices(client: pg.Client, size: WorldSize): Promise<void> {
  await client.query(
    `with kind as (
      select array_agg(distinct category) as names from service
    ),
    made as (
      insert into service (slug, name, category, problems)
      select
        'made-' || place,
        initcap(translate(substr(md5('a' || place), 1, 4 + place % 5) || ' ' || substr(md5('b' || place), 1, 3 + place % 6), '0123456789', 'aeiourstln')),
        names[1 + place % cardinality(names)],
        '{website,other}'
      from kind, generate_series(1, $1::int - (select count(*)::int from service)) as place
      returning id, name, slug
    )
    insert into service_name (service_id, normalized, kind)
    select id, lower(name), 0 from made
    union all
    select id, replace(slug, '-', ' '), 2 from made`,
    [size.services],
  );
  await client.query("create temp table day_minute (like minute_bucket)");
  await client.query("create temp table rate (service_id int, rank int, share float8, level float8)");
  await client.query(
    `insert into rate
    select id, rank, least(${MAX_SHARE}, $1::float8 / rank), 40.0 / rank
    from (select id, row_number() over (order by id) as rank from service) as ranked`,
    [steepness(size)],
  );
  await client.query("analyze rate");
}

/** A day's minutes in the order in which reports come, and their sums in the order in which the roll-up writes them. */
async function addDay(client: pg.Client, from: number, to: number, prefix: "" | "block_"): Promise<void> {
  await client.query("truncate day_minute");
  await client.query(
    `insert into day_minute (service_id, minute, reports, works, back, repeats, set_aside, networks)
    select service_id, minute, reports, (random() < 0.1)::int, 0, (random() < 0.05)::int, (random() < 0.02)::int, reports
    from (
      select
        service_id,
        $1::int + floor(case when share * ${DAY} < 1 then random() * ${DAY} else (place - 1 + random() * (1 - share)) / share end)::int as minute,
        1 + floor(-ln(1 - random()) * level)::int as reports
      from rate
      cross join lateral generate_series(1, floor(${DAY} * share + random())::int) as place
    ) as drawn
    where minute < $2::int
    order by minute`,
    [from, to],
  );
  for (const [table, unit] of UNITS) {
    await client.query(
      `insert into ${prefix}${table}
      select service_id, minute / ${unit} * ${unit}, sum(reports), sum(works), sum(back), sum(repeats), sum(set_aside), sum(networks)
      from day_minute
      where minute < $1::int / ${unit} * ${unit}
      group by 1, 2
      order by 2, 1`,
      [to],
    );
  }
}

/** All days up to the running one: a block is drawn, and copied with its minutes moved on. */
async function addDays(client: pg.Client, first: number, last: number): Promise<void> {
  for (const [table] of UNITS) await client.query(`create temp table block_${table} (like ${table})`);
  const block = BLOCK_DAYS * DAY;
  for (let day = first; day < Math.min(first + block, last); day += DAY) await addDay(client, day, day + DAY, "block_");
  for (let moved = 0; first + moved < last; moved += block) {
    for (const [table] of UNITS) {
      await client.query(
        `insert into ${table}
        select service_id, minute + $1::int, reports, works, back, repeats, set_aside, networks
        from block_${table}
        where minute + $1::int < $2::int`,
        [moved, last],
      );
    }
  }
}

/** Problem, country and networks of the last days; those of the busiest services come from twenty networks a minute. */
async function addFacets(client: pg.Client, from: number): Promise<void> {
  await client.query(
    `insert into minute_facet (service_id, minute, dimension, key, reports, networks)
    select service_id, minute, dimension::facet_dimension, key, reports, reports
    from minute_bucket
    join rate using (service_id)
    cross join lateral (
      values
        ('problem', (array['app', 'website', 'login', 'server'])[1 + minute % 4]),
        ('country', (array['US', 'DE', 'GB', 'JP', 'FR'])[1 + minute % 5])
      union all
      select 'network', 'AS' || (service_id + minute * 7 + place) % 256
      from generate_series(1, case when rank <= ${LOUD_SERVICES} then 20 else 1 end) as place
    ) as facet (dimension, key)
    where minute >= $1`,
    [from],
  );
}

/** Services that are not normal now, with their incidents, and 2,000 incidents of the year. */
async function addIncidents(client: pg.Client, { to, days }: WorldSize, baseline: string): Promise<void> {
  await client.query(
    `insert into incident (id, service_id, level, started_minute, opened_minute, ended_from, ended_to, resolved_minute, total, peak_15, peak_15_minute, peak_1)
    select 'past-' || place, 1 + place * 17 % (select count(*) from service), 'outage', started, started + 2, started + 60, started + 75, started + 90, 900, 200, started + 15, 30
    from generate_series(1, 2000) as place
    cross join lateral (select ($1::int - 200 - (place::bigint * 7919 % ($2::int * ${DAY} - 400)))::int as started) as drawn`,
    [to, days],
  );
  await client.query(
    `insert into incident (id, service_id, level, started_minute, opened_minute, total, peak_15, peak_15_minute, peak_1)
    select 'now-' || rank, service_id, 'outage', $1::int - 60, $1::int - 58, 900, 200, $1::int - 30, 30
    from rate
    where rank <= 90 and rank % 3 = 0`,
    [to],
  );
  await client.query(
    `insert into service_state (service_id, state, since_minute, judged_minute, incident_id, verdict, memory)
    select
      service_id,
      (case when rank > 90 then 'normal' when rank % 3 = 0 then 'outage' when rank % 3 = 1 then 'possible' else 'unconfirmed' end)::state,
      $1::int - 60, $1::int - 1,
      case when rank <= 90 and rank % 3 = 0 then 'now-' || rank end,
      '{"reason":"Drawn."}', '{}'
    from rate`,
    [to],
  );
  await client.query(
    `insert into service_baseline (service_id, computed_minute, model)
    select service_id, $1::int - 60, $2::jsonb
    from rate`,
    [to, baseline],
  );
  await client.query("insert into ingest_minute select generate_series($1::int, $2::int)", [to - days * DAY, to]);
  // What the worker does, no more: the day under way is summed to its last whole five minutes, of which three hours stay open.
  await client.query("insert into job (name, cursor) values ('roll-up', ($1::int - 180) / 5 * 5)", [to]);
}

/** Draws the whole world. `told` is called with what is being done and how far it is. */
export async function drawWorld(
  client: pg.Client,
  size: WorldSize,
  baseline: string,
  told: (text: string) => void,
): Promise<void> {
  await client.query("select setseed(0.5)");
  // Tables that are emptied and filled in one transaction need no log where `wal_level` is minimal.
  await client.query(`begin; truncate ${TABLES.join(", ")}`);
  const indexes = await dropIndexes(client);
  await addServices(client, size);
  const today = Math.floor(size.to / DAY) * DAY;
  await addDays(client, firstMinute(size), today);
  await addDay(client, today, size.to, "");
  told("drawn; facets");
  await addFacets(client, size.to - FACET_DAYS * DAY);
  await addIncidents(client, size, baseline);
  for (const statement of indexes) {
    told(statement.slice(0, 90));
    await client.query(statement);
  }
  await client.query("commit");
  told("vacuum analyze");
  await client.query("vacuum analyze");
}
