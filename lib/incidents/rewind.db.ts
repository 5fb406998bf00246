import { z } from "zod";
import type { Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";
import { type BeatsAround, SLACK_MINUTES } from "#lib/incidents/clock-behind.ts";
import type { ServiceMemory } from "#lib/incidents/service-memory.ts";

const aroundRow = z.object({ after: z.number(), before: z.number(), hasEarlier: z.boolean() });

/** What the ingest wrote down after `now` (up to `end`), of as many minutes and SLACK_MINUTES before it, and whether anything before these. */
export async function readBeatsAround(db: Db, now: Minute, end: Minute): Promise<BeatsAround> {
  const rows = await db.$queryRaw`
    -- incidents.read_beats_around
    with later as (
      select count(*)::int as minutes
      from ingest_minute
      where minute > ${now}
        and minute < ${end}
    )
    select
      later.minutes as after,
      (
        select count(*)::int
        from ingest_minute
        where minute > ${now}::int - later.minutes - ${SLACK_MINUTES}::int
          and minute <= ${now}
      ) as before,
      exists (
        select
        from ingest_minute
        where minute <= ${now}::int - ${SLACK_MINUTES}::int
      ) as "hasEarlier"
    from later`;
  return z.tuple([aroundRow]).parse(rows)[0];
}

const judgedRow = z.object({ serviceId: z.number(), memory: z.unknown() });

/** What is remembered of the services that were judged after `now`. */
export async function readJudgedAfter(db: Db, now: Minute): Promise<z.infer<typeof judgedRow>[]> {
  const rows = await db.$queryRaw`
    -- incidents.read_judged_after
    select service_id as "serviceId", memory
    from service_state
    where judged_minute > ${now}`;
  return z.array(judgedRow).parse(rows);
}

/** Puts these memories in the place of those of services that were judged after `now`, and says that it was now. */
export async function rewindStates(
  db: Db,
  memories: readonly { readonly serviceId: number; readonly memory: ServiceMemory }[],
  now: Minute,
): Promise<void> {
  await db.$executeRaw`
    -- incidents.rewind_states
    update service_state
    set since_minute = least(since_minute, ${now}),
      judged_minute = least(judged_minute, ${now}),
      memory = rewound.memory
    from unnest(
      ${memories.map(({ serviceId }) => serviceId)}::int[],
      ${memories.map(({ memory }) => JSON.stringify(memory))}::jsonb[]
    ) as rewound (service_id, memory)
    where service_state.service_id = rewound.service_id`;
}

/** Lets no incident and no event be of after `now`: their minutes were never there. What was decided stays. */
export async function rewindIncidents(db: Db, now: Minute): Promise<void> {
  await db.$executeRaw`
    -- incidents.rewind_incidents
    update incident
    set started_minute = least(started_minute, ${now}),
      opened_minute = least(opened_minute, ${now}),
      ended_from = least(ended_from, ${now}),
      ended_to = least(ended_to, ${now}),
      resolved_minute = least(resolved_minute, ${now})
    where greatest(opened_minute, resolved_minute, ended_to) > ${now}`;
  await db.$executeRaw`
    -- incidents.rewind_events
    update incident_event
    set minute = ${now}
    where minute > ${now}`;
}
