import { describe, expect, it } from "vitest";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { claimJob, failJob, finishJob, insertJobs } from "#server/leases.db.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const rowOf = (db: PrismaClient) => db.job.findUniqueOrThrow({ where: { name: "counting" } });

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
