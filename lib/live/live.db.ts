import { z } from "zod";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { BucketStep } from "#lib/buckets/series.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { sinceIn } from "#lib/live/since.db.ts";

const minute = z.number().transform(asMinute);
const counts = z.array(z.number().int().min(0));

const liveRow = z
  .object({
    id: z.number(),
    slug: z.string(),
    name: z.string(),
    category: z.string(),
    /** It has left the catalogue: it is in the rows only where it is watched. */
    retired: z.boolean(),
    state: z.enum(["normal", "possible", "unconfirmed", "outage"]),
    since: minute.nullable(),
    reason: z.string().nullable(),
    incidentId: z.string().nullable(),
    incidentStarted: minute.nullable(),
    minutes: z.array(minute),
    reports: counts,
    works: counts,
    setAside: counts,
    networks: counts,
  })
  .transform(({ minutes, reports, works, setAside, networks, ...row }) => ({
    ...row,
    buckets: minutes.map(
      (start, index): BucketStep => ({
        minute: start,
        reports: reports[index] ?? 0,
        works: works[index] ?? 0,
        setAside: setAside[index] ?? 0,
        networks: networks[index] ?? 0,
        back: 0,
        repeats: 0,
      }),
    ),
  }));

/** A service's state and its buckets of the given span, without back and repeats, which no stream shows. */
export type LiveRow = z.infer<typeof liveRow>;

/** The one statement of a tick: the watched services, and with `notNormal` all that are not normal, by slug. */
export async function readLiveRows(
  db: Db,
  watched: readonly number[],
  notNormal: boolean,
  span: Span,
): Promise<LiveRow[]> {
  const rows = await db.$queryRaw`
    -- live.read_live_rows
    select
      service.id,
      service.slug,
      service.name,
      service.category,
      service.retired_at is not null as retired,
      coalesce(service_state.state, 'normal')::text as state,
      ${sinceIn(Prisma.sql`service_state`)} as since,
      service_state.verdict ->> 'reason' as reason,
      service_state.incident_id as "incidentId",
      incident.started_minute as "incidentStarted",
      recent.minutes,
      recent.reports,
      recent.works,
      recent.set_aside as "setAside",
      recent.networks
    from service
    left join service_state on service_state.service_id = service.id
    left join incident on incident.id = service_state.incident_id and incident.resolved_minute is null
    cross join lateral (
      select
        coalesce(array_agg(minute order by minute), '{}') as minutes,
        coalesce(array_agg(reports order by minute), '{}') as reports,
        coalesce(array_agg(works order by minute), '{}') as works,
        coalesce(array_agg(set_aside order by minute), '{}') as set_aside,
        coalesce(array_agg(networks order by minute), '{}') as networks
      from minute_bucket
      where service_id = service.id
        and minute >= ${span.from}
        and minute < ${span.to}
    ) as recent
    where service.id = any(
      ${watched}::int[]
      || case when ${notNormal}::boolean
        then array(
          select noticed.id
          from service_state as held
          join service as noticed on noticed.id = held.service_id
          where held.state <> 'normal'
            and noticed.retired_at is null
        )
        else '{}'
      end
    )
    order by service.slug`;
  return z.array(liveRow).parse(rows);
}

/** From when on a service's answers are counted. */
export interface AnswerSpan {
  readonly serviceId: number;
  readonly from: Minute;
}

const answerRow = z.object({ serviceId: z.number(), reports: z.number(), works: z.number() });

/** Problem and works-for-me answers of services, each since its own minute, to `to` (exclusive). */
export async function readAnswerRows(
  db: Db,
  spans: readonly AnswerSpan[],
  to: Minute,
): Promise<z.infer<typeof answerRow>[]> {
  const rows = await db.$queryRaw`
    -- live.read_answer_rows
    select
      asked.service_id as "serviceId",
      coalesce(sum(bucket.reports), 0)::int as reports,
      coalesce(sum(bucket.works), 0)::int as works
    from unnest(
      ${spans.map((span) => span.serviceId)}::int[],
      ${spans.map((span) => span.from)}::int[]
    ) as asked (service_id, since)
    left join minute_bucket as bucket
      on bucket.service_id = asked.service_id
      and bucket.minute >= asked.since
      and bucket.minute < ${to}
    group by 1`;
  return z.array(answerRow).parse(rows);
}
