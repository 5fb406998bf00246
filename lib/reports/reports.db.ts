import { z } from "zod";
import type { Statements } from "#lib/db.ts";
import { type BlockWindows, blockKey } from "#lib/reports/block-window.ts";
import { booleans, bytes, integers, texts, uuids } from "#lib/reports/column.ts";
import type { Decision } from "#lib/reports/decide-reports.ts";
import type { ReportRow } from "#lib/reports/report-row.ts";
import { bucketKey, type Tallies } from "#lib/reports/tally-reports.ts";

const addedRow = z.object({ serviceId: z.number(), minute: z.number(), reports15: z.number() });

/** A batch on which all is decided. */
export interface DecidedBatch {
  readonly rows: readonly ReportRow[];
  readonly decisions: readonly Decision[];
  /** The windows as they were read, and those that are different now. */
  readonly windows: BlockWindows;
  readonly changed: BlockWindows;
  readonly tallies: Tallies;
}

/**
 * Writes a decided batch in one statement: keys, windows, buckets, facets, reports. Returns for each bucket the counted problem
 * reports of its last 15 minutes. New keys and windows are inserted without `on conflict`, which would cost half as much again:
 * when another batch was faster the statement fails, and the batch is decided anew. Keys come before windows, windows before
 * buckets, and all in their own order, so batches cannot deadlock.
 */
export async function storeReports(db: Statements, batch: DecidedBatch): Promise<ReadonlyMap<string, number>> {
  const { rows, decisions, windows, tallies } = batch;
  const { buckets, facets } = tallies;
  const withKey = rows.filter((row) => row.key !== null);
  const changed = [...batch.changed.values()];
  const result = await db.$queryRaw`
    -- reports.store_batch
    with new_key as (
      insert into idempotency_key (key, body_hash, service_id, minute, report_id)
      select key, body_hash, service_id, minute, id
      from (
        select
          unnest(${uuids(withKey, (row) => row.key)}::uuid[]) as key,
          unnest(${bytes(withKey, (row) => row.bodyHash)}::bytea[]) as body_hash,
          unnest(${integers(withKey, (row) => row.serviceId)}::integer[]) as service_id,
          unnest(${integers(withKey, (row) => row.minute)}::integer[]) as minute,
          unnest(${uuids(withKey, (row) => row.id)}::uuid[]) as id
      ) as input
      order by key
      returning 1
    ),
    block as (
      select *
      from (
        select
          unnest(${integers(changed, (window) => window.serviceId)}::integer[]) as service_id,
          unnest(${uuids(changed, (window) => window.network)}::uuid[]) as network,
          unnest(${integers(changed, (window) => window.since)}::integer[]) as since_minute,
          unnest(${integers(changed, (window) => window.counted.at(-1)?.[2] ?? window.since)}::integer[]) as last_minute,
          unnest(${texts(changed, (window) => JSON.stringify(window.counted))}::text[]) as counted,
          unnest(${booleans(changed, (window) => !windows.has(blockKey(window.serviceId, window.network)))}::boolean[]) as is_new
      ) as block
      order by service_id, network
    ),
    new_window as (
      insert into block_window (service_id, network, since_minute, last_minute, counted)
      select service_id, network, since_minute, last_minute, counted::jsonb
      from block
      where is_new
        and (select count(*) from new_key) >= 0
      returning 1
    ),
    known_window as (
      insert into block_window (service_id, network, since_minute, last_minute, counted)
      select service_id, network, since_minute, last_minute, counted::jsonb
      from block
      where not is_new
      on conflict (service_id, network) do update
      set since_minute = excluded.since_minute,
        last_minute = excluded.last_minute,
        counted = excluded.counted
      returning 1
    ),
    bucket as (
      insert into minute_bucket (service_id, minute, reports, works, back, repeats, set_aside, networks)
      select input.*
      from (
        select
          unnest(${integers(buckets, (bucket) => bucket.serviceId)}::integer[]) as service_id,
          unnest(${integers(buckets, (bucket) => bucket.minute)}::integer[]) as minute,
          unnest(${integers(buckets, (bucket) => bucket.reports)}::integer[]) as reports,
          unnest(${integers(buckets, (bucket) => bucket.works)}::integer[]) as works,
          unnest(${integers(buckets, (bucket) => bucket.back)}::integer[]) as back,
          unnest(${integers(buckets, (bucket) => bucket.repeats)}::integer[]) as repeats,
          unnest(${integers(buckets, (bucket) => bucket.setAside)}::integer[]) as set_aside,
          unnest(${integers(buckets, (bucket) => bucket.networks)}::integer[]) as networks
      ) as input
      where (select count(*) from new_window) + (select count(*) from known_window) >= 0
      order by service_id, minute
      on conflict (service_id, minute) do update
      set reports = minute_bucket.reports + excluded.reports,
        works = minute_bucket.works + excluded.works,
        back = minute_bucket.back + excluded.back,
        repeats = minute_bucket.repeats + excluded.repeats,
        set_aside = minute_bucket.set_aside + excluded.set_aside,
        networks = minute_bucket.networks + excluded.networks
      returning service_id, minute, reports
    ),
    quarter as materialized (
      select service_id, minute,
        reports + coalesce(
          (
            select sum(before.reports)
            from minute_bucket as before
            where before.service_id = bucket.service_id
              and before.minute between bucket.minute - 14 and bucket.minute - 1
          ),
          0
        )::integer as reports15
      from bucket
    ),
    facet as (
      insert into minute_facet (service_id, minute, dimension, key, reports, networks)
      select service_id, minute, dimension::facet_dimension, key, reports, networks
      from (
        select
          unnest(${integers(facets, (facet) => facet.serviceId)}::integer[]) as service_id,
          unnest(${integers(facets, (facet) => facet.minute)}::integer[]) as minute,
          unnest(${texts(facets, (facet) => facet.dimension)}::text[]) as dimension,
          unnest(${texts(facets, (facet) => facet.key)}::text[]) as key,
          unnest(${integers(facets, (facet) => facet.reports)}::integer[]) as reports,
          unnest(${integers(facets, (facet) => facet.networks)}::integer[]) as networks
      ) as input
      where (select count(*) from quarter) > 0
      order by service_id, minute, dimension::facet_dimension, key
      on conflict (service_id, minute, dimension, key) do update
      set reports = minute_facet.reports + excluded.reports,
        networks = minute_facet.networks + excluded.networks
    ),
    stored as (
      insert into report (
        service_id, minute, id, kind, disposition, reason, problem, began_minutes_ago, country, region, note, reporter, address, network, asn, reports15
      )
      select service_id, minute, id, kind::report_kind, disposition::disposition, reason, problem, began, country, region,
        -- What is not counted is not bounded by the caps, and need not be kept in words.
        case when disposition = 'counted' then note end,
        reporter, address, network, asn, quarter.reports15
      from (
        select
          unnest(${uuids(rows, (row) => row.id)}::uuid[]) as id,
          unnest(${integers(rows, (row) => row.serviceId)}::integer[]) as service_id,
          unnest(${integers(rows, (row) => row.minute)}::integer[]) as minute,
          unnest(${texts(rows, (row) => row.kind)}::text[]) as kind,
          unnest(${texts(decisions, (decision) => decision.disposition)}::text[]) as disposition,
          unnest(${texts(decisions, (decision) => decision.reason)}::text[]) as reason,
          unnest(${texts(rows, (row) => row.problem)}::text[]) as problem,
          unnest(${integers(rows, (row) => row.beganMinutesAgo)}::integer[]) as began,
          unnest(${texts(rows, (row) => row.country)}::text[]) as country,
          unnest(${texts(rows, (row) => row.region)}::text[]) as region,
          unnest(${texts(rows, (row) => row.note)}::text[]) as note,
          unnest(${bytes(rows, (row) => row.reporter)}::bytea[]) as reporter,
          unnest(${bytes(rows, (row) => row.address)}::bytea[]) as address,
          unnest(${bytes(rows, (row) => row.network)}::bytea[]) as network,
          unnest(${texts(rows, (row) => row.asn)}::text[]) as asn
      ) as input
      join quarter using (service_id, minute)
    )
    select service_id as "serviceId", minute, reports15
    from quarter`;
  const added = z.array(addedRow).parse(result);
  return new Map(added.map(({ serviceId, minute, reports15 }) => [bucketKey(serviceId, minute), reports15]));
}
