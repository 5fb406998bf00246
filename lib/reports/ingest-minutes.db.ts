import type { Statements } from "#lib/db.ts";

/** Says that this process could take reports in these minutes: a minute without any such row is a gap of ours, not silence. */
export async function markIngestMinutes(db: Statements, from: number, to: number): Promise<void> {
  await db.$queryRaw`
    -- reports.mark_ingest_minutes
    insert into ingest_minute (minute)
    select generate_series(${from}::integer, ${to}::integer)
    on conflict (minute) do nothing`;
}
