import { z } from "zod";
import type { CatalogueRow } from "#lib/catalog/catalogue-rows.ts";
import type { Db } from "#lib/db.ts";

/** Lets one seeding at a time through until its transaction ends; readers are not held up. */
export async function lockCatalogue(db: Db): Promise<void> {
  await db.$executeRaw`
    -- catalog.lock_catalogue
    lock table service in share row exclusive mode`;
}

/** A service that was away for longer is one that nobody knows: a day of silence more or less teaches next to nothing. */
const LONG_AWAY = "1 day";

/**
 * Adds the services that are new and rewrites those that differ; an equal row is not touched. Brings a retired one back, and writes
 * down since when, if it was long away. Returns how many were written. Parents and names follow in linkServices, when every row has its id.
 */
export async function upsertServices(db: Db, rows: readonly CatalogueRow[]): Promise<number> {
  return db.$executeRaw`
    -- catalog.upsert_services
    with wanted as (
      select *
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
        slug text,
        name text,
        category text,
        problems text[],
        network boolean,
        country text,
        "statusUrl" text
      )
    )
    insert into service (slug, name, category, problems, network, country, status_url)
    select slug, name, category, problems, network, country, "statusUrl"
    from wanted
    where not exists (
      select
      from service
      where service.slug = wanted.slug
        and service.retired_at is null
        and (service.name, service.category, service.problems, service.network, service.country, service.status_url)
          is not distinct from
          (wanted.name, wanted.category, wanted.problems, wanted.network, wanted.country, wanted."statusUrl")
    )
    order by slug
    on conflict (slug) do update set
      name = excluded.name,
      category = excluded.category,
      problems = excluded.problems,
      network = excluded.network,
      country = excluded.country,
      status_url = excluded.status_url,
      returned_minute = case
        when service.retired_at < now() - ${LONG_AWAY}::interval then floor(extract(epoch from now()) / 60)::int
        else service.returned_minute
      end,
      retired_at = null`;
}

const linked = z.object({
  retired: z.number(),
  parents: z.number(),
  names: z.number(),
  /** Slugs of those that stay because their incident lasts. */
  kept: z.array(z.string()),
});

/** How many rows linkServices wrote, and which it left. */
export type Linked = z.infer<typeof linked>;

/**
 * Sets parents and names of the given services, and retires every service that is not among them. Retired ones keep their names. One whose
 * incident lasts stays until it is over: when reports are no longer taken they fall, and the record would say for ever that the outage ended.
 * One that an older release retired all the same comes back for as long.
 */
export async function linkServices(db: Db, rows: readonly CatalogueRow[]): Promise<Linked> {
  const answer = await db.$queryRaw`
    -- catalog.link_services
    with wanted as (
      select service.id, service.parent_id, parent.id as wanted_parent_id, row.names
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (slug text, parent text, names jsonb)
      join service on service.slug = row.slug
      left join service as parent on parent.slug = row.parent
    ),
    wanted_name as (
      select wanted.id as service_id, name.normalized, name.kind
      from wanted
      cross join jsonb_to_recordset(wanted.names) as name (normalized text, kind smallint)
    ),
    leaving as (
      select
        id,
        slug,
        exists (
          select
          from incident
          where service_id = service.id
            and resolved_minute is null
        ) as lasts
      from service
      where id not in (select id from wanted)
    ),
    retired as (
      update service
      set retired_at = now()
      from leaving
      where leaving.id = service.id
        and service.retired_at is null
        and not lasts
      returning service.id
    ),
    returned as (
      update service
      set retired_at = null
      from leaving
      where leaving.id = service.id
        and service.retired_at is not null
        and lasts
    ),
    parents as (
      update service
      set parent_id = wanted.wanted_parent_id
      from wanted
      where wanted.id = service.id
        and wanted.parent_id is distinct from wanted.wanted_parent_id
      returning service.id
    ),
    removed as (
      delete from service_name
      using wanted
      where wanted.id = service_name.service_id
        and not exists (
          select
          from wanted_name
          where wanted_name.service_id = service_name.service_id
            and wanted_name.normalized = service_name.normalized
        )
      returning service_name.service_id
    ),
    added as (
      insert into service_name (service_id, normalized, kind)
      select service_id, normalized, kind
      from wanted_name
      where not exists (
        select
        from service_name
        where service_name.service_id = wanted_name.service_id
          and service_name.normalized = wanted_name.normalized
          and service_name.kind = wanted_name.kind
      )
      on conflict (service_id, normalized) do update set kind = excluded.kind
      returning service_id
    )
    select
      (select count(*) from retired)::int as retired,
      (select count(*) from parents)::int as parents,
      (select count(*) from removed)::int + (select count(*) from added)::int as names,
      array(select slug from leaving where lasts order by slug) as kept`;
  return z.tuple([linked]).parse(answer)[0];
}
