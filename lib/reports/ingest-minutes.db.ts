import type { Statements } from "#lib/db.ts";

/** Says that this process could take reports in these minutes: a minute without any such row is a gap of ours, not silence. */
export async function markIngestMinutes(db: Statements, from: number, to: number): Promise<void> {
  await db.$queryRaw`
    -- reports.mark_ingest_minutes
    insert into ingest_minute (minute)
    select generate_series(${from}::integer, ${to}::integer)
    on conflict (minute) do nothing`;
}

/** Takes back that reports could be taken in a minute: they were refused in it. */
export async function unmarkIngestMinute(db: Statements, minute: number): Promise<void> {
  await db.$queryRaw`
    -- reports.unmark_ingest_minute
    delete from ingest_minute
    where minute = ${minute}::integer`;
}

/**
 * Rejects with 53100 (disk_full) while the database's disk takes no 350 KB: a row of a minute finds a place on a full disk, so that its being written says
 * nothing of reports. The rows of a function that do not fit into memory go to a file beside the tables, which is gone with the answer; no table grows.
 */
export async function tryRoom(db: Statements): Promise<void> {
  await Promise.all([
    db.$queryRaw`
      -- reports.hold_little
      select
        set_config('work_mem', '64kB', true),
        set_config('temp_tablespaces', '', true)`,
    db.$queryRaw`
      -- reports.try_room
      select count(*)::int
      from generate_series(1, 25000)`,
  ]);
}
