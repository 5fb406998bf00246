import { describe, expect, it, onTestFinished, vi } from "vitest";
import { readClock } from "#lib/clock.ts";
import { createDb } from "#lib/db.ts";
import { log } from "#lib/log.ts";
import { testDatabase } from "#server/testing/test-database.ts";
import { untilClock, waitingFor } from "#server/until-clock.ts";

const failure = (reading: Promise<unknown>) => reading.catch((error: unknown) => error);

describe("a process without a clock says that it waits", () => {
  it.each([
    ["for somebody to migrate an empty database", "template1", "the table instance is missing"],
    ["for somebody to claim a migrated one", "groundswell_template", "the instance row is missing"],
  ] as const)("%s", async (_, template, missing) => {
    const { db } = await testDatabase(template);
    expect(waitingFor(await failure(readClock(db)))).toBe(
      `the database is not prepared yet (${missing}): only ROLE=all does that`,
    );
  });

  it("for a database that is away", async () => {
    const db = createDb("postgresql://nobody@127.0.0.1:1/none", { max: 1, statementTimeoutMs: 1_000 });
    expect(waitingFor(await failure(readClock(db)))).toBe("the database cannot be reached yet");
    await db.$disconnect();
  });

  it("once in a minute, in a line, however often it looks", async () => {
    const written = vi.spyOn(log, "warn").mockReturnValue();
    onTestFinished(() => written.mockRestore());
    expect(await untilClock(AbortSignal.timeout(1_300))).toBeNull();
    expect(written.mock.calls).toEqual([[{ reason: expect.not.stringContaining("\n") }, waitingFor(null)]]);
  });
});
