import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import { type Assessment, expectedReports, scanLimit } from "#lib/detection/assess.ts";
import { riseOf } from "#lib/detection/collateral.ts";
import { type End, endOf, isCalm } from "#lib/detection/ending.ts";
import type { Expectation } from "#lib/detection/expectation.ts";
import type { Episode, Memory } from "#lib/detection/memory.ts";
import type { RecentSums } from "#lib/detection/recent.ts";
import type { WindowScore } from "#lib/detection/scan.ts";
import { startOfRise } from "#lib/detection/start.ts";
import { limits } from "#lib/detection/thresholds.ts";
import type { Finding, JudgeInput } from "#lib/detection/verdict.ts";

/** The memory after a minute, and what happened in it. */
export interface Step {
  readonly memory: Memory;
  readonly end: End | null;
  readonly continues: boolean;
}

/** Below a twentieth of a network nothing is expected reliably. */
const MIN_EXPECTED = 0.05;

type EpisodeLevel = Episode["level"];

/** Whether a flag now belongs to the outage that ended shortly before. */
function continuesLast(input: JudgeInput): boolean {
  const { closed } = input.memory;
  return closed !== null && input.minute - closed.closed <= limits.reopenWithin;
}

/** Expected networks per minute of the deciding window. */
function ratePerMinute(best: WindowScore | null): number {
  return best === null ? 0 : best.expected / best.minutes;
}

/** Back-dates a flag. Without a baseline the rate before the deciding window stands for all minutes. */
function riseBegan(input: JudgeInput, expected: Expectation, best: WindowScore | null): Minute {
  const ratio = best === null ? 2 : Math.max(2, best.observed / Math.max(best.expected, MIN_EXPECTED));
  const rate = ratePerMinute(best);
  const expectedAgo = expected.basis === "baseline" ? expected.minuteAgo : () => rate;
  return startOfRise(input, expectedAgo, ratio, scanLimit(input.minute, input.memory));
}

/** The rise in times: of 5 minutes while it is steep, so that what follows it is compared with how far it will go. */
function highestRatio(sums: RecentSums, expected: Expectation, best: WindowScore | null): number {
  const ratios = [5, 15].map((minutes) => {
    const mean = expectedReports(expected, best, minutes);
    return riseOf(sums.reports(minutes), mean).ratio;
  });
  return Math.max(...ratios);
}

function openEpisode(
  input: JudgeInput,
  sums: RecentSums,
  expected: Expectation,
  found: Assessment,
  level: EpisodeLevel,
): Episode {
  const { closed } = input.memory;
  return {
    level,
    start: continuesLast(input) && closed !== null ? closed.start : riseBegan(input, expected, found.scan.best),
    flagged: addMinutes(input.minute, 1),
    peak15: found.observed15,
    peakMinute: input.minute,
    peakRatio: highestRatio(sums, expected, found.scan.best),
    phase: "rising",
    calmSince: null,
    correction: expected.correction,
    coldRate: expected.basis === "baseline" ? null : ratePerMinute(found.scan.best),
  };
}

/** The level that an outage opens with in this minute; null when none does. */
function openingLevel(input: JudgeInput, found: Assessment): EpisodeLevel | null {
  if (found.finding === "outage") return "outage";
  const { state, since } = input.memory;
  const lasted = state === "possible" && since !== null && input.minute + 1 - since >= limits.possibleLasts;
  const recent = (found.scan.best?.minutes ?? Infinity) <= limits.possibleWindow;
  return found.finding === "possible" && lasted && recent ? "possible" : null;
}

function followEpisode(
  input: JudgeInput,
  sums: RecentSums,
  expected: Expectation,
  found: Assessment,
  episode: Episode,
): Episode {
  const calm = isCalm(sums, expected, episode);
  const higher = found.observed15 > episode.peak15;
  const past = found.observed15 < limits.peakedShare * episode.peak15;
  const before = higher ? "rising" : episode.phase;
  const phase = calm ? "recovering" : before === "rising" && past ? "peaked" : before;
  return {
    ...episode,
    level: found.finding === "outage" ? "outage" : episode.level,
    peak15: Math.max(found.observed15, episode.peak15),
    peakMinute: higher ? input.minute : episode.peakMinute,
    peakRatio: Math.max(episode.peakRatio, highestRatio(sums, expected, found.scan.best)),
    phase,
    calmSince: calm ? (episode.calmSince ?? input.minute) : null,
  };
}

/** What a minute without an outage to follow is shown as. */
const SHOWN = {
  quiet: "normal",
  "late-reports": "normal",
  possible: "possible",
  collateral: "possible",
  "too-few-networks": "unconfirmed",
  outage: "outage",
} as const satisfies Record<Finding, Memory["state"]>;

/** The failing service that this one goes together with: remembered for as long as that one fails, through quiet minutes, too. */
function togetherAfter(input: JudgeInput, found: Assessment, state: Memory["state"]): string | null {
  const { larger, memory } = input;
  if (found.finding === "collateral") return larger?.slug ?? null;
  return state === "normal" && larger?.slug !== memory.together ? null : memory.together;
}

/** The state without an outage to follow: what was found, held for a while when it fades. */
function quietMemory(input: JudgeInput, found: Assessment): Memory {
  const { memory, minute } = input;
  const now = SHOWN[found.finding];
  const fades = now === "normal" && memory.evidenceMinute !== null;
  const held = fades && minute - (memory.evidenceMinute ?? minute) <= limits.possibleHold;
  const state = held ? memory.state : now;
  return {
    ...memory,
    state,
    since: state === memory.state && memory.since !== null ? memory.since : addMinutes(minute, 1),
    evidenceMinute: now === "normal" ? (held ? memory.evidenceMinute : null) : minute,
    together: togetherAfter(input, found, state),
    explained: found.finding === "collateral" ? minute : memory.explained,
  };
}

function closeEpisode(input: JudgeInput, found: Assessment, episode: Episode, reportsPerNetwork: number): Memory {
  return {
    state: "normal",
    since: addMinutes(input.minute, 1),
    evidenceMinute: null,
    together: null,
    explained: null,
    episode: null,
    closed: {
      start: episode.start,
      closed: input.minute,
      peak15: episode.peak15,
      peakRatio: episode.peakRatio,
      tail: Math.max(0, found.observed15 - found.expected15) / 15 / reportsPerNetwork,
    },
  };
}

/** One minute forward: opens, follows or ends an outage, or lets the state be what was found. */
export function follow(input: JudgeInput, sums: RecentSums, expected: Expectation, found: Assessment): Step {
  const { memory, minute } = input;
  if (memory.episode !== null) {
    const episode = followEpisode(input, sums, expected, found, memory.episode);
    const end = endOf(episode, minute);
    if (end !== null)
      return { memory: closeEpisode(input, found, episode, expected.reportsPerNetwork), end, continues: false };
    const since = episode.level === memory.state ? memory.since : addMinutes(minute, 1);
    return { memory: { ...memory, state: episode.level, since, episode }, end: null, continues: false };
  }
  const level = openingLevel(input, found);
  if (level === null) return { memory: quietMemory(input, found), end: null, continues: false };
  const episode = openEpisode(input, sums, expected, found, level);
  const since = level === memory.state ? memory.since : episode.flagged;
  return {
    memory: { ...memory, state: level, since, evidenceMinute: minute, episode },
    end: null,
    continues: continuesLast(input),
  };
}
