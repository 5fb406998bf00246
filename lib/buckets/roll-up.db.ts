import { z } from "zod";
import type { Db } from "#lib/db.ts";

/** Epoch hours [from, to) of all services, summed anew from their minutes. Running it twice changes nothing. */
export async function rollUpHours(db: Db, from: number, to: number): Promise<number> {
  return db.$executeRaw`
    -- buckets.roll_up_hours
    insert into hour_bucket (service_id, hour, reports, works, back, repeats, set_aside, networks)
    select
      service_id,
      minute / 60,
      sum(reports),
      sum(works),
      sum(back),
      sum(repeats),
      sum(set_aside),
      sum(networks)
    from minute_bucket
    where minute >= ${from * 60}::int
      and minute < ${to * 60}::int
    group by 1, 2
    order by 1, 2
    on conflict (service_id, hour) do update
    set reports = excluded.reports,
      works = excluded.works,
      back = excluded.back,
      repeats = excluded.repeats,
      set_aside = excluded.set_aside,
      networks = excluded.networks`;
}

/** Epoch hour of the first bucket; null in an empty database. */
export async function readFirstHour(db: Db): Promise<number | null> {
  const rows = await db.$queryRaw`
    -- buckets.read_first_hour
    select min(minute) / 60 as hour
    from minute_bucket`;
  return z.tuple([z.object({ hour: z.number().nullable() })]).parse(rows)[0].hour;
}
