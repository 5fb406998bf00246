import { z } from "zod";
import type { HistoryMinute } from "#bench/synthetic-history.ts";
import type { Minute } from "#lib/buckets/minute.ts";
import { rollUpAgainFrom } from "#lib/buckets/roll-up.db.ts";
import type { Db } from "#lib/db.ts";

/** Rows of one statement: Postgres takes 20,000 from arrays in about 60 ms, and more gain nothing. */
const CHUNK = 20_000;

interface FacetRow {
  readonly minute: number;
  readonly dimension: "problem" | "country" | "network";
  readonly key: string;
  readonly reports: number;
}

/** A drawn report comes from a network of its own: so `networks` equals `reports`. */
async function insertBuckets(db: Db, serviceId: number, rows: readonly HistoryMinute[]): Promise<void> {
  const minutes = rows.map((row) => row.minute);
  const reports = rows.map((row) => row.reports);
  const works = rows.map((row) => row.works);
  await db.$executeRaw`
    -- history.insert_buckets
    insert into minute_bucket (service_id, minute, reports, works, networks)
    select ${serviceId}::int, minute, reports, works, reports
    from unnest(${minutes}::int[], ${reports}::int[], ${works}::int[]) as drawn (minute, reports, works)
    on conflict do nothing`;
}

async function insertFacets(db: Db, serviceId: number, rows: readonly FacetRow[]): Promise<void> {
  const column = <K extends keyof FacetRow>(name: K): FacetRow[K][] => rows.map((row) => row[name]);
  await db.$executeRaw`
    -- history.insert_facets
    insert into minute_facet (service_id, minute, dimension, key, reports, networks)
    select ${serviceId}::int, minute, dimension::facet_dimension, key, reports, reports
    from unnest(${column("minute")}::int[], ${column("dimension")}::text[], ${column("key")}::text[], ${column("reports")}::int[])
      as drawn (minute, dimension, key, reports)
    on conflict do nothing`;
}

function facetsOf(row: HistoryMinute): FacetRow[] {
  const rows = (dimension: FacetRow["dimension"], counts: ReadonlyMap<string, number>) =>
    [...counts].map(([key, reports]) => ({ minute: row.minute, dimension, key, reports }));
  return [...rows("problem", row.problems), ...rows("country", row.countries), ...rows("network", row.networks)];
}

/** Writes a service's drawn history as buckets and facets, a chunk at a time. Minutes that exist are left alone. */
export async function insertHistory(db: Db, serviceId: number, history: Iterable<HistoryMinute>): Promise<void> {
  let buckets: HistoryMinute[] = [];
  let facets: FacetRow[] = [];
  const flush = async () => {
    await insertBuckets(db, serviceId, buckets);
    await insertFacets(db, serviceId, facets);
    if (buckets[0] !== undefined) await rollUpAgainFrom(db, buckets[0].minute);
    [buckets, facets] = [[], []];
  };
  for (const row of history) {
    buckets.push(row);
    facets.push(...facetsOf(row));
    if (facets.length >= CHUNK) await flush();
  }
  await flush();
}

/**
 * Makes a raw report for each counted one of [from, to): for minutes that an instance will call its own, whose
 * books must agree. Reporter and networks are chance, because nobody sent them.
 */
export async function insertRawReports(db: Db, from: Minute, to: Minute): Promise<void> {
  await db.$executeRaw`
    -- history.insert_raw_reports
    insert into report (service_id, minute, id, kind, disposition, problem, reporter, address, network, asn, reports15)
    select service_id, minute, gen_random_uuid(), 'problem', 'counted', key, digest, digest, digest, 'alloc:00000000', 0
    from minute_facet
    cross join lateral generate_series(1, reports)
    cross join lateral (select uuid_send(gen_random_uuid())) as drawn (digest)
    where dimension = 'problem'
      and minute >= ${from}
      and minute < ${to}`;
}

/** Says of every minute of [from, to) that reports could be taken: without it the detector would call them unknown. */
export async function insertIngestMinutes(db: Db, from: Minute, to: Minute): Promise<void> {
  await db.$executeRaw`
    -- history.insert_ingest_minutes
    insert into ingest_minute (minute)
    select generate_series(${from}::int, ${to}::int - 1)
    on conflict do nothing`;
}

const spanRow = z.object({ first: z.number().nullable(), last: z.number().nullable() });

/** First and last minute that has a bucket; nulls in an empty database. */
export async function readSpan(db: Db): Promise<z.infer<typeof spanRow>> {
  const rows = await db.$queryRaw`
    -- history.read_span
    select min(minute) as first, max(minute) as last
    from minute_bucket`;
  return z.tuple([spanRow]).parse(rows)[0];
}

const sumsRow = z.object({ buckets: z.number(), reports: z.number(), facets: z.number() });
/** The same reports, counted in three places. */
export type Sums = z.infer<typeof sumsRow>;

/** Counted problem reports since a minute by buckets, by raw reports and by the problem facet: they must be equal. */
export async function readReportSums(db: Db, since: Minute): Promise<Sums> {
  const rows = await db.$queryRaw`
    -- history.read_report_sums
    select
      (select coalesce(sum(reports), 0)::int from minute_bucket where minute >= ${since}) as buckets,
      (select count(*)::int from report where minute >= ${since} and disposition = 'counted' and kind = 'problem') as reports,
      (select coalesce(sum(reports), 0)::int from minute_facet where minute >= ${since} and dimension = 'problem') as facets`;
  return z.tuple([sumsRow]).parse(rows)[0];
}

/** Forgets everything but the catalogue: reports, figures, incidents and the clock. */
export async function clearInstance(db: Db): Promise<void> {
  await db.$executeRaw`
    -- history.clear_instance
    truncate report, idempotency_key, block_window, day_salt, ingest_minute, ingest_gap, minute_bucket, minute_facet,
      five_minute_bucket, hour_bucket, day_bucket, hour_facet, service_baseline, service_state, incident, incident_event, instance, job`;
}
