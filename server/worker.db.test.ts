import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import type { Clock } from "#lib/clock.ts";
import { createDb } from "#lib/db.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { WATCH_JOB } from "#lib/incidents/watch.job.ts";
import { log } from "#lib/log.ts";
import { JOBS, type Job } from "#server/jobs.ts";
import { insertJobs } from "#server/leases.db.ts";
import { beat, clockAt, watchFrom } from "#server/testing/fed.ts";
import { testDatabase } from "#server/testing/test-database.ts";
import { retryMs, runJobs } from "#server/worker.ts";

const clock: Clock = { nowMs: () => 0, minute: () => asMinute(0), speed: 1 };

const jobOf = (run: Job["run"], rest: Partial<Job> = {}): Job => ({
  name: "counting",
  everyMs: 0,
  waitMs: () => 10,
  run,
  ...rest,
});

/** A worker over these jobs, and how to end it. */
function startWorker(db: PrismaClient, jobs: readonly Job[], itsClock = clock) {
  const stop = new AbortController();
  const done = runJobs({ db, clock: itsClock, jobs, retentionDays: 30 }, stop.signal);
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
    const worker = startWorker(db, [jobOf(run)]);
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
    const worker = startWorker(db, [failing, jobOf(async ({ cursor }) => ({ cursor: (cursor ?? 0) + 1 }))]);
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
    const worker = startWorker(db, [jobOf(async () => ({}))]);
    await expect.poll(async () => (await rowOf(db)).lastError).toBeNull();
    await worker.stop();
  });

  it("goes on telling what went wrong while a job has nothing to do, and forgets it when it has done its work", async () => {
    const { db } = await testDatabase();
    vi.spyOn(log, "error").mockReturnValue();
    let idle = true;
    const run = vi.fn<Job["run"]>(async () => ({ idle }));
    run.mockRejectedValueOnce(new Error("nothing could be stored"));
    const worker = startWorker(db, [jobOf(run)]);
    await expect.poll(() => run.mock.calls.length, { timeout: 4_000 }).toBeGreaterThan(3);
    expect(await rowOf(db)).toMatchObject({ lastError: "nothing could be stored", lastOkAt: null });
    idle = false;
    await expect.poll(() => rowOf(db)).toMatchObject({ lastError: null, lastOkAt: expect.any(Date) });
    idle = true;
    const { lastOkAt } = await rowOf(db);
    await expect
      .poll(async () => (await rowOf(db)).lastOkAt?.getTime())
      .toBeGreaterThan(lastOkAt?.getTime() ?? Infinity);
    await worker.stop();
  });

  it("that finds no minute to judge has done nothing that could mend a failure", async () => {
    const { db } = await testDatabase();
    const job = JOBS.find(({ name }) => name === WATCH_JOB);
    const signal = new AbortController().signal;
    const context = { db, clock: clockAt(NOON), since: NOON, signal, cursor: null, retentionDays: 30 };
    await watchFrom(db, addMinutes(NOON, -2));
    expect(await job?.run(context)).toEqual({ result: { judged: 0 }, idle: true });
    await beat(db, { from: addMinutes(NOON, -2), to: NOON });
    expect(await job?.run(context)).toEqual({ result: { judged: 2 }, idle: false });
  });

  it.each([
    ["two seconds after its first failure", 3_600_000, 1, 2_000],
    ["after twice as long each time", 3_600_000, 4, 16_000],
    ["after a minute at most", 60_000, 1_000, 60_000],
    ["after two seconds always, where it is to run as often as it can", 0, 1_000, 2_000],
  ])("tries a failing job again %s", (_, everyMs, failures, expected) => {
    expect(retryMs({ everyMs }, failures)).toBe(expected);
  });

  it("waits longer each time before it tries a failing job again", async () => {
    const { db } = await testDatabase();
    vi.spyOn(log, "error").mockReturnValue();
    const at: number[] = [];
    const run = vi.fn<Job["run"]>(() => {
      at.push(performance.now());
      return Promise.reject(new Error("no room"));
    });
    const worker = startWorker(db, [jobOf(run, { everyMs: 10 })]);
    await expect.poll(() => at.length, { timeout: 9_000 }).toBe(3);
    await worker.stop();
    const [first = 0, second = 0, third = 0] = at;
    expect(second - first).toBeLessThan(3_500);
    expect(third - second).toBeGreaterThan(3_500);
  }, 15_000);

  it("deletes the salts of days that are over where no front runs, once it has run for an hour", async () => {
    const { db } = await testDatabase();
    const today = NOON / 1440 - 0.5;
    await db.daySalt.createMany({ data: [2, 1, 0].map((ago) => ({ day: today - ago, salt: Buffer.alloc(32) })) });
    let minute = NOON;
    const moving: Clock = { nowMs: () => 0, minute: () => minute, speed: 1 };
    const salts = JOBS.filter(({ name }) => name === "salts");
    const jobs = salts.map((job) => ({ ...job, everyMs: 0, waitMs: () => 10 }));
    const worker = startWorker(db, jobs, moving);
    const result = async () => (await rowOf(db, "salts").catch(() => null))?.result;
    await expect.poll(result).toEqual({ rows: 0 });
    minute = addMinutes(NOON, 59);
    await sleep(200);
    expect(await db.daySalt.count()).toBe(3);
    minute = addMinutes(NOON, 60);
    await expect
      .poll(() => db.daySalt.findMany({ orderBy: { day: "asc" }, select: { day: true } }))
      .toEqual([{ day: today - 1 }, { day: today }]);
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
    const workers = [startWorker(db, [job]), startWorker(db, [job]), startWorker(db, [job])];
    await expect.poll(() => runs).toBeGreaterThan(5);
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(most).toBe(1);
  });

  it("tells a running job to end when it stops, and waits for it", async () => {
    const { db } = await testDatabase();
    let ended = false;
    const started = Promise.withResolvers<void>();
    const worker = startWorker(db, [
      jobOf(async ({ signal }) => {
        started.resolve();
        await sleep(60_000, undefined, { signal }).catch(() => undefined);
        ended = true;
        return {};
      }),
    ]);
    await started.promise;
    await worker.stop();
    expect(ended).toBe(true);
    expect((await rowOf(db)).holder).toBeNull();
  });

  it("tells a job that has lost its lease to end", async () => {
    const { db } = await testDatabase();
    const started = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const worker = startWorker(db, [
      jobOf(async ({ signal }) => {
        started.resolve();
        await sleep(60_000, undefined, { signal }).catch(() => undefined);
        ended.resolve();
        return {};
      }),
    ]);
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
    const worker = startWorker(away, [jobOf(run)]);
    await expect.poll(() => asked, { timeout: 3_000 }).toHaveBeenCalledTimes(2);
    await worker.stop();
    await away.$disconnect();
    expect(run).not.toHaveBeenCalled();
    expect(written).toHaveBeenCalledExactlyOnceWith({ reason: expect.any(String) }, expect.any(String));
  });
});
