import { z } from "zod";
import { asMinute } from "#lib/buckets/minute.ts";
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
});

/** The record of all incidents in numbers. Times are minutes, of those that no operator corrected. */
export type AccuracyRow = z.infer<typeof accuracyRow>;

export async function readAccuracyRow(db: Db): Promise<AccuracyRow> {
  const rows = await db.$queryRaw`
    -- live.read_accuracy_row
    with stood as (
      select *, opened_minute - started_minute as waited, ended_to - started_minute as lasted
      from incident
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
      percentile_disc(0.5) within group (order by lasted) filter (where resolved_minute is not null) as "lastedMedian"
    from stood`;
  return z.tuple([accuracyRow]).parse(rows)[0];
}
