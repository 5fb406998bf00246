import { z } from "zod";
import type { Statements } from "#lib/db.ts";
import { type BlockWindow, type BlockWindows, blockKey } from "#lib/reports/block-window.ts";
import { column } from "#lib/reports/column.ts";
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

function windowColumns(changed: readonly BlockWindow[], windows: BlockWindows) {
  return {
    serviceId: column(changed.map((window) => window.serviceId)),
    network: column(changed.map((window) => window.network)),
    since: column(changed.map((window) => window.since)),
    last: column(changed.map((window) => window.counted.at(-1)?.[2] ?? window.since)),
    counted: column(changed.map((window) => JSON.stringify(window.counted))),
    isNew: column(changed.map((window) => !windows.has(blockKey(window.serviceId, window.network)))),
  };
}

/**
 * Writes a decided batch in one statement: keys, windows, buckets, facets, reports. Returns for each bucket the counted problem
 * reports of its last 15 minutes. New keys and windows are inserted without `on conflict`, which would cost half as much again:
 * when another batch was faster the statement fails, and the batch is decided anew. Keys come before windows, windows before
 * buckets, and all in their own order, so batches cannot deadlock.
 */
export async function storeReports(db: Statements, batch: DecidedBatch): Promise<ReadonlyMap<string, number>> {
  const { rows, decisions, windows, changed, tallies } = batch;
  const { buckets, facets } = tallies;
  const row = (name: Exclude<keyof ReportRow, "previous">) => column(rows.map((each) => each[name]));
  const withKey = rows.filter((each) => each.key !== null);
  const keyed = (name: Exclude<keyof ReportRow, "previous">) => column(withKey.map((each) => each[name]));
  const bucket = (name: keyof (typeof buckets)[number]) => column(buckets.map((each) => each[name]));
  const facet = (name: keyof (typeof facets)[number]) => column(facets.map((each) => each[name]));
  const window = windowColumns([...changed.values()], windows);
  const result = await db.$queryRaw`
    -- reports.store_batch
    with new_key as (
      insert into idempotency_key (key, body_hash, service_id, minute, report_id)
      select key, decode(body_hash, 'hex'), service_id, minute, id
      from unnest(
        ${keyed("key")}::uuid[], ${keyed("bodyHash")}::text[], ${keyed("serviceId")}::integer[], ${keyed("minute")}::integer[], ${keyed("id")}::uuid[]
      ) as input (key, body_hash, service_id, minute, id)
      order by key
      returning 1
    ),
    block as (
      select *
      from unnest(
        ${window.serviceId}::integer[], ${window.network}::uuid[], ${window.since}::integer[], ${window.last}::integer[], ${window.counted}::text[], ${window.isNew}::boolean[]
      ) as block (service_id, network, since_minute, last_minute, counted, is_new)
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
      from unnest(
        ${bucket("serviceId")}::integer[], ${bucket("minute")}::integer[], ${bucket("reports")}::integer[], ${bucket("works")}::integer[],
        ${bucket("back")}::integer[], ${bucket("repeats")}::integer[], ${bucket("setAside")}::integer[], ${bucket("networks")}::integer[]
      ) as input (service_id, minute, reports, works, back, repeats, set_aside, networks)
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
      from unnest(
        ${facet("serviceId")}::integer[], ${facet("minute")}::integer[], ${facet("dimension")}::text[], ${facet("key")}::text[], ${facet("reports")}::integer[], ${facet("networks")}::integer[]
      ) as input (service_id, minute, dimension, key, reports, networks)
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
      select service_id, minute, id, kind, disposition, reason, problem, began, country, region,
        -- What is not counted is not bounded by the caps, and need not be kept in words.
        case when disposition = 'counted' then note end,
        uuid_send(reporter), uuid_send(address), uuid_send(network), asn, quarter.reports15
      from unnest(
        ${row("id")}::uuid[], ${row("serviceId")}::integer[], ${row("minute")}::integer[], ${row("kind")}::report_kind[],
        ${column(decisions.map(({ disposition }) => disposition))}::disposition[], ${column(decisions.map(({ reason }) => reason))}::text[],
        ${row("problem")}::text[], ${row("beganMinutesAgo")}::smallint[], ${row("country")}::text[], ${row("region")}::text[],
        ${row("note")}::text[], ${row("reporter")}::uuid[], ${row("address")}::uuid[], ${row("network")}::uuid[], ${row("asn")}::text[]
      ) as input (
        id, service_id, minute, kind, disposition, reason, problem, began, country, region, note, reporter, address, network, asn
      )
      join quarter using (service_id, minute)
    )
    select service_id as "serviceId", minute, reports15
    from quarter`;
  const added = z.array(addedRow).parse(result);
  return new Map(added.map(({ serviceId, minute, reports15 }) => [bucketKey(serviceId, minute), reports15]));
}
