import { z } from "zod";
import { asMinute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";
import { numbers, packed } from "#lib/incidents/packed.ts";

/** Spans as PostgreSQL's int4multirange. */
export const multirange = (spans: readonly Span[]) => `{${spans.map(({ from, to }) => `[${from},${to})`).join(",")}}`;

const learnerRow = z.object({
  serviceId: z.number(),
  country: z.string().nullable(),
  firstMinute: z.number().transform(asMinute).nullable(),
});

/** The country whose clock each service is used by, and the first minute that it has a report of, since it came back to the catalogue if it was away. */
export async function readLearners(db: Db, serviceIds: readonly number[]): Promise<z.infer<typeof learnerRow>[]> {
  const rows = await db.$queryRaw`
    -- incidents.read_learners
    select
      id as "serviceId",
      country,
      (
        select min(minute)
        from minute_bucket
        where minute_bucket.service_id = service.id
          and minute >= coalesce(service.returned_minute, 0)
      ) as "firstMinute"
    from service
    where id = any(${serviceIds}::int[])`;
  return z.array(learnerRow).parse(rows);
}

const slotsSchema = z.object({ slots: numbers, reports: numbers, networks: numbers, squares: numbers });
const countsSchema = z.object({ whole: slotsSchema, countries: z.record(z.string(), slotsSchema) });

/** Counts of a service, and of its countries by code. */
export type DayCounts = z.infer<typeof countsSchema>;

/** A stored day of a service. Its slots are counted from the day's first. */
export interface LearningDay {
  readonly serviceId: number;
  readonly day: number;
  readonly reports: number;
  readonly unseen: string;
  readonly counts: DayCounts;
}

const dayRow = z.object({
  serviceId: z.number(),
  day: z.number(),
  unseen: z.string(),
  /** Null where they cannot be read. */
  counts: z.string().transform((text) => countsSchema.safeParse(JSON.parse(text)).data ?? null),
});

/** A stored day as it is read: without the sum that its row is compared by. */
type StoredDay = Omit<LearningDay, "reports">;

/** The stored days of services from `from` up to `to` (not with it), but those whose minutes were added to or taken from since, and those that cannot be read. */
export async function readLearningDays(
  db: Db,
  asked: readonly { readonly serviceId: number; readonly from: number; readonly to: number }[],
): Promise<StoredDay[]> {
  const rows = await db.$queryRaw`
    -- incidents.read_learning_days
    select
      learning_day.service_id as "serviceId",
      learning_day.day,
      learning_day.unseen,
      learning_day.counts::text as counts
    from unnest(
      ${asked.map(({ serviceId }) => serviceId)}::int[],
      ${asked.map(({ from }) => from)}::int[],
      ${asked.map(({ to }) => to)}::int[]
    ) as asked (service_id, first_day, end_day)
    cross join generate_series(asked.first_day, asked.end_day - 1) as one (day)
    join learning_day
      on learning_day.day = one.day
      and learning_day.service_id = asked.service_id
    left join day_bucket
      on day_bucket.service_id = learning_day.service_id
      and day_bucket.minute = learning_day.day * 1440
    where coalesce(day_bucket.reports, learning_day.reports) = learning_day.reports`;
  const days = z.array(dayRow).parse(rows);
  return days.flatMap(({ counts, ...day }) => (counts === null ? [] : [{ ...day, counts }]));
}

/** Stores days, in the place of what was stored of them. */
export async function writeLearningDays(db: Db, days: readonly LearningDay[]): Promise<void> {
  await db.$executeRaw`
    -- incidents.write_learning_days
    insert into learning_day (day, service_id, reports, unseen, counts)
    select *
    from unnest(
      ${days.map(({ day }) => day)}::int[],
      ${days.map(({ serviceId }) => serviceId)}::int[],
      ${days.map(({ reports }) => reports)}::int[],
      ${days.map(({ unseen }) => unseen)}::text[],
      ${days.map(({ counts }) => JSON.stringify(counts))}::json[]
    )
    on conflict (day, service_id) do update
    set reports = excluded.reports,
      unseen = excluded.unseen,
      counts = excluded.counts`;
}

/** Forgets the days before `day`, from which nothing is learned any more. */
export async function deleteLearningDays(db: Db, day: number): Promise<number> {
  return db.$executeRaw`
    -- incidents.delete_learning_days
    delete from learning_day
    where day < ${day}::int`;
}

const slotsRow = z.object({
  serviceId: z.number(),
  /** Null: the whole service. */
  country: z.string().nullable(),
  slots: packed,
  reports: packed,
  networks: packed,
  squares: packed,
  /** Reports of all minutes of the slot, the unseen ones included. */
  every: packed,
});

export type SlotsRow = z.infer<typeof slotsRow>;

/** The minutes of services in spans, summed by slots of ten minutes, of each service and of its countries; minutes of the `unseen` spans only in `every`. */
export async function readSlots(
  db: Db,
  asked: readonly (Span & { readonly serviceId: number })[],
  unseen: readonly Span[],
): Promise<SlotsRow[]> {
  const unseenMinutes = multirange(unseen);
  const rows = await db.$queryRaw`
    -- incidents.read_slots
    with asked as (
      select *
      from unnest(
        ${asked.map(({ serviceId }) => serviceId)}::int[],
        ${asked.map(({ from }) => from)}::int[],
        ${asked.map(({ to }) => to)}::int[]
      ) as asked (service_id, first_minute, end_minute)
    ),
    counted as (
      select
        asked.service_id,
        null::text as country,
        minute_bucket.minute,
        minute_bucket.reports,
        minute_bucket.networks
      from asked
      join minute_bucket
        on minute_bucket.service_id = asked.service_id
        and minute_bucket.minute >= asked.first_minute
        and minute_bucket.minute < asked.end_minute
      where minute_bucket.reports > 0
      union all
      select
        asked.service_id,
        minute_facet.key,
        minute_facet.minute,
        minute_facet.reports,
        minute_facet.networks
      from asked
      join minute_facet
        on minute_facet.service_id = asked.service_id
        and minute_facet.minute >= asked.first_minute
        and minute_facet.minute < asked.end_minute
        and minute_facet.dimension = 'country'
    ),
    slot as (
      select
        service_id,
        country,
        minute / 10 as slot,
        coalesce(sum(reports) filter (where seen), 0)::int as reports,
        coalesce(sum(networks) filter (where seen), 0)::int as networks,
        coalesce(sum(networks::double precision * networks) filter (where seen), 0) as squares,
        sum(reports)::int as every
      from counted
      cross join lateral (select not minute <@ ${unseenMinutes}::int4multirange as seen) as known
      group by 1, 2, 3
    )
    select
      service_id as "serviceId",
      country,
      array_agg(slot order by slot)::text as slots,
      array_agg(reports order by slot)::text as reports,
      array_agg(networks order by slot)::text as networks,
      array_agg(squares order by slot)::text as squares,
      array_agg(every order by slot)::text as every
    from slot
    group by 1, 2
    order by 1, 2`;
  return z.array(slotsRow).parse(rows);
}
