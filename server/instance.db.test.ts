import { describe, expect, it } from "vitest";
import { parseConfig } from "#lib/config.ts";
import { claimInstance } from "#server/instance.ts";
import { SetupError } from "#server/start-failure.ts";
import { testDatabase } from "#server/testing/test-database.ts";

describe("a database", () => {
  it("keeps the clock of its first start", async () => {
    const { db } = await testDatabase();
    await claimInstance(db, parseConfig({ INSTANCE_MODE: "demo", CLOCK_SPEED: "60" }));
    await claimInstance(db, parseConfig({ INSTANCE_MODE: "demo", CLOCK_SPEED: "2" }));
    expect(await db.instance.findMany({ select: { mode: true, clockSpeed: true } })).toEqual([
      { mode: "demo", clockSpeed: 60 },
    ]);
  });

  it("of a replay is refused by a live instance: a mistake of the setup, which no restart mends", async () => {
    const { db } = await testDatabase();
    await claimInstance(db, parseConfig({ INSTANCE_MODE: "replay" }));
    const claimed = claimInstance(db, parseConfig({}));
    await expect(claimed).rejects.toThrow(SetupError);
    await expect(claimed).rejects.toThrow("this database holds replay data, and INSTANCE_MODE is live");
  });
});
