import { describe, expect, it } from "vitest";
import { z } from "zod";
import { seededRandom } from "#bench/seeded-random.ts";
import { watchWorld } from "#bench/watch-world.ts";
import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import { sourceKey } from "#lib/buckets/source-key.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { clockOfCountry } from "#lib/incidents/country-clock.ts";
import { knownMinutes } from "#lib/incidents/known-minutes.ts";
import { judgeUntil, watchFrom } from "#server/testing/fed.ts";
import { testDatabase } from "#server/testing/test-database.ts";

/** A day and two hours before NOON: too little for a baseline that is believed without more. */
const DAY_BEFORE = addMinutes(NOON, -26 * 60);
/** Long enough for a mature one, of countries, too. */
const DAYS_BEFORE = addMinutes(NOON, -60 * 60);
const to = addMinutes(NOON, 90);
const judgedFrom = addMinutes(NOON, -320);

/** Reports of one country, in each minute of the world. */
interface DrawnCountry {
  readonly country: string;
  readonly reports: readonly number[];
}

/** Counts of each minute of the world, and the minutes that the ingest did not write down. */
interface Drawn {
  /** The world's first minute; the counts begin there. */
  readonly from: Minute;
  readonly reports: readonly number[];
  /** Of these, those of countries. */
  readonly countries?: readonly DrawnCountry[];
  readonly unseen: (minute: number) => boolean;
}

const SOURCES = 12;
const evidenceSchema = z.object({
  input: z.object({ baseline: z.unknown(), known: z.unknown(), networks: z.unknown(), countries: z.unknown() }),
  verdict: z.object({ country: z.unknown() }),
});

const networksOf = (reports: readonly number[]) => reports.map((count) => Math.ceil(count * 0.9));

async function feedCountry(
  db: PrismaClient,
  serviceId: number,
  from: Minute,
  { country, reports }: DrawnCountry,
): Promise<void> {
  const networks = networksOf(reports);
  const rows = reports.flatMap((count, i) => {
    const facet = { serviceId, minute: from + i, dimension: "country" as const, key: country };
    return count === 0 ? [] : [{ ...facet, reports: count, networks: networks[i] ?? 0 }];
  });
  await db.minuteFacet.createMany({ data: rows });
}

async function feed(db: PrismaClient, id: number, { from, reports, countries = [], unseen }: Drawn): Promise<void> {
  for (const country of countries) await feedCountry(db, id, from, country);
  const buckets = reports.map((count, i) => ({
    serviceId: id,
    minute: from + i,
    reports: count,
    networks: Math.ceil(count * 0.9),
  }));
  const reported = buckets.filter((bucket) => bucket.reports > 0);
  await db.minuteBucket.createMany({ data: reported });
  await db.ingestMinute.createMany({
    data: buckets.map(({ minute }) => ({ minute })).filter(({ minute }) => !unseen(minute)),
  });
  const places = countries.length === 0 ? [null] : countries.map(({ country }) => country);
  const keys = places.flatMap((place) => Array.from({ length: SOURCES }, (_, i) => sourceKey(`AS${i}`, place)));
  const facets = reported
    .filter(({ minute }) => minute >= judgedFrom)
    .flatMap(({ minute }) =>
      keys.map((key) => ({ serviceId: id, minute, dimension: "network" as const, key, reports: 1, networks: 1 })),
    );
  await db.minuteFacet.createMany({ data: facets });
}

/** What the worker writes down of a world, and the same from the benchmarks' watch. */
async function both(drawn: Drawn) {
  const { from } = drawn;
  const { db } = await testDatabase();
  const { id } = await db.service.create({
    data: { slug: "a", name: "A", category: "ai", problems: ["app"], addedMinute: from },
  });
  await feed(db, id, drawn);
  await watchFrom(db, judgedFrom);
  await judgeUntil(db, to);
  const stored = await db.incidentEvent.findMany({ orderBy: [{ minute: "asc" }, { seq: "asc" }] });

  const beats = drawn.reports.map((_, i) => addMinutes(from, i)).filter((minute) => !drawn.unseen(minute));
  const known = knownMinutes({ from, to }, beats, { first: from, firstBucket: from });
  const kin = { id, slug: "a", name: "A", category: "ai", parentId: null, isNetwork: false };
  const networks = networksOf(drawn.reports);
  const countries = (drawn.countries ?? []).map(({ country, reports }) => ({
    country,
    clock: clockOfCountry(country, judgedFrom),
    reports: Uint32Array.from(reports),
    networks: Uint32Array.from(networksOf(reports)),
  }));
  const world = { from, to, known, services: [{ kin, firstSeen: from, reports: drawn.reports, networks, countries }] };
  const decided = [...watchWorld(world, judgedFrom, to)].flatMap((step) => step.changes);
  return {
    worker: stored.map(({ minute, kind, reason, evidence }) => ({
      minute,
      kind,
      reason,
      evidence: evidenceSchema.parse(evidence),
    })),
    bench: decided.map(({ change: { minute, transition, evidence } }) => ({
      minute,
      kind: transition.kind,
      reason: transition.reason,
      evidence: evidenceSchema.parse(JSON.parse(JSON.stringify(evidence))),
    })),
  };
}

/** Counts of a Poisson law around `rate`, which is asked for minutes from NOON on. */
function draw(rate: (minute: number) => number, from = DAY_BEFORE, seed = 9): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: to - from }, (_, i) => random.poisson(rate(from + i - NOON)));
}

const WHOLE_LIFE = ["opened", "peaked", "recovering", "resolved"];
const usual = (at: number) => (at >= 0 && at < 40 ? 42 : 2);

describe("the benchmarks' watch decides what the worker decides from its database, to the word and the last digit", () => {
  it("of a day and two hours of two reports a minute, and an outage", async () => {
    const { worker, bench } = await both({ from: DAY_BEFORE, reports: draw(usual), unseen: () => false });
    expect(worker.map(({ kind }) => kind)).toEqual(WHOLE_LIFE);
    expect(worker).toEqual(bench);
  });

  it("after gaps of the ingest, of which reports came at once, and some in minutes that it did not see", async () => {
    const gaps = [-1_500, -900, -700, -300].map((at) => [at, at + 25] as const);
    const inGap = (at: number) => gaps.some(([begin, end]) => at >= begin && at < end);
    const flushes = (at: number) => gaps.some(([, end]) => at === end);
    const reports = draw((at) => (flushes(at) ? 60 : inGap(at) ? 0.3 : usual(at)));
    const { worker, bench } = await both({ from: DAY_BEFORE, reports, unseen: (minute) => inGap(minute - NOON) });
    expect(worker.map(({ kind }) => kind)).toEqual(WHOLE_LIFE);
    expect(worker).toEqual(bench);
  });

  it("of a service in three countries, of which one fails while the whole drowns it", async () => {
    const from = DAYS_BEFORE;
    const countries = [
      { country: "DE", reports: draw((at) => (at >= 0 && at < 45 ? 9 : 1), from, 1) },
      { country: "JP", reports: draw(() => 1, from, 2) },
      { country: "US", reports: draw(() => 20, from, 3) },
    ];
    const reports = Array.from({ length: to - from }, (_, i) =>
      countries.reduce((sum, country) => sum + (country.reports[i] ?? 0), 0),
    );
    const { worker, bench } = await both({ from, reports, countries, unseen: () => false });
    expect(worker.map(({ kind }) => kind)).toContain("opened");
    expect(worker[0]?.evidence.verdict.country).toBe("DE");
    expect(worker[0]?.reason).toMatch(/ from Germany in /);
    expect(worker).toEqual(bench);
  });

  it("of a service that is reported for the first time, evenly, after days of silence: neither opens anything", async () => {
    const { worker, bench } = await both({
      from: DAYS_BEFORE,
      reports: draw((at) => (at < -200 ? 0 : 0.6), DAYS_BEFORE),
      unseen: () => false,
    });
    expect([worker, bench]).toEqual([[], []]);
  });

  const manyAtOnce = (at: number) => (at >= 0 && at < 30 ? 20 : 0);

  it("of a service that nobody reported in a day and two hours, and many at once", async () => {
    const { worker, bench } = await both({ from: DAY_BEFORE, reports: draw(manyAtOnce), unseen: () => false });
    expect(worker.map(({ kind }) => kind)).toEqual(WHOLE_LIFE);
    expect((worker[0]?.minute ?? 0) - NOON).toBeLessThanOrEqual(6);
    expect(worker).toEqual(bench);
  });

  it("of a service that was added two hours before many reported it at once: nobody is known to have looked, and neither opens anything", async () => {
    const from = addMinutes(NOON, -120);
    const { worker, bench } = await both({ from, reports: draw(manyAtOnce, from), unseen: () => false });
    expect([worker, bench]).toEqual([[], []]);
  });
});
