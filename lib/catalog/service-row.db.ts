import { z } from "zod";
import type { Service } from "#lib/catalog/service.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

/** The columns of a Service, for a select from the table `service`. */
export const SERVICE_COLUMNS = Prisma.sql`
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

/** A Service as SERVICE_COLUMNS reads it. */
export const serviceRow = z.object({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  category: z.string(),
  problems: z.array(z.string()),
  network: z.boolean(),
  country: z.string().nullable(),
  parent: z.string().nullable(),
  statusUrl: z.string().nullable(),
  retiredAt: z.number().nullable(),
}) satisfies z.ZodType<Service>;
