import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import type { Clock } from "#lib/clock.ts";
import { createDb } from "#lib/db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { log } from "#lib/log.ts";
import type { Job } from "#server/jobs.ts";
import { claimJob, failJob, finishJob, insertJobs } from "#server/leases.db.ts";
import { testDatabase } from "#server/testing/test-database.ts";
import { runJobs } from "#server/worker.ts";

const clock: Clock = { nowMs: () => 0, minute: () => asMinute(0), speed: 1 };

const jobOf = (run: Job["run"], rest: Partial<Job> = {}): Job => ({
  name: "counting",
  everyMs: 0,
  waitMs: () => 10,
  run,
  ...rest,
});

/** A worker over these jobs, and how to end it. */
function startWorker(db: PrismaClient, ...jobs: Job[]) {
  const stop = new AbortController();
  const done = runJobs({ db, clock, jobs, retentionDays: 30 }, stop.signal);
  return {
    stop: async () => {
      stop.abort();
      await done;
    },
  };
}

const rowOf = (db: PrismaClient, name = "counting") => db.job.findUniqueOrThrow({ where: { name } });

describe("a worker", () => {
  it("runs a job again and again, and files cursor and result of each run", async () => {
    const { db } = await testDatabase();
    const run = vi.fn<Job["run"]>(async ({ cursor }) => ({ cursor: (cursor ?? 0) + 1, result: { said: cursor } }));
    const worker = startWorker(db, jobOf(run));
    await expect.poll(async () => (await rowOf(db)).cursor).toBeGreaterThanOrEqual(3);
    await worker.stop();
    const row = await rowOf(db);
    expect(row).toMatchObject({ holder: null, lastError: null, result: { said: (row.cursor ?? 0) - 1 } });
    expect(row.lastOkAt).not.toBeNull();
  });

  it("stores what went wrong, tells it once a minute, and neither dies nor hinders the others", async () => {
    const { db } = await testDatabase();
    const written = vi.spyOn(log, "error").mockReturnValue();
    const run = vi.fn<Job["run"]>(() => Promise.reject(new Error("the moon is in the way")));
    const failing = jobOf(run, { name: "failing" });
    const worker = startWorker(
      db,
      failing,
      jobOf(async ({ cursor }) => ({ cursor: (cursor ?? 0) + 1 })),
    );
    await expect.poll(async () => (await rowOf(db, "failing")).lastError).toBe("the moon is in the way");
    const before = (await rowOf(db)).cursor ?? 0;
    await expect.poll(async () => (await rowOf(db)).cursor).toBeGreaterThan(before);
    await expect.poll(() => run, { timeout: 4_000 }).toHaveBeenCalledTimes(2);
    await worker.stop();
    expect(await rowOf(db, "failing")).toMatchObject({ holder: null, lastOkAt: null });
    expect(written).toHaveBeenCalledExactlyOnceWith({ err: expect.any(Error) }, "the job failing failed");
  });

  it("forgets an old error once the job runs well", async () => {
    const { db } = await testDatabase();
    await insertJobs(db, ["counting"]);
    await db.job.update({ where: { name: "counting" }, data: { lastError: "old" } });
    const worker = startWorker(
      db,
      jobOf(async () => ({})),
    );
    await expect.poll(async () => (await rowOf(db)).lastError).toBeNull();
    await worker.stop();
  });

  it("shares the jobs with other workers: no job ever runs twice at once", async () => {
    const { db } = await testDatabase();
    let [running, most, runs] = [0, 0, 0];
    const job = jobOf(async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(20);
      running -= 1;
      runs += 1;
      return {};
    });
    const workers = [startWorker(db, job), startWorker(db, job), startWorker(db, job)];
    await expect.poll(() => runs).toBeGreaterThan(5);
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(most).toBe(1);
  });

  it("tells a running job to end when it stops, and waits for it", async () => {
    const { db } = await testDatabase();
    let ended = false;
    const started = Promise.withResolvers<void>();
    const worker = startWorker(
      db,
      jobOf(async ({ signal }) => {
        started.resolve();
        await sleep(60_000, undefined, { signal }).catch(() => undefined);
        ended = true;
        return {};
      }),
    );
    await started.promise;
    await worker.stop();
    expect(ended).toBe(true);
    expect((await rowOf(db)).holder).toBeNull();
  });

  it("tells a job that has lost its lease to end", async () => {
    const { db } = await testDatabase();
    const started = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const worker = startWorker(
      db,
      jobOf(async ({ signal }) => {
        started.resolve();
        await sleep(60_000, undefined, { signal }).catch(() => undefined);
        ended.resolve();
        return {};
      }),
    );
    await started.promise;
    await db.job.update({ where: { name: "counting" }, data: { holder: "another" } });
    await ended.promise;
    await worker.stop();
    expect((await rowOf(db)).holder).toBe("another");
  });
});

describe("a worker without its database", () => {
  it("waits, says so once, and ends when it is told to", async () => {
    const away = createDb("postgresql://nobody@127.0.0.1:1/nothing", { max: 2, statementTimeoutMs: 1_000 });
    const run = vi.fn<Job["run"]>(async () => ({}));
    const asked = vi.spyOn(away, "$executeRaw");
    const written = vi.spyOn(log, "warn").mockReturnValue();
    const worker = startWorker(away, jobOf(run));
    await expect.poll(() => asked, { timeout: 3_000 }).toHaveBeenCalledTimes(2);
    await worker.stop();
    await away.$disconnect();
    expect(run).not.toHaveBeenCalled();
    expect(written).toHaveBeenCalledExactlyOnceWith({ reason: expect.any(String) }, expect.any(String));
  });
});

const IN_TWO_HOURS = new Date(Date.now() + 2 * 3_600_000);

describe("a lease", () => {
  it("keeps others out while it holds, and lets one in when it has run out", async () => {
    const { db } = await testDatabase();
    await insertJobs(db, ["counting"]);
    expect(await claimJob(db, "counting", "first", 0)).toEqual({ cursor: null });
    expect(await claimJob(db, "counting", "second", 0)).toBeNull();
    await db.$executeRaw`update job set lease_until = clock_timestamp() - interval '1 second'`;
    const claims = await Promise.all(["second", "third"].map((holder) => claimJob(db, "counting", holder, 60_000)));
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  });

  it("that was taken over cannot be finished by its old holder", async () => {
    const { db } = await testDatabase();
    await insertJobs(db, ["counting"]);
    await claimJob(db, "counting", "old", 0);
    await db.job.update({ where: { name: "counting" }, data: { holder: "new" } });
    await finishJob(db, "counting", "old", { cursor: 9 });
    expect(await rowOf(db)).toMatchObject({ holder: "new", cursor: null });
  });

  it("is given again at once after a run that failed, and in its time after one that did not", async () => {
    const { db } = await testDatabase();
    await insertJobs(db, ["counting"]);
    await claimJob(db, "counting", "first", 3_600_000);
    await failJob(db, "counting", "first", "no room");
    expect(await claimJob(db, "counting", "first", 3_600_000)).not.toBeNull();
    await finishJob(db, "counting", "first", {});
    expect(await claimJob(db, "counting", "first", 3_600_000)).toBeNull();
  });

  it.each([
    ["a run", { lastRunAt: IN_TWO_HOURS }],
    ["a holder that is gone", { holder: "gone", lastRunAt: IN_TWO_HOURS, leaseUntil: IN_TWO_HOURS }],
  ])("does not wait for a time that %s had while the clock was ahead", async (_, data) => {
    const { db } = await testDatabase();
    await insertJobs(db, ["counting"]);
    await db.job.update({ where: { name: "counting" }, data });
    expect(await claimJob(db, "counting", "first", 60_000)).not.toBeNull();
    expect(await claimJob(db, "counting", "second", 60_000)).toBeNull();
  });

  it("is not given again before the job's period is over", async () => {
    const { db } = await testDatabase();
    await insertJobs(db, ["counting"]);
    await claimJob(db, "counting", "first", 60_000);
    await finishJob(db, "counting", "first", {});
    expect(await claimJob(db, "counting", "second", 60_000)).toBeNull();
    expect(await claimJob(db, "counting", "second", 0)).not.toBeNull();
  });
});
