import { z } from "zod";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";

/** Rows of one statement: short enough that no report waits for it. */
export const RETENTION_BATCH = 10_000;

/** How many minutes of a span the ingest has written down. */
export async function countIngestMinutes(db: Db, span: Span): Promise<number> {
  const rows = await db.$queryRaw`
    -- buckets.count_ingest_minutes
    select count(*)::int as minutes
    from ingest_minute
    where minute >= ${span.from}
      and minute < ${span.to}`;
  return z.tuple([z.object({ minutes: z.number() })]).parse(rows)[0].minutes;
}

/** Deletes keys of reports older than `before`, a batch. Returns how many. */
export async function deleteKeys(db: Db, before: number): Promise<number> {
  return db.$executeRaw`
    -- buckets.delete_keys
    delete from idempotency_key
    where key in (
      select key
      from idempotency_key
      where minute < ${before}::int
      limit ${RETENTION_BATCH}
      for update skip locked
    )`;
}

/** Forgets address blocks of which nobody was counted since a minute, a batch. */
export async function deleteBlockWindows(db: Db, before: number): Promise<number> {
  return db.$executeRaw`
    -- buckets.delete_block_windows
    delete from block_window
    where (service_id, network) in (
      select service_id, network
      from block_window
      where last_minute < ${before}::int
      limit ${RETENTION_BATCH}
      for update skip locked
    )`;
}

/** Deletes the salts of all days but those from `from` to before `to`: from then on the digests made with them mean nothing. */
export async function deleteSalts(db: Db, kept: { readonly from: number; readonly to: number }): Promise<number> {
  return db.$executeRaw`
    -- buckets.delete_salts
    delete from day_salt
    where day < ${kept.from}::int
      or day >= ${kept.to}::int`;
}

/**
 * Writes the table of salts anew, without what was deleted. PostgreSQL leaves a deleted row in its file until some fifty others have followed it,
 * which of one row a day takes weeks; until then whoever has the file has the salt. Does nothing while somebody reads the table: a report
 * that asks for its day's salt would have to wait behind.
 */
export async function rewriteSalts(db: Db): Promise<void> {
  await db.$executeRaw`
    -- buckets.rewrite_salts
    vacuum (full, skip_locked) day_salt`;
}

/** Reports older than `before` that lie in no day's partition, a batch. */
export async function deleteStrayReports(db: Db, before: number): Promise<number> {
  return db.$executeRaw`
    -- buckets.delete_stray_reports
    delete from report_default
    where ctid in (
      select ctid
      from report_default
      where minute < ${before}::int
      limit ${RETENTION_BATCH}
    )`;
}

/**
 * Deletes the counts by network of a span, a batch. The services come from the buckets, which are found by minute: facets are
 * found by service only.
 */
export async function deleteNetworkFacets(db: Db, span: Span): Promise<number> {
  return db.$executeRaw`
    -- buckets.delete_network_facets
    delete from minute_facet
    where ctid = any(array(
      select facet.ctid
      from (
        select distinct service_id
        from minute_bucket
        where minute >= ${span.from}
          and minute < ${span.to}
      ) as active
      cross join lateral (
        select minute_facet.ctid
        from minute_facet
        where service_id = active.service_id
          and minute >= ${span.from}
          and minute < ${span.to}
          and dimension = 'network'
      ) as facet
      limit ${RETENTION_BATCH}
    ))`;
}
