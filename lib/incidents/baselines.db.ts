import { z } from "zod";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";

const slotsRow = z.object({
  serviceId: z.number(),
  country: z.string().nullable(),
  firstMinute: z.number().transform(asMinute).nullable(),
  slots: z.array(z.number()),
  reports: z.array(z.number()),
  networks: z.array(z.number()),
  squares: z.array(z.number()),
});

/** Counts of a service in ten-minute slots (epoch minutes / 10), only those that have any. */
export type SlotsRow = z.infer<typeof slotsRow>;

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
  const unseenMinutes = `{${unseen.map(({ from, to }) => `[${from},${to})`).join(",")}}`;
  const rows = await db.$queryRaw`
    -- incidents.read_slots
    select
      asked.service_id as "serviceId",
      (select country from service where service.id = asked.service_id) as country,
      (select min(minute) from minute_bucket where minute_bucket.service_id = asked.service_id) as "firstMinute",
      coalesce(past.slots, '{}') as slots,
      coalesce(past.reports, '{}') as reports,
      coalesce(past.networks, '{}') as networks,
      coalesce(past.squares, '{}') as squares
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

/** Stores what was learned. `models` are JSON texts, `null` for "too little is known". */
export async function writeBaselines(
  db: Db,
  rows: readonly { readonly serviceId: number; readonly minute: Minute; readonly model: string }[],
): Promise<void> {
  await db.$executeRaw`
    -- incidents.write_baselines
    insert into service_baseline (service_id, computed_minute, model)
    select *
    from unnest(
      ${rows.map((row) => row.serviceId)}::int[],
      ${rows.map((row) => row.minute)}::int[],
      ${rows.map((row) => row.model)}::jsonb[]
    )
    on conflict (service_id) do update
    set computed_minute = excluded.computed_minute,
      model = excluded.model`;
}
