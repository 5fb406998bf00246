import { z } from "zod";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";
import { packed } from "#lib/incidents/packed.ts";

const slotsRow = z.object({
  serviceId: z.number(),
  country: z.string().nullable(),
  firstMinute: z.number().transform(asMinute).nullable(),
  slots: packed,
  reports: packed,
  networks: packed,
  squares: packed,
});

/** Counts of a service in ten-minute slots (epoch minutes / 10), only those that have any. */
export type SlotsRow = z.infer<typeof slotsRow>;

/** Spans as PostgreSQL's int4multirange. */
const multirange = (spans: readonly Span[]) => `{${spans.map(({ from, to }) => `[${from},${to})`).join(",")}}`;

/**
 * The past of services before a minute each, from `minutes` minutes back and without those of the `unseen` spans, and the
 * first minute that each service has a report of.
 */
export async function readSlots(
  db: Db,
  asked: readonly { readonly serviceId: number; readonly minute: Minute }[],
  minutes: number,
  unseen: readonly Span[],
): Promise<SlotsRow[]> {
  const unseenMinutes = multirange(unseen);
  const rows = await db.$queryRaw`
    -- incidents.read_slots
    select
      asked.service_id as "serviceId",
      (select country from service where service.id = asked.service_id) as country,
      (select min(minute) from minute_bucket where minute_bucket.service_id = asked.service_id) as "firstMinute",
      coalesce(past.slots, '{}')::text as slots,
      coalesce(past.reports, '{}')::text as reports,
      coalesce(past.networks, '{}')::text as networks,
      coalesce(past.squares, '{}')::text as squares
    from unnest(
      ${asked.map((one) => one.serviceId)}::int[],
      ${asked.map((one) => one.minute)}::int[]
    ) as asked (service_id, minute)
    left join lateral (
      select
        array_agg(slot order by slot) as slots,
        array_agg(reports order by slot) as reports,
        array_agg(networks order by slot) as networks,
        array_agg(squares order by slot) as squares
      from (
        select
          minute_bucket.minute / 10 as slot,
          sum(reports)::int as reports,
          sum(networks)::int as networks,
          sum(networks::double precision * networks) as squares
        from minute_bucket
        where minute_bucket.service_id = asked.service_id
          and minute_bucket.minute >= asked.minute - ${minutes}::int
          and minute_bucket.minute < asked.minute
          and not minute_bucket.minute <@ ${unseenMinutes}::int4multirange
        group by 1
      ) as slot
    ) as past on true
    order by 1`;
  return z.array(slotsRow).parse(rows);
}

const countrySlotsRow = slotsRow.omit({ firstMinute: true }).extend({ country: z.string(), total: z.number() });

/** The same of one country. Slots are empty where its networks are fewer than asked; their `total` is given all the same. */
export type CountrySlotsRow = z.infer<typeof countrySlotsRow>;

/** The past of services by country, as `readSlots`; countries of fewer than `least` networks without their slots. */
export async function readCountrySlots(
  db: Db,
  asked: readonly { readonly serviceId: number; readonly minute: Minute }[],
  minutes: number,
  unseen: readonly Span[],
  least: number,
): Promise<CountrySlotsRow[]> {
  const unseenMinutes = multirange(unseen);
  const rows = await db.$queryRaw`
    -- incidents.read_country_slots
    with slot as (
      select
        asked.service_id,
        minute_facet.key as country,
        minute_facet.minute / 10 as slot,
        sum(minute_facet.reports)::int as reports,
        sum(minute_facet.networks)::int as networks,
        sum(minute_facet.networks::double precision * minute_facet.networks) as squares
      from unnest(
        ${asked.map((one) => one.serviceId)}::int[],
        ${asked.map((one) => one.minute)}::int[]
      ) as asked (service_id, minute)
      join minute_facet
        on minute_facet.service_id = asked.service_id
        and minute_facet.minute >= asked.minute - ${minutes}::int
        and minute_facet.minute < asked.minute
        and minute_facet.dimension = 'country'
      where not minute_facet.minute <@ ${unseenMinutes}::int4multirange
      group by 1, 2, 3
    ),
    summed as (
      select service_id, country, sum(networks)::int as total
      from slot
      group by 1, 2
    )
    select
      summed.service_id as "serviceId",
      summed.country,
      summed.total,
      coalesce(array_agg(slot.slot order by slot.slot) filter (where slot.slot is not null), '{}')::text as slots,
      coalesce(array_agg(slot.reports order by slot.slot) filter (where slot.slot is not null), '{}')::text as reports,
      coalesce(array_agg(slot.networks order by slot.slot) filter (where slot.slot is not null), '{}')::text as networks,
      coalesce(array_agg(slot.squares order by slot.slot) filter (where slot.slot is not null), '{}')::text as squares
    from summed
    left join slot
      on slot.service_id = summed.service_id
      and slot.country = summed.country
      and summed.total >= ${least}
    group by 1, 2, 3
    order by 1, 2`;
  return z.array(countrySlotsRow).parse(rows);
}

/** What was learned of a service, as JSON texts: `model` is `null` for "too little is known", `countries` a list of countries with theirs. */
export interface BaselineRow {
  readonly serviceId: number;
  readonly minute: Minute;
  readonly model: string;
  readonly countries: string;
}

/** Stores what was learned. */
export async function writeBaselines(db: Db, rows: readonly BaselineRow[]): Promise<void> {
  await db.$executeRaw`
    -- incidents.write_baselines
    insert into service_baseline (service_id, computed_minute, model, countries)
    select *
    from unnest(
      ${rows.map((row) => row.serviceId)}::int[],
      ${rows.map((row) => row.minute)}::int[],
      ${rows.map((row) => row.model)}::jsonb[],
      ${rows.map((row) => row.countries)}::jsonb[]
    )
    on conflict (service_id) do update
    set computed_minute = excluded.computed_minute,
      model = excluded.model,
      countries = excluded.countries`;
}
