import { z } from "zod";
import { rankMatches } from "#lib/catalog/rank-matches.ts";
import { searchText } from "#lib/catalog/search-text.ts";
import type { Service } from "#lib/catalog/service.ts";
import { SERVICE_COLUMNS, serviceRow } from "#lib/catalog/service-row.db.ts";
import type { Db } from "#lib/db.ts";

const services = z.array(serviceRow);

/** Retired ones too; null when there never was such a service. */
export async function findServiceBySlug(db: Db, slug: string): Promise<Service | null> {
  // The one letter that no text of PostgreSQL holds: it would refuse the statement.
  if (slug.includes("\0")) return null;
  const rows = await db.$queryRaw`
    -- catalog.find_service_by_slug
    select ${SERVICE_COLUMNS}
    from service
    where service.slug = ${slug}`;
  return services.parse(rows)[0] ?? null;
}

/** The whole catalogue by slug, retired ones too. */
export async function listServices(db: Db): Promise<Service[]> {
  const rows = await db.$queryRaw`
    -- catalog.list_services
    select ${SERVICE_COLUMNS}
    from service
    order by service.slug`;
  return services.parse(rows);
}

/** A text that changes when any service or name does: 6 ms for 2,000 services, where reading them all takes 40 ms, most of it in this process. */
export async function readFingerprint(db: Db): Promise<string> {
  const rows = await db.$queryRaw`
    -- catalog.read_fingerprint
    select concat_ws(
      ' ',
      (select sum(hashtextextended(service::text, 0)) from service),
      (select sum(hashtextextended(service_name::text, 0)) from service_name)
    ) as fingerprint`;
  return z.tuple([z.object({ fingerprint: z.string() })]).parse(rows)[0].fingerprint;
}

/** Longer than every name. Bounds what a query can cost. */
const MAX_QUERY_LETTERS = 64;

const firstLetters = (text: string) => [...text].slice(0, MAX_QUERY_LETTERS).join("").trim();

/** A shorter query is like thousands of names: at 100,000 names the trigrams of "go" cost 30 ms, those of "goolge" 4 ms. */
const MIN_MISSPELT_LETTERS = 4;

/** Share of trigrams that a misspelt name must have in common. "goolge" has 0.27 with "google": Postgres' own 0.3 loses swapped letters. */
const MIN_SIMILARITY = "0.2";

/** With this many services spelt as typed, misspelt ones are not looked for. */
const ENOUGH_SPELT = 5;

/** Names given to the ranking of each sort: spelt as typed, and misspelt. */
const CANDIDATES = 60;

/** Of names spelt as typed as many for each service that is asked for: some services have several that begin alike. */
const SPELT_PER_SERVICE = 4;

const matchRow = serviceRow
  .extend({ matched: z.string(), kind: z.number(), similarity: z.number() })
  .transform(({ matched, kind, similarity, ...service }) => ({ service, matched, kind, similarity }));

/**
 * The services that a query may mean, best first, without retired ones; none for a query without a letter or digit.
 * Names that are the query come first, then names that begin with it, then names with a word that begins with it; when
 * these are few, misspelt ones follow.
 *
 * Where the database's locale is C, pg_trgm knows trigrams of ASCII only: names in other scripts are then found as they
 * are written, but not when misspelt.
 */
export async function searchServices(db: Db, query: string, limit: number): Promise<Service[]> {
  // Cut twice: one character can be eighteen letters when it is taken apart.
  const text = firstLetters(searchText(firstLetters(query)));
  if (text === "") return [];
  // The index condition reads `query`, so the threshold is set before the first comparison; it ends with the statement.
  const rows = await db.$queryRaw`
    -- catalog.search_services
    with query as materialized (
      select
        ${text}::text as text,
        set_config('pg_trgm.similarity_threshold', ${MIN_SIMILARITY}, true) as threshold
    ),
    spelt as (
      select service_id, normalized, kind
      from service_name
      where normalized like ${`${text}%`}
        or normalized like ${`% ${text}%`}
      order by normalized like ${`${text}%`} desc, length(normalized)
      limit ${Math.max(CANDIDATES, limit * SPELT_PER_SERVICE)}
    ),
    misspelt as (
      select service_id, normalized, kind
      from service_name
      where normalized % (select text from query where threshold is not null)
        and ${text.length >= MIN_MISSPELT_LETTERS}
        and (select count(distinct service_id) from spelt) < ${ENOUGH_SPELT}
      order by similarity(normalized, ${text}) desc
      limit ${CANDIDATES}
    )
    select
      ${SERVICE_COLUMNS},
      match.normalized as matched,
      match.kind,
      similarity(match.normalized, ${text})
    from (select * from spelt union select * from misspelt) as match
    join service on service.id = match.service_id
    where service.retired_at is null`;
  return rankMatches(text, z.array(matchRow).parse(rows)).slice(0, limit);
}
