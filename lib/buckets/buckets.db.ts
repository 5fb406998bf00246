import { z } from "zod";
import { asMinute } from "#lib/buckets/minute.ts";
import { levelOf, rolledUpTo, wholeHours } from "#lib/buckets/rolled-up.db.ts";
import type { BucketStep, BucketSums, StepMinutes } from "#lib/buckets/series.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";

const count = z.number().int().min(0);
const sums = { reports: count, works: count, back: count, repeats: count, setAside: count, networks: count };
const sumsRow = z.object(sums);
const stepRow = z.object({ minute: z.number().transform(asMinute), ...sums });
const totalRow = z.object({ minute: z.number().transform(asMinute), reports: count });
const serviceStepRow = z.object({ serviceId: z.number(), minute: z.number().transform(asMinute), reports: count });

/** Steps of one service that have a bucket, oldest first. `span` must be aligned (`alignSpan`). */
export async function readSeries(db: Db, serviceId: number, span: Span, step: StepMinutes): Promise<BucketStep[]> {
  const { table, unit } = levelOf(step);
  const rows = await db.$queryRaw`
    -- buckets.read_series
    with rolled as materialized (
      select ${rolledUpTo(unit)} as up_to
    ),
    bucket as (
      select minute, reports, works, back, repeats, set_aside, networks
      from ${table}
      where service_id = ${serviceId}
        and minute >= ${span.from}
        and minute < least(${span.to}, (select up_to from rolled))
      union all
      select minute, reports, works, back, repeats, set_aside, networks
      from minute_bucket
      where service_id = ${serviceId}
        and minute >= greatest(${span.from}, (select up_to from rolled))
        and minute < ${span.to}
    )
    select
      minute / ${step}::int * ${step}::int as minute,
      sum(reports)::int as reports,
      sum(works)::int as works,
      sum(back)::int as back,
      sum(repeats)::int as repeats,
      sum(set_aside)::int as "setAside",
      sum(networks)::int as networks
    from bucket
    group by 1
    order by 1`;
  return z.array(stepRow).parse(rows);
}

/** A service and the aligned span that is asked of it. */
export interface ServiceSpan {
  readonly serviceId: number;
  readonly span: Span;
}

/** Counted reports per step of several services, each over its own span, for lists of small charts. */
export async function readManySeries(db: Db, asked: readonly ServiceSpan[], step: StepMinutes) {
  const rows = await db.$queryRaw`
    -- buckets.read_many_series
    select
      bucket.service_id as "serviceId",
      bucket.minute / ${step}::int * ${step}::int as minute,
      sum(bucket.reports)::int as reports
    from unnest(
      ${asked.map((one) => one.serviceId)}::int[],
      ${asked.map((one) => one.span.from)}::int[],
      ${asked.map((one) => one.span.to)}::int[]
    ) as asked (service_id, since, until)
    join minute_bucket as bucket
      on bucket.service_id = asked.service_id
      and bucket.minute >= asked.since
      and bucket.minute < asked.until
    group by 1, 2`;
  return z.array(serviceStepRow).parse(rows);
}

/** Sums of one service over any span; zeros when it has no bucket there. */
export async function readSums(db: Db, serviceId: number, span: Span): Promise<BucketSums> {
  const rows = await db.$queryRaw`
    -- buckets.read_sums
    with ${wholeHours(span)},
    bucket as (
      select reports, works, back, repeats, set_aside, networks
      from hour_bucket
      where service_id = ${serviceId}
        and minute >= (select "from" from hours)
        and minute < (select "to" from hours)
      union all
      select reports, works, back, repeats, set_aside, networks
      from minute_bucket
      where service_id = ${serviceId}
        and minute >= ${span.from}
        and minute < least(${span.to}, (select "from" from hours))
      union all
      select reports, works, back, repeats, set_aside, networks
      from minute_bucket
      where service_id = ${serviceId}
        and minute >= (select "to" from hours)
        and minute < ${span.to}
    )
    select
      coalesce(sum(reports), 0)::int as reports,
      coalesce(sum(works), 0)::int as works,
      coalesce(sum(back), 0)::int as back,
      coalesce(sum(repeats), 0)::int as repeats,
      coalesce(sum(set_aside), 0)::int as "setAside",
      coalesce(sum(networks), 0)::int as networks
    from bucket`;
  return z.tuple([sumsRow]).parse(rows)[0];
}

/** Counted reports of all services together per minute, of minutes that have any. */
export async function readTotals(db: Db, span: Span): Promise<z.infer<typeof totalRow>[]> {
  const rows = await db.$queryRaw`
    -- buckets.read_totals
    select
      minute,
      sum(reports)::int as reports
    from minute_bucket
    where minute >= ${span.from}
      and minute < ${span.to}
    group by 1
    order by 1`;
  return z.array(totalRow).parse(rows);
}
