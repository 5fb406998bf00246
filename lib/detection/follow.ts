import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import { type Assessment, expectedReports } from "#lib/detection/assess.ts";
import { riseOf } from "#lib/detection/collateral.ts";
import { calmSince, type End, endOf } from "#lib/detection/ending.ts";
import type { Expectation } from "#lib/detection/expectation.ts";
import type { Closed, Episode, Memory } from "#lib/detection/memory.ts";
import type { RecentSums } from "#lib/detection/recent.ts";
import { ratePerMinute, riseBegan, type Series } from "#lib/detection/rise-minutes.ts";
import type { WindowScore } from "#lib/detection/scan.ts";
import { limits } from "#lib/detection/thresholds.ts";
import type { Finding, JudgeInput } from "#lib/detection/verdict.ts";

/** The memory after a minute, and what happened in it. */
export interface Step {
  readonly memory: Memory;
  readonly end: End | null;
  readonly continues: boolean;
}

type EpisodeLevel = Episode["level"];

/** The outage that ended shortly before, which a flag now continues; null when there is none. */
function continuedOutage({ memory, minute }: JudgeInput): Closed | null {
  const { closed } = memory;
  return closed !== null && !closed.corrected && minute - closed.closed <= limits.reopenWithin ? closed : null;
}

/** The rise in times: of 5 minutes while it is steep, so that what follows it is compared with how far it will go. */
function highestRatio(sums: RecentSums, expected: Expectation, best: WindowScore | null): number {
  const ratios = [5, 15].map((minutes) => {
    const mean = expectedReports(expected, best, minutes);
    return riseOf(sums.reports(minutes), mean).ratio;
  });
  return Math.max(...ratios);
}

function openEpisode(series: Series, found: Assessment, level: EpisodeLevel): Episode {
  const { input, sums, expected, country } = series;
  const before = continuedOutage(input);
  return {
    level: before?.level === "outage" ? "outage" : level,
    start: before?.start ?? riseBegan(series, found.scan.best),
    flagged: addMinutes(input.minute, 1),
    peak15: found.observed15,
    peakMinute: input.minute,
    peakRatio: highestRatio(sums, expected, found.scan.best),
    phase: "rising",
    calmSince: null,
    seen: input.minute,
    unseen: null,
    correction: expected.correction,
    coldRate: expected.basis === "baseline" ? null : ratePerMinute(found.scan.best),
    coldReports: expected.reportsPerNetwork,
    country,
  };
}

/** The level that an outage opens with in this minute; null when none does. */
function openingLevel({ input, sums }: Series, found: Assessment): EpisodeLevel | null {
  if (found.finding === "outage") return "outage";
  const { state, since, explained } = input.memory;
  if (state !== "possible" || since === null) return null;
  // While a rise is another's it is shown as possible, too, and is none that lasts; nor is one in minutes that nobody saw.
  const own = Math.max(since, (explained ?? -Infinity) + 2);
  const lasted = sums.known(input.minute + 1 - own) >= limits.possibleLasts;
  const recent = (found.scan.best?.minutes ?? Infinity) <= limits.possibleWindow;
  return found.finding === "possible" && lasted && recent ? "possible" : null;
}

/** The outage as the judged counts show it: one that began in a country and is now seen in the whole is measured by the whole. */
function inSeries({ country, input, expected }: Series, found: Assessment, episode: Episode): Episode {
  if (country === episode.country) return episode;
  const { correction } = expected;
  return { ...episode, country, correction, peak15: found.observed15, peakMinute: input.minute, peakRatio: 1 };
}

/** How an outage goes on. What breaks a calm is past the peak still, unless it exceeds it. */
function phaseOf(episode: Episode, observed15: number, calm: boolean): Episode["phase"] {
  if (calm) return "recovering";
  if (observed15 > episode.peak15) return "rising";
  const past = episode.phase !== "rising" || observed15 < limits.peakedShare * episode.peak15;
  return past ? "peaked" : "rising";
}

/** The minutes since the last that was seen, where there are any; else those that were there before. */
function unseenBefore({ seen, unseen }: Episode, minute: Minute): Episode["unseen"] {
  return seen === null || minute - seen <= 1 ? unseen : { from: addMinutes(seen, 1), to: addMinutes(minute, -1) };
}

function followEpisode(series: Series, found: Assessment, open: Episode): Episode {
  const { input, sums, expected } = series;
  const episode = inSeries(series, found, open);
  const since = calmSince({ sums, expected, episode, minute: input.minute });
  const higher = found.observed15 > episode.peak15;
  return {
    ...episode,
    level: found.finding === "outage" ? "outage" : episode.level,
    peak15: Math.max(found.observed15, episode.peak15),
    peakMinute: higher ? input.minute : episode.peakMinute,
    peakRatio: Math.max(episode.peakRatio, highestRatio(sums, expected, found.scan.best)),
    phase: phaseOf(episode, found.observed15, since !== null),
    calmSince: since,
    seen: input.minute,
    unseen: unseenBefore(episode, input.minute),
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

/** Networks a minute above the baseline that still come in at an end: those that come late of an end before it, too. */
function tailOf({ sums, expected }: Series, { rise }: Assessment): number {
  const above = rise.excess / expected.reportsPerNetwork + expected.late(15);
  return Math.max(0, above) / Math.max(1, sums.known(15));
}

function closeEpisode(series: Series, found: Assessment, episode: Episode): Memory {
  const { input } = series;
  return {
    state: "normal",
    since: addMinutes(input.minute, 1),
    evidenceMinute: null,
    together: null,
    explained: null,
    episode: null,
    closed: {
      level: episode.level,
      start: episode.start,
      closed: input.minute,
      peak15: episode.peak15,
      peakRatio: episode.peakRatio,
      tail: tailOf(series, found),
      corrected: false,
      country: episode.country,
    },
  };
}

/** One minute forward: opens, follows or ends an outage, or lets the state be what was found. */
export function follow(series: Series, found: Assessment): Step {
  const { input, expected } = series;
  const { memory, minute } = input;
  if (memory.episode !== null) {
    const episode = followEpisode(series, found, memory.episode);
    const end = endOf({ sums: series.sums, expected, episode, minute });
    if (end !== null) return { memory: closeEpisode(series, found, episode), end, continues: false };
    const since = episode.level === memory.state ? memory.since : addMinutes(minute, 1);
    return { memory: { ...memory, state: episode.level, since, episode }, end: null, continues: false };
  }
  const level = openingLevel(series, found);
  if (level === null) return { memory: quietMemory(input, found), end: null, continues: false };
  const episode = openEpisode(series, found, level);
  const since = episode.level === memory.state ? memory.since : episode.flagged;
  return {
    memory: { ...memory, state: episode.level, since, evidenceMinute: minute, episode },
    end: null,
    continues: continuedOutage(input) !== null,
  };
}
