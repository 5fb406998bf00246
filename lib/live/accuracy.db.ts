import { z } from "zod";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";

const minutes = z.number().nullable();

const accuracyRow = z.object({
  first: z.number().transform(asMinute).nullable(),
  flagged: z.number(),
  outages: z.number(),
  corrected: z.number(),
  ongoing: z.number(),
  ended: z.number(),
  startToFlagMedian: minutes,
  startToFlagMost: minutes,
  lastedMedian: minutes,
  withOfficial: z.number(),
  leadMedian: minutes,
});

/** The record of all incidents in numbers. Times are minutes, of those that no operator corrected. */
export type AccuracyRow = z.infer<typeof accuracyRow>;

/**
 * `around`: minutes before an incident's start and after its end (or `now`) in which what the company says belongs to it. The lead
 * counts from the flag to its first words, and is negative where it spoke first.
 */
export async function readAccuracyRow(db: Db, now: Minute, around: number): Promise<AccuracyRow> {
  const rows = await db.$queryRaw`
    -- live.read_accuracy_row
    with stood as (
      select
        level,
        resolved_minute,
        opened_minute - started_minute as waited,
        ended_to - started_minute as lasted,
        official.said - opened_minute as lead
      from incident
      left join lateral (
        select min(said_minute) as said
        from official_update
        where official_update.service_id = incident.service_id
          and said_minute >= started_minute - ${around}::int
          and said_minute < coalesce(ended_to, ${now}::int) + ${around}::int
          and known_minute <= ${now}::int
      ) as official on true
      where corrected_minute is null
    )
    select
      (select min(opened_minute) from incident) as first,
      (select count(*)::int from incident) as flagged,
      (select count(*)::int from incident where corrected_minute is not null) as corrected,
      count(*) filter (where level = 'outage')::int as outages,
      count(*) filter (where resolved_minute is null)::int as ongoing,
      count(*) filter (where resolved_minute is not null)::int as ended,
      percentile_disc(0.5) within group (order by waited) as "startToFlagMedian",
      percentile_disc(0.9) within group (order by waited) as "startToFlagMost",
      percentile_disc(0.5) within group (order by lasted) filter (where resolved_minute is not null) as "lastedMedian",
      count(lead)::int as "withOfficial",
      percentile_disc(0.5) within group (order by lead) as "leadMedian"
    from stood`;
  return z.tuple([accuracyRow]).parse(rows)[0];
}
