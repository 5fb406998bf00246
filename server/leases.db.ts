import { z } from "zod";
import type { Db } from "#lib/db.ts";

/** How long a claim holds without being renewed. A killed worker's job is taken over after it. */
export const LEASE_SECONDS = 10;

/** Makes the rows of the jobs that do not exist yet. */
export async function insertJobs(db: Db, names: readonly string[]): Promise<void> {
  await db.$executeRaw`
    -- jobs.insert
    insert into job (name)
    select unnest(${names}::text[])
    on conflict (name) do nothing`;
}

const claimedRow = z.object({ cursor: z.number().nullable() });
/** A claimed job, with how far it has come. */
export type Claim = z.infer<typeof claimedRow>;

/**
 * Claims a job for `holder`: when nobody holds it and its last run failed or was at least `everyMs` ago, or when a holder let
 * its lease run out in mid-run. A time that no run or lease can have had is of a clock that has been put back since: nobody
 * waits for it. Null when it is held or not due. The time is the database's.
 */
export async function claimJob(db: Db, name: string, holder: string, everyMs: number): Promise<Claim | null> {
  const rows = await db.$queryRaw`
    -- jobs.claim
    update job
    set holder = ${holder},
      lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}),
      last_run_at = clock_timestamp()
    where name = ${name}
      and case
        when holder is null then last_run_at is null
          or last_error is not null
          or last_run_at <= clock_timestamp() - make_interval(secs => ${everyMs / 1000}::double precision)
          or last_run_at > clock_timestamp()
        else lease_until not between clock_timestamp() and clock_timestamp() + make_interval(secs => ${2 * LEASE_SECONDS})
      end
    returning cursor`;
  return z.array(claimedRow).parse(rows)[0] ?? null;
}

/** Renews the lease. False: another worker has taken the job over. */
export async function renewLease(db: Db, name: string, holder: string): Promise<boolean> {
  const renewed = await db.$executeRaw`
    -- jobs.renew
    update job
    set lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    where name = ${name}
      and holder = ${holder}`;
  return renewed === 1;
}

/** What a run that ended well leaves behind. `cursor` undefined: the job moves it itself, or has none. */
export interface RunEnd {
  readonly cursor?: number | null;
  readonly result?: unknown;
  /** There was nothing to do. What went wrong before is not mended by that: its error stays until a run has done its work. */
  readonly idle?: boolean;
}

/** Releases a job after a run that ended well. */
export async function finishJob(db: Db, name: string, holder: string, end: RunEnd): Promise<void> {
  const result = end.result === undefined ? null : JSON.stringify(end.result);
  const idle = end.idle === true;
  await db.$executeRaw`
    -- jobs.finish
    update job
    set holder = null,
      lease_until = null,
      last_ok_at = case when ${idle} and last_error is not null then last_ok_at else clock_timestamp() end,
      last_error = case when ${idle} then last_error end,
      cursor = case when ${end.cursor !== undefined} then ${end.cursor ?? null}::int else cursor end,
      result = coalesce(${result}::jsonb, result)
    where name = ${name}
      and holder = ${holder}`;
}

/** Releases a job after a run that failed, with what went wrong. */
export async function failJob(db: Db, name: string, holder: string, error: string): Promise<void> {
  await db.$executeRaw`
    -- jobs.fail
    update job
    set holder = null,
      lease_until = null,
      last_error = ${error}
    where name = ${name}
      and holder = ${holder}`;
}
