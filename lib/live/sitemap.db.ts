import { z } from "zod";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";

const slugRow = z.object({ slug: z.string() });
const changeRow = z.object({ id: z.string(), changed: z.number().transform(asMinute) });

/** The keys of all services that are still offered, in their order, at most so many. */
export async function readOfferedSlugs(db: Db, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw`
    -- live.read_offered_slugs
    select slug
    from service
    where retired_at is null
    order by slug
    limit ${limit}`;
  return z
    .array(slugRow)
    .parse(rows)
    .map(({ slug }) => slug);
}

/** Incidents with the minute of their last change, the latest first, at most so many. */
export async function readChangedIncidents(db: Db, limit: number): Promise<{ id: string; changed: Minute }[]> {
  const rows = await db.$queryRaw`
    -- live.read_changed_incidents
    select
      incident_id as id,
      max(minute) as changed
    from incident_event
    group by incident_id
    order by changed desc, id
    limit ${limit}`;
  return z.array(changeRow).parse(rows);
}
