import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Minute } from "#lib/buckets/minute.ts";
import type { Clock } from "#lib/clock.ts";
import { config } from "#lib/config.ts";
import { db } from "#lib/db.ts";
import { errorLine } from "#lib/describe-error.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { log, sayRarely } from "#lib/log.ts";
import { JOBS, type Job } from "#server/jobs.ts";
import { type Claim, claimJob, failJob, finishJob, insertJobs, LEASE_SECONDS, renewLease } from "#server/leases.db.ts";
import { untilClock } from "#server/until-clock.ts";
import { watchClock } from "#server/watch-clock.ts";

export interface WorkerOptions {
  readonly db: PrismaClient;
  readonly clock: Clock;
  readonly jobs: readonly Job[];
  readonly retentionDays: number;
}

/** A worker that runs, with the minute in which it began. */
interface Running extends WorkerOptions {
  readonly since: Minute;
}

const RENEW_MS = (LEASE_SECONDS * 1000) / 3;
/** A job that another worker holds, or that failed once, is asked for again after this. */
const RETRY_MS = 2_000;
/** One that fails again and again is tried after twice as long each time, up to this: what cannot succeed must not keep the database busy. */
const MAX_RETRY_MS = 60_000;
/** While the database is away. */
const AWAY_MS = 1_000;

const warn = sayRarely("warn");
const complain = sayRarely("error");

/** All jobs say it together: each asks for its lease every second. */
const sayAway = (error: unknown) => warn("the database cannot be reached: waiting", { reason: errorLine(error) });

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** Renews a lease while its job runs. `lost` is aborted when another worker has the job, or the worker stops. */
function holdLease(options: WorkerOptions, job: Job, holder: string, stop: AbortSignal) {
  const lost = new AbortController();
  const renew = async () => {
    try {
      if (!(await renewLease(options.db, job.name, holder))) lost.abort();
    } catch (error) {
      log.warn({ err: error, job: job.name }, "a lease could not be renewed");
    }
  };
  const timer = setInterval(() => void renew(), RENEW_MS);
  return { signal: AbortSignal.any([stop, lost.signal]), release: () => clearInterval(timer) };
}

async function runClaimed(
  options: Running,
  job: Job,
  holder: string,
  claim: Claim,
  stop: AbortSignal,
): Promise<boolean> {
  const lease = holdLease(options, job, holder, stop);
  const { db, clock, since, retentionDays } = options;
  try {
    const end = await job.run({ db, clock, since, retentionDays, cursor: claim.cursor, signal: lease.signal });
    await finishJob(db, job.name, holder, end);
    return true;
  } catch (error) {
    // It is tried again and again: on a full disk for hours.
    complain(`the job ${job.name} failed`, { err: error });
    await failJob(db, job.name, holder, errorLine(error)).catch(() => undefined);
    return false;
  } finally {
    lease.release();
  }
}

/** Real milliseconds until a job is tried again that has failed so many times in a row. A minute that is not judged waits for nobody. */
export function retryMs({ everyMs }: Pick<Job, "everyMs">, failures: number): number {
  return everyMs === 0 ? RETRY_MS : Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** (failures - 1));
}

/** What a round leaves: how long to wait, and how many runs in a row have failed. */
interface Round {
  readonly waitMs: number;
  readonly failures: number;
}

/** One round: claims the job if it is free and due, and runs it. */
async function round(options: Running, job: Job, holder: string, stop: AbortSignal, failures: number): Promise<Round> {
  try {
    const claim = await claimJob(options.db, job.name, holder, job.everyMs);
    if (claim === null) return { waitMs: RETRY_MS, failures };
    if (await runClaimed(options, job, holder, claim, stop)) return { waitMs: job.waitMs(options.clock), failures: 0 };
    return { waitMs: retryMs(job, failures + 1), failures: failures + 1 };
  } catch (error) {
    sayAway(error);
    return { waitMs: AWAY_MS, failures };
  }
}

async function keepRunning(options: Running, job: Job, holder: string, stop: AbortSignal): Promise<void> {
  let failures = 0;
  while (!stop.aborted) {
    const left = await round(options, job, holder, stop, failures);
    failures = left.failures;
    await pause(left.waitMs, stop);
  }
}

/** Makes the rows of the jobs, as soon as the database can be reached. */
async function enterJobs({ db, jobs }: WorkerOptions, stop: AbortSignal): Promise<void> {
  const names = jobs.map((job) => job.name);
  while (!stop.aborted) {
    try {
      return await insertJobs(db, names);
    } catch (error) {
      sayAway(error);
      await pause(AWAY_MS, stop);
    }
  }
}

/** Runs the jobs of the table until told to stop; then each ends what it is doing. A failing job never ends the worker. */
export async function runJobs(given: WorkerOptions, stop: AbortSignal): Promise<void> {
  const holder = randomUUID();
  const options = { ...given, since: given.clock.minute() };
  await enterJobs(options, stop);
  await Promise.all(options.jobs.map((job) => keepRunning(options, job, holder, stop)));
}

/** The worker of this process, with its configuration, database and clock. */
export async function runWorker(told: AbortSignal): Promise<void> {
  const clock = await untilClock(told);
  if (clock === null) return;
  const stop = AbortSignal.any([told, watchClock(told)]);
  await runJobs({ db: db(), clock, jobs: JOBS, retentionDays: config().RETENTION_DAYS }, stop);
}
