import { describe, expect, it } from "vitest";
import {
  clearInstance,
  insertHistory,
  insertIngestMinutes,
  insertRawReports,
  readReportSums,
  readSpan,
} from "#bench/history.db.ts";
import type { HistoryMinute } from "#bench/synthetic-history.ts";
import { addMinutes, minuteOf } from "#lib/buckets/minute.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const start = minuteOf(Date.parse("2026-11-09T00:00Z"));

const SERVICE = 7;

const minute = (offset: number, reports: number): HistoryMinute => ({
  minute: addMinutes(start, offset),
  reports,
  problems: new Map([["app", reports]]),
  countries: new Map([
    ["GB", 1],
    ["US", reports - 1],
  ]),
  works: 0,
  networks: new Map(),
});

describe("insertHistory", () => {
  it("writes buckets and facets that agree, in chunks", async () => {
    const { db } = await testDatabase();
    const history = Array.from({ length: 9_000 }, (_, i) => minute(i, 3));
    await insertHistory(db, SERVICE, history);
    const facets = await db.minuteFacet.groupBy({
      by: ["dimension", "key"],
      _sum: { reports: true },
      orderBy: { key: "asc" },
    });
    expect(facets.map((facet) => [facet.key, facet._sum.reports])).toEqual([
      ["GB", 9_000],
      ["US", 18_000],
      ["app", 27_000],
    ]);
    expect(await db.minuteBucket.aggregate({ _sum: { reports: true, networks: true } })).toEqual({
      _sum: { reports: 27_000, networks: 27_000 },
    });
    expect(await readSpan(db)).toEqual({ first: start, last: start + 8_999 });
  });

  it("leaves minutes alone that exist, so that a second run can overlap", async () => {
    const { db } = await testDatabase();
    await insertHistory(db, SERVICE, [minute(0, 3)]);
    await insertHistory(db, SERVICE, [minute(0, 9), minute(1, 4)]);
    const rows = await db.minuteBucket.findMany({ orderBy: { minute: "asc" } });
    expect(rows.map((row) => row.reports)).toEqual([3, 4]);
  });
});

describe("the rest of a simulated history", () => {
  it("knows the minutes in which reports could be taken", async () => {
    const { db } = await testDatabase();
    await insertIngestMinutes(db, start, addMinutes(start, 10));
    await insertIngestMinutes(db, start, addMinutes(start, 12));
    expect(await db.ingestMinute.count()).toBe(12);
  });

  it("has no span while it is empty", async () => {
    const { db } = await testDatabase();
    expect(await readSpan(db)).toEqual({ first: null, last: null });
  });

  it("counts reports three times over, each since the same minute", async () => {
    const { db } = await testDatabase();
    await insertHistory(db, SERVICE, [minute(0, 3), minute(1, 4)]);
    expect(await readReportSums(db, addMinutes(start, 1))).toEqual({ buckets: 4, reports: 0, facets: 4 });
  });

  it("gets raw reports where an instance will compare them with its buckets", async () => {
    const { db } = await testDatabase();
    await insertHistory(db, SERVICE, [minute(0, 3), minute(1, 4), minute(2, 5)]);
    await insertRawReports(db, addMinutes(start, 1), addMinutes(start, 2));
    expect(await readReportSums(db, start)).toEqual({ buckets: 12, reports: 4, facets: 12 });
    expect(new Set((await db.report.findMany()).map((report) => report.minute))).toEqual(new Set([start + 1]));
  });

  it("can be forgotten, and leaves the catalogue", async () => {
    const { db } = await testDatabase();
    await db.service.create({ data: { slug: "chatgpt", name: "ChatGPT", category: "ai", problems: ["app"] } });
    await insertHistory(db, SERVICE, [minute(0, 3)]);
    await clearInstance(db);
    expect([await db.minuteBucket.count(), await db.minuteFacet.count(), await db.service.count()]).toEqual([0, 0, 1]);
  });
});
