import { seedOf } from "#bench/replay-plan.ts";
import type { Scenario } from "#bench/scenario.ts";
import { type Staging, scenarioWorld, stagedSpan } from "#bench/scenario-world.ts";
import { seededRandom } from "#bench/seeded-random.ts";
import { watchWorld } from "#bench/watch-world.ts";
import { addMinutes, formatMinute, type Minute } from "#lib/buckets/minute.ts";

/** What the worker's judgement made of one service. */
export interface Came {
  /** When its first incident was opened. */
  readonly flagged: Minute | null;
  readonly opened: number;
  /** How often an incident ended and was back within an hour, as itself or as another. */
  readonly flaps: number;
  /** The last end. */
  readonly ended: { readonly from: Minute; readonly to: Minute } | null;
  /** Reasons that were given while the service was taken for collateral. */
  readonly collateral: readonly string[];
}

const NOTHING: Came = { flagged: null, opened: 0, flaps: 0, ended: null, collateral: [] };
const FLAP = 60;

/** Plays a scenario through the worker's judgement, from an hour before its curve until three hours after it. */
export function playScenario(scenario: Scenario, staging: Staging): Record<string, Came> {
  const world = scenarioWorld(scenario, staging);
  const span = stagedSpan(scenario, staging);
  const came: Record<string, Came> = Object.fromEntries(world.services.map(({ kin }) => [kin.slug, NOTHING]));
  const tell = (slug: string, what: (before: Came) => Partial<Came>) => {
    const before = came[slug] ?? NOTHING;
    came[slug] = { ...before, ...what(before) };
  };
  for (const step of watchWorld(world, addMinutes(span.from, staging.days === 0 ? 0 : -60), world.to)) {
    for (const { kin, change } of step.changes) {
      const { transition, minute } = change;
      const returns = (before: Came) => (before.ended !== null && minute - before.ended.to <= FLAP ? 1 : 0);
      if (transition.kind === "opened") {
        tell(kin.slug, (before) => ({
          flagged: before.flagged ?? minute,
          opened: before.opened + 1,
          flaps: before.flaps + returns(before),
        }));
      } else if (transition.kind === "escalated" && transition.reopens !== null) {
        tell(kin.slug, (before) => ({ flaps: before.flaps + returns(before) }));
      } else if (transition.kind === "resolved") tell(kin.slug, () => ({ ended: transition.end }));
    }
    for (const { kin, verdict } of step.verdicts) {
      if (verdict.finding !== "collateral") continue;
      tell(kin.slug, (before) => ({ collateral: [...before.collateral, verdict.reason] }));
    }
  }
  return came;
}

/** Below the whole scale a scenario may be flagged this much later: fewer reports say less. */
const SCALED_DELAY = 5;
/** A healthy service's rise that is this large in 15 minutes, and in times, must be explained and not only ignored. */
const VISIBLE15 = 40;
const VISIBLE_RATIO = 5;

const mainOf = (scenario: Scenario) => scenario.services[0]?.slug ?? "";

function flagFailure(scenario: Scenario, staging: Staging, came: Readonly<Record<string, Came>>): string[] {
  const { flagBy } = scenario.expect;
  if (flagBy === undefined) return [];
  const by = addMinutes(flagBy, (staging.shift ?? 0) + (staging.scale < 1 ? SCALED_DELAY : 0));
  const flagged = came[mainOf(scenario)]?.flagged ?? null;
  if (flagged !== null && flagged <= by) return [];
  const late = flagged === null ? "never" : `${flagged - by} min late`;
  return [`${mainOf(scenario)} is flagged ${late} (by ${formatMinute(by)})`];
}

function incidentFailures(scenario: Scenario, came: Readonly<Record<string, Came>>): string[] {
  const { incidents, everyIncidentCount } = scenario.expect;
  const all = Object.fromEntries(scenario.services.map(({ slug }) => [slug, everyIncidentCount]));
  return Object.entries(came).flatMap(([slug, { opened }]) => {
    const wanted = incidents[slug] ?? all[slug];
    if (wanted === undefined ? opened <= 1 : opened === wanted) return [];
    return [`${slug} has ${opened} incidents, not ${wanted ?? "one at most"}`];
  });
}

/** Rivals, suppliers and bystanders: none may have an incident. */
function accusedFailures(scenario: Scenario, came: Readonly<Record<string, Came>>): string[] {
  const { collateral, denied } = scenario.expect;
  const named = new Set([...collateral.map(([slug]) => slug), ...denied]);
  const healthy = Object.keys(came).filter((slug) => named.has(slug) || slug.startsWith("bystander"));
  return healthy.filter((slug) => (came[slug]?.opened ?? 0) > 0).map((slug) => `${slug} is accused`);
}

/** A healthy service whose rise everybody can see must be said to rise with the failing one. */
function collateralFailures(scenario: Scenario, staging: Staging, came: Readonly<Record<string, Came>>): string[] {
  return scenario.expect.collateral.flatMap(([slug, failing]) => {
    const service = scenario.services.find((each) => each.slug === slug);
    if (service === undefined) return [];
    const peak15 = Math.max(...service.points.map(({ reports15 }) => reports15));
    const visible = peak15 * staging.scale >= VISIBLE15 && peak15 >= VISIBLE_RATIO * service.normal15;
    const reasons = came[slug]?.collateral ?? [];
    if (!visible || reasons.some((reason) => new RegExp(`\\b${failing}\\b`).test(reason))) return [];
    return [`${slug} is ${reasons.length === 0 ? "not named as collateral" : `put down to another than ${failing}`}`];
  });
}

/** When it ended, and how far it was ahead of the company: told of the day on which it happened, at its whole size. */
function clockFailures(scenario: Scenario, staging: Staging, came: Readonly<Record<string, Came>>): string[] {
  const { resolvedBetween, leadOverOfficialMinutes } = scenario.expect;
  if (staging.shift !== null || staging.scale !== 1 || staging.days === 0) return [];
  const main = mainOf(scenario);
  const { ended = null, flagged = null } = came[main] ?? {};
  const failures: string[] = [];
  if (
    resolvedBetween !== undefined &&
    (ended === null || ended.from < resolvedBetween[0] || ended.to > resolvedBetween[1])
  ) {
    const end = ended === null ? "never" : `${formatMinute(ended.from)} to ${formatMinute(ended.to)}`;
    failures.push(`${main} ends ${end} (${formatMinute(resolvedBetween[0])} to ${formatMinute(resolvedBetween[1])})`);
  }
  const official = scenario.official.find((update) => update.service === main);
  if (leadOverOfficialMinutes === undefined || official === undefined) return failures;
  const lead = official.at - (flagged ?? official.at);
  const [low, high] = leadOverOfficialMinutes;
  return lead >= low && lead <= high ? failures : [...failures, `${main} leads by ${lead} min (${low} to ${high})`];
}

/** What of a scenario's expectations did not hold, in words; empty when all did. */
export function failuresOf(scenario: Scenario, staging: Staging, came: Readonly<Record<string, Came>>): string[] {
  const flaps = Object.entries(came).filter(([, service]) => service.flaps > 0);
  return [
    ...flagFailure(scenario, staging, came),
    ...incidentFailures(scenario, came),
    ...accusedFailures(scenario, came),
    ...collateralFailures(scenario, staging, came),
    ...clockFailures(scenario, staging, came),
    ...flaps.map(([slug, service]) => `${slug} flaps ${service.flaps} times`),
  ];
}

/** A staging with its name in a table. */
export interface Trial {
  readonly name: string;
  readonly scenario: Scenario;
  readonly staging: Staging;
}

const SCALES = [1, 0.1, 0.02] as const;
const SHIFTS = 5;
const SHIFT_DAYS = 28;
const DAYS = 28;

/** A scenario at all scales, where it happened and on five days and hours that the seed names. */
export function trialsOf(scenario: Scenario, seed: number): Trial[] {
  const random = seededRandom(seedOf(seed, scenario.id, "shifts"));
  const shifts = [null, ...Array.from({ length: SHIFTS }, () => random.integer(SHIFT_DAYS * 1440))];
  return shifts.flatMap((shift) =>
    SCALES.map((scale): Trial => {
      const staging = { scale, days: DAYS, seed: seedOf(seed, scenario.id, scale, shift ?? ""), shift };
      const start = formatMinute(stagedSpan(scenario, staging).from);
      return { name: `${scenario.id} x${scale} ${shift === null ? "as printed" : `at ${start}`}`, scenario, staging };
    }),
  );
}
