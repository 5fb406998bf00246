import { ratePerMinute, type Scenario, type ScenarioService, scenarioSpan } from "#bench/scenario.ts";
import { type SeededRandom, seededRandom } from "#bench/seeded-random.ts";
import { addMinutes, floorToStep, type Minute, minuteToMs } from "#lib/buckets/minute.ts";

/** One report that a simulated reporter will send. */
export interface PlannedReport {
  /** When, on the instance's clock (milliseconds since the epoch). */
  readonly atMs: number;
  readonly service: string;
  readonly kind: "problem" | "works";
  readonly problem: string | null;
  readonly country: string;
  readonly address: string;
  readonly userAgent: string;
}

/** How many reports each service sends in each minute: `counts[slug][i]` belongs to minute `from + i`. */
export interface ReplayPlan {
  readonly from: Minute;
  /** Exclusive. */
  readonly to: Minute;
  readonly counts: Readonly<Record<string, readonly number[]>>;
}

export interface PlanOptions {
  readonly seed: number;
  /** All counts are multiplied by this: 0.02 replays a fiftieth. */
  readonly scale: number;
}

export const USER_AGENTS = [
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
  "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
] as const;

/** FNV-1a over the text: gives each service and minute a generator of its own, so that no draw depends on another's. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of parts.join("|")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

/** Draws each minute's count of each service from a Poisson law around the scenario's curve. */
export function planReplay(scenario: Scenario, options: PlanOptions): ReplayPlan {
  const { from, to } = scenarioSpan(scenario);
  const counts: Record<string, number[]> = {};
  for (const service of scenario.services) {
    counts[service.slug] = Array.from({ length: to - from }, (_, i) => {
      const at = addMinutes(from, i);
      const random = seededRandom(seedOf(options.seed, service.slug, at));
      return random.poisson(ratePerMinute(service, at) * options.scale);
    });
  }
  return { from, to, counts };
}

function drawReport(service: ScenarioService, at: Minute, random: SeededRandom, nextAddress: () => string) {
  return {
    atMs: minuteToMs(at) + random.next() * 60_000,
    service: service.slug,
    kind: "problem" as const,
    problem: random.pick(service.problems),
    country: random.pick(service.countries),
    address: nextAddress(),
    userAgent: USER_AGENTS[random.integer(USER_AGENTS.length)] ?? USER_AGENTS[0],
  };
}

/** The reports of one minute, in the order in which they are sent. A minute at a time, because a whole day is millions. */
export function planMinute(
  plan: ReplayPlan,
  scenario: Scenario,
  at: Minute,
  seed: number,
  nextAddress: () => string,
): PlannedReport[] {
  const reports = scenario.services.flatMap((service) => {
    const random = seededRandom(seedOf(seed, service.slug, at, "reports"));
    const count = plan.counts[service.slug]?.[at - plan.from] ?? 0;
    return Array.from({ length: count }, () => drawReport(service, at, random, nextAddress));
  });
  return reports.sort((a, b) => a.atMs - b.atMs);
}

/** What was fed of one service: what the instance must then print. */
export interface FedFigures {
  readonly total: number;
  readonly peak15: number;
  readonly peak15Minute: Minute;
}

/** Total and highest UTC-aligned quarter of an hour of a service in the plan. */
export function fedFigures(plan: ReplayPlan, slug: string): FedFigures {
  const quarters = new Map<Minute, number>();
  let total = 0;
  for (const [i, count] of (plan.counts[slug] ?? []).entries()) {
    const quarter = floorToStep(addMinutes(plan.from, i), 15);
    quarters.set(quarter, (quarters.get(quarter) ?? 0) + count);
    total += count;
  }
  let [peak15Minute, peak15] = [plan.from, 0];
  for (const [quarter, count] of quarters) if (count > peak15) [peak15Minute, peak15] = [quarter, count];
  return { total, peak15, peak15Minute };
}

/** The scenario with everything moved by `minutes`: to show an outage of the past as happening now. */
export function shiftScenario(scenario: Scenario, minutes: number): Scenario {
  const move = (at: Minute) => addMinutes(at, minutes);
  const { flagBy, resolvedBetween, ...rest } = scenario.expect;
  return {
    ...scenario,
    services: scenario.services.map((service) => ({
      ...service,
      points: service.points.map((point) => ({ ...point, minute: move(point.minute) })),
    })),
    official: scenario.official.map((update) => ({ ...update, at: move(update.at) })),
    expect: {
      ...rest,
      ...(flagBy === undefined ? {} : { flagBy: move(flagBy) }),
      ...(resolvedBetween === undefined
        ? {}
        : { resolvedBetween: [move(resolvedBetween[0]), move(resolvedBetween[1])] }),
    },
  };
}
