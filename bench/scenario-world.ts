import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { seedOf } from "#bench/replay-plan.ts";
import { ratePerMinute, type Scenario, type ScenarioService, scenarioSpan } from "#bench/scenario.ts";
import { type SeededRandom, seededRandom } from "#bench/seeded-random.ts";
import { ordinaryRates, type ServiceProfile } from "#bench/synthetic-history.ts";
import type { World, WorldService } from "#bench/watch-world.ts";
import { addMinutes, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import type { Kin } from "#lib/incidents/larger.ts";

const catalogueSchema = z.object({
  category: z.string(),
  services: z.array(z.object({ slug: z.string(), parent: z.string().optional(), network: z.boolean().optional() })),
});

function readCatalogue() {
  const folder = join(import.meta.dirname, "../prisma/catalogue");
  return readdirSync(folder).flatMap((name) => {
    const { category, services } = catalogueSchema.parse(JSON.parse(readFileSync(join(folder, name), "utf8")));
    return services.map((service) => ({ category, ...service }));
  });
}

/** The services of a scenario as the catalogue knows them, in the scenario's order. */
function kinsOf(scenario: Scenario): Kin[] {
  const catalogue = readCatalogue();
  const idOf = (slug: string | undefined) => scenario.services.findIndex((service) => service.slug === slug) + 1;
  return scenario.services.map(({ slug }) => {
    const entry = catalogue.find((service) => service.slug === slug);
    if (entry === undefined) throw new Error(`${slug} is not in the catalogue`);
    const parent = idOf(entry.parent);
    const parentId = parent === 0 ? null : parent;
    return { id: idOf(slug), slug, name: slug, category: entry.category, parentId, isNetwork: entry.network ?? false };
  });
}

/** How a scenario is played. */
export interface Staging {
  readonly scale: number;
  /** Days of normal before it. */
  readonly days: number;
  readonly seed: number;
  /**
   * Minutes by which it is moved; then the ordinary reports have days, nights and weekends. Null: it stays where it happened, on
   * the flat level that the press names.
   */
  readonly shift: number | null;
}

/** Nine of ten reports come from a network that was not seen within the hour. */
function networksOf(random: SeededRandom, reports: number): number {
  if (reports > 50) return Math.round(reports * 0.9);
  return Array.from({ length: reports }, () => random.next()).filter((drawn) => drawn < 0.9).length;
}

/** Ordinary counts spread a little wider than a Poisson law. */
const PHI = 0.1;

type Rate = (minute: Minute) => { readonly ordinary: number; readonly beyond: number };

/** Mean ordinary reports per minute, the same for ten minutes: a month of clocks takes longer than all the rest. */
function ordinaryOf(profile: ServiceProfile): (minute: Minute) => number {
  let [slot, mean] = [-1, 0];
  return (minute) => {
    const now = floorToStep(minute, 10);
    if (now !== slot)
      [slot, mean] = [now, [...ordinaryRates(profile, now).values()].reduce((sum, rate) => sum + rate, 0)];
    return mean;
  };
}

/** The reports of a service where it happened: the press gives one curve. */
const asPrinted =
  (service: ScenarioService): Rate =>
  (minute) => ({ ordinary: 0, beyond: ratePerMinute(service, minute) });

/** The reports of a service on another day and hour: what the curve has beyond its normal, on top of that hour's normal. */
function asMoved(service: ScenarioService, shift: number): Rate {
  const ordinary = ordinaryOf(service);
  return (minute) => {
    const beyond = ratePerMinute(service, addMinutes(minute, -shift)) - service.normal15 / 15;
    return { ordinary: ordinary(minute), beyond: Math.max(0, beyond) };
  };
}

function drawCounts(rate: Rate, from: Minute, to: Minute, scale: number, random: SeededRandom) {
  const reports: number[] = [];
  for (let minute = from; minute < to; minute = addMinutes(minute, 1)) {
    const { ordinary, beyond } = rate(minute);
    reports.push(random.negativeBinomial(ordinary * scale, PHI) + random.poisson(beyond * scale));
  }
  return { reports, networks: reports.map((count) => networksOf(random, count)) };
}

/** Ordinary reports per 15 minutes of services that have nothing to do with what happens; the first is of the failing one's kind. */
const BYSTANDERS = [8, 0.3, 2, 30] as const;
/** How long a scenario is watched after its curve. */
const AFTER = 180;

/** A scenario's first minute where it is played, and the first minute that is not played any more. */
export function stagedSpan(scenario: Scenario, { shift }: Staging): { readonly from: Minute; readonly to: Minute } {
  const { from, to } = scenarioSpan(scenario);
  return { from: addMinutes(from, shift ?? 0), to: addMinutes(to, (shift ?? 0) + AFTER) };
}

/** The world of a scenario: its services, and some that only live. The staging fixes all counts. */
export function scenarioWorld(scenario: Scenario, staging: Staging): World {
  const { scale, days, seed, shift } = staging;
  const span = stagedSpan(scenario, staging);
  const [from, to] = [addMinutes(span.from, -days * 1440), span.to];
  const random = seededRandom(seed);
  const kins = kinsOf(scenario);
  const services = scenario.services.flatMap((service, i): WorldService[] => {
    const kin = kins[i];
    const rate = shift === null ? asPrinted(service) : asMoved(service, shift);
    return kin === undefined ? [] : [{ kin, firstSeen: from, ...drawCounts(rate, from, to, scale, random) }];
  });
  const bystanders = BYSTANDERS.map((normal15, i): WorldService => {
    const slug = `bystander-${i}`;
    const category = i === 0 ? (kins[0]?.category ?? "") : `category-${i}`;
    const kin = { id: 100 + i, slug, name: slug, category, parentId: null, isNetwork: false };
    const profile = { slug, normal15, problems: {}, countries: { US: 2, GB: 1, DE: 1 } };
    const ordinary = ordinaryOf(profile);
    const dice = seededRandom(seedOf(seed, slug));
    return {
      kin,
      firstSeen: from,
      ...drawCounts((minute) => ({ ordinary: ordinary(minute), beyond: 0 }), from, to, 1, dice),
    };
  });
  return { from, to, known: Array.from({ length: to - from }, () => true), services: [...services, ...bystanders] };
}
