import { beforeEach, describe, expect, it, vi } from "vitest";
import { readSalts } from "#lib/reports/read-salts.ts";

const salts = vi.hoisted(() => ({ claim: vi.fn(), read: vi.fn() }));
vi.mock("#lib/reports/batch.db.ts", () => ({
  ingestDb: () => ({
    transaction: (work: (transaction: object) => unknown) => work({ commitAfter: (last: unknown) => last }),
  }),
}));
vi.mock("#lib/reports/salts.db.ts", () => ({ claimDaySalt: salts.claim, readDaySalt: salts.read }));

const DAY = 1_440;
let day = 20_000;
beforeEach(() => {
  // A day of which the process holds nothing.
  day += 10;
  salts.claim.mockReset().mockResolvedValue(new Uint8Array(32));
  salts.read.mockReset().mockResolvedValue(null);
});

describe("the salts of a day that has begun", () => {
  it("are read once for all reports of its first moment", async () => {
    const read = await Promise.all([0, 0, 0].map(() => readSalts(day * DAY)));
    expect(new Set(read.map(({ today }) => today)).size).toBe(1);
    expect(salts.claim).toHaveBeenCalledTimes(1);
  });

  it("are asked for again after the database was away, and once for all who waited", async () => {
    salts.claim.mockRejectedValueOnce(new Error("away"));
    const failed = await Promise.allSettled([readSalts(day * DAY), readSalts(day * DAY)]);
    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await readSalts(day * DAY);
    expect(salts.claim).toHaveBeenCalledTimes(2);
  });
});
