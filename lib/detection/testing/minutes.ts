import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import { countryInSentence } from "#lib/catalog/country.ts";
import { type Baseline, SLOTS_PER_DAY } from "#lib/detection/baseline.ts";
import { judge } from "#lib/detection/judge.ts";
import { type Memory, NO_MEMORY } from "#lib/detection/memory.ts";
import { RECENT_MINUTES } from "#lib/detection/recent.ts";
import type { JudgeInput, Verdict } from "#lib/detection/verdict.ts";

/** Wednesday 2026-03-04T12:00Z: the minute in which the tests' first judged minute begins. */
export const NOON = asMinute(Date.UTC(2026, 2, 4, 12) / 60_000);

/** A baseline that expects `level` networks in every minute. */
export function flatBaseline(level: number, rest: Partial<Baseline> = {}): Baseline {
  return {
    version: 2,
    minute: NOON,
    days: 28,
    clock: [{ from: asMinute(0), offset: 0 }],
    level,
    shape: Array.from({ length: SLOTS_PER_DAY }, () => 1),
    dayTypes: [1, 1, 1],
    phi: 0.045,
    phiMinute: 0,
    reportsPerNetwork: 1,
    tail: 0,
    ...rest,
  };
}

/** What a test says of its minutes; the rest is ordinary. */
export interface Told {
  /** Networks per minute; the first is at NOON. */
  readonly networks: readonly number[];
  /** Reports per minute; without it each network sends one. */
  readonly reports?: readonly number[];
  /** Networks in each minute before NOON. */
  readonly before?: (minutesBefore: number) => number;
  /** Minutes of the series (0 is NOON; negative ones before) that are gaps. */
  readonly gaps?: readonly number[];
  readonly baseline?: Baseline | null;
  readonly sources?: JudgeInput["sources"];
  readonly isNetwork?: boolean;
  readonly commonFactor?: number;
  readonly sharedCause?: boolean;
  readonly smallRises?: JudgeInput["smallRises"];
  readonly commonNetworks?: number;
  readonly larger?: JudgeInput["larger"];
  readonly memory?: Memory;
  readonly firstHeard?: boolean;
  /** Countries that expect one network a minute, with their networks from RECENT_MINUTES before NOON on. */
  readonly countries?: readonly { readonly country: string; readonly own: readonly number[] }[];
}

/** The input of the minute `index` of what was told. */
export function inputAt(told: Told, index: number, memory: Memory): JudgeInput {
  const past = (i: number) => told.before?.(-i) ?? 0;
  const at = (series: readonly number[]) => (i: number) => (i < 0 ? past(i) : (series[i] ?? 0));
  const indexes = Array.from({ length: RECENT_MINUTES }, (_, i) => index - RECENT_MINUTES + 1 + i);
  return {
    minute: addMinutes(NOON, index),
    networks: indexes.map(at(told.networks)),
    reports: indexes.map(at(told.reports ?? told.networks)),
    known: indexes.map((i) => !(told.gaps ?? []).includes(i)),
    firstHeard: told.firstHeard ?? false,
    countries: (told.countries ?? []).map(({ country, own }) => {
      const networks = own.slice(index + 1, index + 1 + RECENT_MINUTES);
      return { country, name: countryInSentence(country), networks, reports: networks, baseline: flatBaseline(1) };
    }),
    baseline: told.baseline === undefined ? flatBaseline(0.1) : told.baseline,
    memory,
    sources: told.sources ?? null,
    isNetwork: told.isNetwork ?? false,
    commonFactor: told.commonFactor ?? 1,
    sharedCause: told.sharedCause ?? false,
    smallRises: told.smallRises ?? "few",
    commonNetworks: told.commonNetworks ?? 0,
    larger: told.larger ?? null,
  };
}

/** Judges all minutes that were told, one after the other. */
export function judgeAll(told: Told): { readonly verdicts: readonly Verdict[]; readonly memory: Memory } {
  let memory = told.memory ?? NO_MEMORY;
  const verdicts = told.networks.map((_, i) => {
    const judgement = judge(inputAt(told, i, memory));
    memory = judgement.memory;
    return judgement.verdict;
  });
  return { verdicts, memory };
}

/** `count` minutes of `networks` each. */
export function minutesOf(count: number, networks: number): number[] {
  return Array.from({ length: count }, () => networks);
}

/** Minutes after NOON as a minute. */
export function afterNoon(minutes: number): Minute {
  return addMinutes(NOON, minutes);
}

/** The state after each minute. */
export const statesOf = (told: Told) => judgeAll(told).verdicts.map((verdict) => verdict.state);
/** The verdict of the last minute. */
export const lastOf = (told: Told): Verdict => {
  const last = judgeAll(told).verdicts.at(-1);
  if (last === undefined) throw new Error("no minute was told");
  return last;
};
/** Runs of equal states: "normal 20, outage 3". */
export const runsOf = (told: Told): string => {
  const runs: { state: string; minutes: number }[] = [];
  for (const state of statesOf(told)) {
    const run = runs.at(-1);
    if (run?.state === state) run.minutes += 1;
    else runs.push({ state, minutes: 1 });
  }
  return runs.map(({ state, minutes }) => `${state} ${minutes}`).join(", ");
};
