import { describe, expect, it } from "vitest";
import type { PastOutage, ServiceProfile } from "#bench/synthetic-history.ts";
import { spansAround, watchHistory } from "#bench/watch-history.ts";
import { writeHistory } from "#bench/write-history.ts";
import { addMinutes, minuteOf } from "#lib/buckets/minute.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const now = minuteOf(Date.parse("2026-11-09T12:00Z"));
const from = addMinutes(now, -6 * 1_440);
const profile: ServiceProfile = { slug: "chatgpt", normal15: 20, problems: { app: 1 }, countries: { GB: 1 } };
const outage: PastOutage = { slug: "chatgpt", start: addMinutes(now, -400), minutes: 60, peak15: 700 };

describe("watchHistory", () => {
  it("finds the outage that was drawn into a written history, from its start to its end, and no other", async () => {
    const { db } = await testDatabase();
    await db.service.create({ data: { slug: "chatgpt", name: "ChatGPT", category: "ai", problems: ["app", "other"] } });
    await writeHistory(db, { profiles: [profile], outages: [outage], from, to: now, seed: 1 });
    const fractions: number[] = [];
    await watchHistory(db, spansAround([outage], from, now), (fraction) => fractions.push(fraction));

    const [incident, ...others] = await db.incident.findMany({ include: { events: { orderBy: { seq: "asc" } } } });
    expect(others).toEqual([]);
    expect(incident?.level).toBe("outage");
    expect(Math.abs((incident?.startedMinute ?? 0) - outage.start)).toBeLessThanOrEqual(3);
    expect((incident?.openedMinute ?? 0) - outage.start).toBeLessThanOrEqual(5);
    expect(incident?.endedFrom).toBeGreaterThan(addMinutes(outage.start, outage.minutes - 5));
    expect([incident?.events.at(0)?.kind, incident?.events.at(-1)?.kind]).toEqual(["opened", "resolved"]);
    expect(fractions.at(-1)).toBe(1);
  });

  it("refuses a profile of a service that the catalogue does not have", async () => {
    const { db } = await testDatabase();
    const history = { profiles: [profile], outages: [], from, to: now, seed: 1 };
    await expect(writeHistory(db, history)).rejects.toThrow("no chatgpt");
    expect(await db.minuteBucket.count()).toBe(0);
  });
});
