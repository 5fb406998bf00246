import { z } from "zod";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";

const minute = z.number().transform(asMinute);

const sourceRow = z.object({
  serviceId: z.number(),
  minute,
  key: z.string(),
  day: z.number(),
  reports: z.number(),
  networks: z.number(),
});

/** More sources than this say no more of diversity. */
const MAX_SOURCES = 200;
/** And of one country's reports: a small country's sources are none of the loudest of a large service. */
const MAX_COUNTRY_SOURCES = 40;

/** Where sources are asked for: up to and with a minute, and of which countries (ISO 3166-1 alpha-2) by themselves, too. */
export interface AskedSources {
  readonly serviceId: number;
  readonly minute: Minute;
  readonly countries: readonly string[];
}

/** Reports by source (AS number or address group), and those that were the first of their network, in the `minutes` minutes up to and with each asked minute, by UTC day, loudest first. */
export async function readSources(
  db: Db,
  asked: readonly AskedSources[],
  minutes: number,
): Promise<z.infer<typeof sourceRow>[]> {
  const rows = await db.$queryRaw`
    -- incidents.read_sources
    select
      asked.service_id as "serviceId",
      asked.minute,
      loudest.key,
      loudest.day,
      loudest.reports,
      loudest.networks
    from unnest(
      ${asked.map((one) => one.serviceId)}::int[],
      ${asked.map((one) => one.minute)}::int[],
      ${asked.map((one) => one.countries.join(" "))}::text[]
    ) as asked (service_id, minute, countries)
    cross join lateral (
      select
        key,
        day,
        reports,
        networks,
        split_part(key, ' ', 2) as country,
        row_number() over (order by reports desc, key, day) as rank,
        row_number() over (partition by split_part(key, ' ', 2) order by reports desc, key, day) as rank_in_country
      from (
        select key, minute_facet.minute / 1440 as day, sum(reports)::int as reports, sum(networks)::int as networks
        from minute_facet
        where minute_facet.service_id = asked.service_id
          and dimension = 'network'
          and minute_facet.minute > asked.minute - ${minutes}::int
          and minute_facet.minute <= asked.minute
        group by 1, 2
      ) as counted
    ) as loudest
    where rank <= ${MAX_SOURCES}
      or (rank_in_country <= ${MAX_COUNTRY_SOURCES} and country = any(string_to_array(asked.countries, ' ')))
    order by 1, 2, 5 desc, 3, 4`;
  return z.array(sourceRow).parse(rows);
}
