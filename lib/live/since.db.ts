import { Prisma } from "#lib/generated/prisma/client.ts";

/**
 * Since when a service's state holds, beside a row of its `state` to which its open `incident` is joined: as its record says it. Of an open
 * incident since its start; after one since the later bound of its end, which lies a while before the minute in which it is told.
 */
export function sinceIn(state: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`coalesce(
        incident.started_minute,
        (
          select max(ended.ended_to)
          from incident as ended
          where ended.service_id = ${state}.service_id
            and ended.resolved_minute = ${state}.since_minute
            and ended.corrected_minute is null
        ),
        ${state}.since_minute
      )`;
}
