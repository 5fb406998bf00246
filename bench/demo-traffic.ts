import { type PlannedReport, seedOf, USER_AGENTS } from "#bench/replay-plan.ts";
import { ratePerMinute, type Scenario, scenarioSpan } from "#bench/scenario.ts";
import { type SeededRandom, seededRandom } from "#bench/seeded-random.ts";
import {
  drawMinute,
  type PastOutage,
  type ServiceProfile,
  type Weights,
  WORKS_SHARE,
} from "#bench/synthetic-history.ts";
import { type Minute, minuteToMs } from "#lib/buckets/minute.ts";

/** All that the demonstration's reporters do. */
export interface DemoWorld {
  readonly profiles: readonly ServiceProfile[];
  /** Drawn into what is ordinary. */
  readonly outages: readonly PastOutage[];
  /** Happening now: its counts beyond its own `normal15` come on top of the profiles' weeks. */
  readonly scenario: Scenario;
  readonly seed: number;
}

function spell(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].flatMap(([key, count]) => Array.from({ length: count }, () => key));
}

type Said = Pick<PlannedReport, "service" | "kind" | "problem" | "country">;

function ordinary(world: DemoWorld, minute: Minute): Said[] {
  return world.profiles.flatMap((profile) => {
    const drawn = drawMinute(profile, world.outages, minute, world.seed);
    const countries = spell(drawn.countries);
    return spell(drawn.problems).map((problem, i) => ({
      service: profile.slug,
      kind: "problem" as const,
      problem,
      country: countries[i] ?? "US",
    }));
  });
}

function say(
  random: SeededRandom,
  service: { slug: string; problems: Weights; countries: Weights },
  works: boolean,
): Said {
  const kind = works ? ("works" as const) : ("problem" as const);
  const problem = works ? null : random.pick(service.problems);
  return { service: service.slug, kind, problem, country: random.pick(service.countries) };
}

function happening(world: DemoWorld, minute: Minute): Said[] {
  const { from, to } = scenarioSpan(world.scenario);
  if (minute < from || minute >= to) return [];
  return world.scenario.services.flatMap((service) => {
    const random = seededRandom(seedOf(world.seed, service.slug, minute, "happening"));
    const beyond = Math.max(ratePerMinute(service, minute) - service.normal15 / 15, 0);
    const [problems, works] = [random.poisson(beyond), random.poisson(beyond * WORKS_SHARE)];
    return Array.from({ length: problems + works }, (_, i) => say(random, service, i >= problems));
  });
}

/** The reports of one minute of the demonstration, in the order in which they are sent. */
export function demoMinute(world: DemoWorld, minute: Minute, nextAddress: () => string): PlannedReport[] {
  const random = seededRandom(seedOf(world.seed, minute, "sending"));
  const said = [...ordinary(world, minute), ...happening(world, minute)];
  const reports = said.map((each) => ({
    ...each,
    atMs: minuteToMs(minute) + random.next() * 60_000,
    address: nextAddress(),
    userAgent: USER_AGENTS[random.integer(USER_AGENTS.length)] ?? USER_AGENTS[0],
  }));
  return reports.sort((a, b) => a.atMs - b.atMs);
}
