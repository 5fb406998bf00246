import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readScenario, scenarioIds } from "#bench/read-scenario.ts";
import { ratePerMinute, type Scenario, type ScenarioService, scenarioSpan } from "#bench/scenario.ts";
import { type SeededRandom, seededRandom } from "#bench/seeded-random.ts";
import { type World, watchWorld } from "#bench/watch-world.ts";
import { addMinutes, formatMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Kin } from "#lib/incidents/larger.ts";

const catalogueSchema = z.object({
  category: z.string(),
  services: z.array(z.object({ slug: z.string(), parent: z.string().optional(), network: z.boolean().optional() })),
});

const folder = join(import.meta.dirname, "../../prisma/catalogue");
const catalogue = readdirSync(folder).flatMap((name) => {
  const { category, services } = catalogueSchema.parse(JSON.parse(readFileSync(join(folder, name), "utf8")));
  return services.map((service) => ({ category, ...service }));
});

/** The services of a scenario as the catalogue knows them. */
function kinsOf(scenario: Scenario): Kin[] {
  const idOf = (slug: string | undefined) => scenario.services.findIndex((service) => service.slug === slug) + 1;
  return scenario.services.map(({ slug }) => {
    const entry = catalogue.find((service) => service.slug === slug);
    if (entry === undefined) throw new Error(`${slug} is not in the catalogue`);
    const parent = idOf(entry.parent);
    return {
      id: idOf(slug),
      slug,
      name: slug,
      category: entry.category,
      parentId: parent === 0 ? null : parent,
      isNetwork: entry.network ?? false,
    };
  });
}

/** Nine of ten reports come from a network that was not seen within the hour. */
function networksOf(random: SeededRandom, reports: number): number {
  if (reports > 50) return Math.round(reports * 0.9);
  return Array.from({ length: reports }, () => random.next()).filter((drawn) => drawn < 0.9).length;
}

function countsOf(service: ScenarioService, from: Minute, to: Minute, scale: number, random: SeededRandom) {
  const reports: number[] = [];
  for (let minute = from; minute < to; minute = addMinutes(minute, 1)) {
    reports.push(random.poisson(ratePerMinute(service, minute) * scale));
  }
  return { reports, networks: reports.map((count) => networksOf(random, count)) };
}

interface Came {
  readonly flagged: Minute | null;
  readonly opened: number;
  readonly accused: boolean;
  readonly ended: { readonly from: Minute; readonly to: Minute } | null;
}

/** What the worker's judgement makes of a scenario after `days` of normal, until three hours after its curve. */
function play(scenario: Scenario, scale: number, days: number, seed: number): Record<string, Came> {
  const span = scenarioSpan(scenario);
  const [from, to] = [addMinutes(span.from, -days * 1440), addMinutes(span.to, 180)];
  const random = seededRandom(seed);
  const kins = kinsOf(scenario);
  const world: World = {
    from,
    to,
    known: Array.from({ length: to - from }, () => true),
    services: scenario.services.map((service, i) => ({
      kin: kins[i] ?? fail(),
      firstSeen: from,
      ...countsOf(service, from, to, scale, random),
    })),
  };
  const came: Record<string, Came> = {};
  const nothing: Came = { flagged: null, opened: 0, accused: false, ended: null };
  for (const { slug } of scenario.services) came[slug] = nothing;
  for (const step of watchWorld(world, addMinutes(span.from, days === 0 ? 0 : -60), to)) {
    for (const { kin, change } of step.changes) {
      const before = came[kin.slug] ?? nothing;
      const { transition } = change;
      if (transition.kind === "opened") {
        came[kin.slug] = {
          ...before,
          flagged: before.flagged ?? change.minute,
          opened: before.opened + 1,
          accused: true,
        };
      }
      if (transition.kind === "resolved") came[kin.slug] = { ...before, ended: transition.end };
    }
  }
  return came;
}

function fail(): never {
  throw new Error("a scenario has a kin for each service");
}

const clock = (minute: Minute | null | undefined) => (minute ? formatMinute(minute) : "never");
const mainOf = (scenario: Scenario) => scenario.services[0]?.slug ?? "";

describe.each(scenarioIds())("%s", (id) => {
  const scenario = readScenario(id);
  const came = play(scenario, 1, 28, 5);
  const main = came[mainOf(scenario)];

  it("opens the incidents that it should, and one at most for every service", () => {
    const opened = Object.fromEntries(Object.keys(scenario.expect.incidents).map((slug) => [slug, came[slug]?.opened]));
    expect(opened).toEqual(scenario.expect.incidents);
    expect(Math.max(...Object.values(came).map((each) => each.opened))).toBe(1);
  });

  it("accuses no service that people only mistake for the failing one", () => {
    const healthy = [...scenario.expect.collateral.map(([slug]) => slug), ...scenario.expect.denied];
    expect(healthy.filter((slug) => came[slug]?.accused)).toEqual([]);
  });

  const { flagBy, resolvedBetween, leadOverOfficialMinutes } = scenario.expect;
  if (flagBy !== undefined)
    it("is flagged in time", () => {
      expect(clock(main?.flagged) <= clock(flagBy)).toBe(true);
    });

  if (resolvedBetween !== undefined)
    it("ends when it should", () => {
      expect(clock(main?.ended?.from) >= clock(resolvedBetween?.[0])).toBe(true);
      expect(clock(main?.ended?.to) <= clock(resolvedBetween?.[1])).toBe(true);
    });

  if (leadOverOfficialMinutes !== undefined)
    it("is ahead of the official update by as much as it should", () => {
      const official = scenario.official.find((update) => update.service === mainOf(scenario));
      const lead = (official?.at ?? Number.NaN) - (main?.flagged ?? Number.NaN);
      expect(lead).toBeGreaterThanOrEqual(leadOverOfficialMinutes?.[0] ?? Infinity);
      expect(lead).toBeLessThanOrEqual(leadOverOfficialMinutes?.[1] ?? -Infinity);
    });
});

describe("at a fiftieth of the counts", () => {
  it.each(["chatgpt-2024-11-08", "x-2026-01-16", "att-2024-02-22", "meta-2024-03-05"])(
    "%s opens the same incidents, at most five minutes later",
    (id) => {
      const scenario = readScenario(id);
      for (const seed of [1, 2, 3]) {
        const came = play(scenario, 0.02, 28, seed);
        for (const [slug, count] of Object.entries(scenario.expect.incidents)) expect(came[slug]?.opened).toBe(count);
        expect(came[mainOf(scenario)]?.flagged).toBeLessThanOrEqual((scenario.expect.flagBy ?? 0) + 5);
      }
    },
  );
});

describe("on a fresh instance, which knows a quarter of an hour", () => {
  it.each(["chatgpt-2024-11-08", "chatgpt-2025-01-23", "x-2026-01-16", "att-2024-02-22", "meta-2024-03-05"])(
    "%s is flagged in time",
    (id) => {
      const scenario = readScenario(id);
      const came = play(scenario, 1, 0, 5);
      expect(clock(came[mainOf(scenario)]?.flagged) <= clock(scenario.expect.flagBy)).toBe(true);
      for (const [slug, count] of Object.entries(scenario.expect.incidents)) expect(came[slug]?.opened).toBe(count);
    },
  );
});
