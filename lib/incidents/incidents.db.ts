import { z } from "zod";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";
import type { End } from "#lib/detection/ending.ts";
import type { Memory } from "#lib/detection/memory.ts";
import type { TransitionKind } from "#lib/incidents/incident.ts";

type Level = "possible" | "outage";

export interface StateRow {
  readonly serviceId: number;
  readonly state: Memory["state"];
  readonly since: Minute;
  readonly judged: Minute;
  readonly incidentId: string | null;
  /** JSON texts. */
  readonly verdict: string;
  readonly memory: string;
}

/** Stores what the services are now. */
export async function writeStates(db: Db, rows: readonly StateRow[]): Promise<void> {
  const column = <K extends keyof StateRow>(name: K): StateRow[K][] => rows.map((row) => row[name]);
  await db.$executeRaw`
    -- incidents.write_states
    insert into service_state (service_id, state, since_minute, judged_minute, incident_id, verdict, memory)
    select *
    from unnest(
      ${column("serviceId")}::int[], ${column("state")}::state[], ${column("since")}::int[], ${column("judged")}::int[],
      ${column("incidentId")}::text[], ${column("verdict")}::jsonb[], ${column("memory")}::jsonb[]
    )
    on conflict (service_id) do update
    set state = excluded.state,
      since_minute = excluded.since_minute,
      judged_minute = excluded.judged_minute,
      incident_id = excluded.incident_id,
      verdict = excluded.verdict,
      memory = excluded.memory`;
}

export interface NewIncident {
  readonly id: string;
  readonly serviceId: number;
  readonly level: Level;
  readonly started: Minute;
  readonly opened: Minute;
}

export async function insertIncident(db: Db, incident: NewIncident): Promise<void> {
  await db.$executeRaw`
    -- incidents.insert_incident
    insert into incident (id, service_id, level, started_minute, opened_minute)
    values (${incident.id}, ${incident.serviceId}, ${incident.level}::state, ${incident.started}, ${incident.opened})`;
}

/** Raises an incident's level; one that had ended goes on. */
export async function escalateIncident(db: Db, id: string, level: Level): Promise<void> {
  await db.$executeRaw`
    -- incidents.escalate_incident
    update incident
    set level = ${level}::state,
      ended_from = null,
      ended_to = null,
      resolved_minute = null
    where id = ${id}`;
}

export async function resolveIncident(db: Db, id: string, end: End, resolved: Minute): Promise<void> {
  await db.$executeRaw`
    -- incidents.resolve_incident
    update incident
    set ended_from = ${end.from},
      ended_to = ${end.to},
      resolved_minute = ${resolved}
    where id = ${id}`;
}

export interface NewEvent {
  readonly incidentId: string;
  readonly seq: number;
  readonly minute: Minute;
  readonly kind: Exclude<TransitionKind, "none"> | "corrected";
  readonly reason: string;
  /** JSON text. */
  readonly evidence: string;
}

export async function insertEvent(db: Db, event: NewEvent): Promise<void> {
  await db.$executeRaw`
    -- incidents.insert_event
    insert into incident_event (incident_id, seq, minute, kind, reason, evidence)
    values (
      ${event.incidentId}, ${event.seq}, ${event.minute}, ${event.kind}::incident_event_kind,
      ${event.reason}, ${event.evidence}::jsonb
    )`;
}

const peakRow = z.object({
  id: z.string(),
  serviceId: z.number(),
  peak15Minute: z.number().transform(asMinute).nullable(),
});

/**
 * Counts incidents anew from their buckets, up to their end or `until` (exclusive): the total, the highest minute, and the
 * highest of the UTC-aligned quarters that the incident touches, of whose minutes none is later than `until` either, so that a
 * record as of that minute has the same. Of equals the first.
 */
export async function refreshFigures(
  db: Db,
  ids: readonly string[],
  until: Minute,
): Promise<z.infer<typeof peakRow>[]> {
  const rows = await db.$queryRaw`
    -- incidents.refresh_figures
    with counted as (
      select
        incident.id,
        bucket.minute,
        bucket.reports,
        bucket.minute >= incident.started_minute
          and bucket.minute < coalesce(incident.ended_to, ${until}) as within
      from incident
      join minute_bucket as bucket
        on bucket.service_id = incident.service_id
        and bucket.minute >= incident.started_minute / 15 * 15
        and bucket.minute < least((coalesce(incident.ended_to, ${until}) + 14) / 15 * 15, ${until}::int)
      where incident.id = any(${ids}::text[])
    ),
    quarter as (
      select distinct on (id) id, minute / 15 * 15 as minute, sum(reports)::int as reports
      from counted
      group by 1, 2
      order by 1, 3 desc, 2
    ),
    highest as (
      select distinct on (id) id, minute, reports
      from counted
      where within
      order by id, reports desc, minute
    ),
    total as (
      select id, sum(reports) filter (where within)::int as reports
      from counted
      group by 1
    )
    update incident
    set total = coalesce(total.reports, 0),
      peak_15 = quarter.reports,
      peak_15_minute = quarter.minute,
      peak_1 = coalesce(highest.reports, 0),
      peak_1_minute = highest.minute
    from total
    join quarter using (id)
    left join highest using (id)
    where incident.id = total.id
    returning incident.id, incident.service_id as "serviceId", incident.peak_15_minute as "peak15Minute"`;
  return z.array(peakRow).parse(rows);
}

/** Stores what is expected in the peak quarters. */
export async function writeExpected(
  db: Db,
  rows: readonly { readonly id: string; readonly expected15: number }[],
): Promise<void> {
  await db.$executeRaw`
    -- incidents.write_expected
    update incident
    set expected_15 = given.expected_15
    from unnest(
      ${rows.map((row) => row.id)}::text[],
      ${rows.map((row) => row.expected15)}::double precision[]
    ) as given (id, expected_15)
    where incident.id = given.id`;
}

const cursorRow = z.object({
  cursor: z.number().transform(asMinute).nullable(),
  settled: z.number().transform(asMinute).nullable(),
});

/** How far the watch has come; nulls before its first run. */
export type WatchCursor = z.infer<typeof cursorRow>;

/** Moves the watch from `from` to `to`, if it still stands there. False: another worker has gone on. */
export async function moveCursor(db: Db, job: string, from: WatchCursor, to: WatchCursor): Promise<boolean> {
  const moved = await db.$executeRaw`
    -- incidents.move_cursor
    update job
    set cursor = ${to.cursor},
      settled = ${to.settled}
    where name = ${job}
      and cursor is not distinct from ${from.cursor}::int
      and settled is not distinct from ${from.settled}::int`;
  return moved === 1;
}

/** Where the watch stands. */
export async function readCursor(db: Db, job: string): Promise<WatchCursor> {
  const rows = await db.$queryRaw`
    -- incidents.read_cursor
    select cursor, settled
    from job
    where name = ${job}`;
  return z.array(cursorRow).parse(rows)[0] ?? { cursor: null, settled: null };
}
