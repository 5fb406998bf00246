import { z } from "zod";
import { type CategoryKey, isCategoryKey } from "#lib/catalog/categories.ts";
import { isProblemKey } from "#lib/catalog/problems.ts";
import type { Service } from "#lib/catalog/service.ts";
import type { Db } from "#lib/db.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

const serviceRow = z.object({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  category: z.string().refine(isCategoryKey),
  problems: z.array(z.string().refine(isProblemKey)),
  network: z.boolean(),
  country: z.string().nullable(),
  parent: z.string().nullable(),
  statusUrl: z.string().nullable(),
  retiredAt: z.number().nullable(),
}) satisfies z.ZodType<Service>;

const services = z.array(serviceRow);

/** The columns of a Service, of a table or CTE called `service`. */
const COLUMNS = Prisma.sql`
  service.id,
  service.slug,
  service.name,
  array(
    select normalized
    from service_name
    where service_id = service.id and kind = 1
    order by normalized
  ) as aliases,
  service.category,
  service.problems,
  service.network,
  service.country,
  (select parent.slug from service as parent where parent.id = service.parent_id) as parent,
  service.status_url as "statusUrl",
  floor(extract(epoch from service.retired_at) / 60)::int as "retiredAt"`;

/** Retired ones too; null when there never was such a service. */
export async function findServiceBySlug(db: Db, slug: string): Promise<Service | null> {
  const rows = await db.$queryRaw`
    -- catalog.find_service_by_slug
    select ${COLUMNS}
    from service
    where service.slug = ${slug}`;
  return services.parse(rows)[0] ?? null;
}

/** The whole catalogue by slug, retired ones too. */
export async function listServices(db: Db): Promise<Service[]> {
  const rows = await db.$queryRaw`
    -- catalog.list_services
    select ${COLUMNS}
    from service
    order by service.slug`;
  return services.parse(rows);
}

/** The services of a category by name, without retired ones. */
export async function listByCategory(db: Db, category: CategoryKey): Promise<Service[]> {
  const rows = await db.$queryRaw`
    -- catalog.list_by_category
    select ${COLUMNS}
    from service
    where service.category = ${category}
      and service.retired_at is null
    order by service.name, service.slug`;
  return services.parse(rows);
}

/** Services with the same parent, by name, without itself and retired ones. None for a service without a parent. */
export async function listSiblings(db: Db, service: Pick<Service, "id">): Promise<Service[]> {
  const rows = await db.$queryRaw`
    -- catalog.list_siblings
    select ${COLUMNS}
    from service
    where service.parent_id = (select parent_id from service where id = ${service.id})
      and service.id <> ${service.id}
      and service.retired_at is null
    order by service.name, service.slug`;
  return services.parse(rows);
}
