import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import { type Baseline, expectedNetworks } from "#lib/detection/baseline.ts";
import { COMMON_EXPECTED, commonFactor } from "#lib/detection/common-factor.ts";
import { expectation } from "#lib/detection/expectation.ts";
import { judge } from "#lib/detection/judge.ts";
import { RECENT_MINUTES, recentSums } from "#lib/detection/recent.ts";
import { type AllRises, type LastCounts, lastCounts, smallRises } from "#lib/detection/small-rises.ts";
import type { CountrySeries, JudgeInput, Verdict } from "#lib/detection/verdict.ts";
import { type Evidence, evidenceOf } from "#lib/incidents/evidence.ts";
import { afterTransition, nextIncident, type Transition } from "#lib/incidents/incident.ts";
import { incidentId } from "#lib/incidents/incident-id.ts";
import {
  type Failing,
  failingOf,
  heldBack,
  type Kin,
  type Onset,
  pickLarger,
  sharedOnset,
} from "#lib/incidents/larger.ts";
import type { ServiceMemory } from "#lib/incidents/service-memory.ts";

/** Counts of one country's reports of a service; index as in `Watched`. */
export interface WatchedCountry {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly name: string;
  readonly baseline: Baseline;
  readonly reports: readonly number[];
  readonly networks: readonly number[];
}

/** Counts of one service; index 0 is the minute `from` of the watch. */
export interface Watched {
  readonly kin: Kin;
  readonly baseline: Baseline | null;
  /** From here on a minute without a report is silence (`knownFrom`): in earlier ones nobody is known to have looked. Null: none is left out. */
  readonly since: Minute | null;
  /** Its first report ever, or any one from before the counts; null without one. */
  readonly reportedAt: Minute | null;
  readonly reports: readonly number[];
  readonly networks: readonly number[];
  /** Countries with counts enough to be judged by themselves, beside the whole. */
  readonly countries: readonly WatchedCountry[];
  /** Counts of the hour before a minute by source; null where it was not read. */
  readonly sourcesAt: (minute: Minute) => JudgeInput["sources"];
  /** Ids of the service's incidents of the last days. */
  readonly incidentIds: readonly string[];
  readonly memory: ServiceMemory;
}

/** What is the same for all services. */
export interface WatchFrame {
  /** First minute of all count arrays: RECENT_MINUTES before the first judged one. */
  readonly from: Minute;
  readonly known: readonly boolean[];
}

/** A decision that changes an incident. `minute` is when it could be known: the judged minute is over. */
export interface Change {
  readonly incidentId: string;
  readonly seq: number;
  readonly minute: Minute;
  readonly transition: Exclude<Transition, { kind: "none" }>;
  readonly evidence: Evidence;
}

/** A service after one judged minute. */
export interface Watching {
  readonly memory: ServiceMemory;
  readonly verdict: Verdict;
  readonly change: Change | null;
}

/** Minutes without a report after which a normal service is not judged again: its next report wakes it. */
export const QUIET_MINUTES = 16;

function knownSince(service: Watched, frame: WatchFrame, start: number, end: number): boolean[] {
  const known = frame.known.slice(start, end);
  const first = service.since === null ? 0 : service.since - frame.from - start;
  return first > 0 ? known.fill(false, 0, first) : known;
}

/** The part of a series that a minute is judged by: mostly all of it. */
function part<T>(values: readonly T[], start: number, end: number): readonly T[] {
  return start === 0 && end === values.length ? values : values.slice(start, end);
}

function recentOf(service: Watched, frame: WatchFrame, minute: Minute) {
  const end = minute - frame.from + 1;
  const start = Math.max(0, end - RECENT_MINUTES);
  return {
    minute,
    reports: part(service.reports, start, end),
    networks: part(service.networks, start, end),
    known: knownSince(service, frame, start, end),
    firstHeard: service.reportedAt !== null && service.reportedAt >= frame.from + start,
  };
}

function countriesOf(service: Watched, frame: WatchFrame, minute: Minute): CountrySeries[] {
  const end = minute - frame.from + 1;
  const start = Math.max(0, end - RECENT_MINUTES);
  return service.countries.map(({ country, name, baseline, reports, networks }) => ({
    country,
    name,
    baseline,
    reports: part(reports, start, end),
    networks: part(networks, start, end),
  }));
}

/** A normal service without a report in this minute cannot leave normal: its verdict is renewed at these minutes only. */
export const RENEW_MINUTES = 5;

/** Whether a service must be judged in this minute: it has reports, or it is not normal. */
export function isActive(service: Watched, memory: ServiceMemory, frame: WatchFrame, minute: Minute): boolean {
  if (memory.open !== null || memory.detection.state !== "normal") return true;
  if ((service.reports[minute - frame.from] ?? 0) > 0) return true;
  return minute % RENEW_MINUTES === 0 && isPresent(service, memory, frame, minute);
}

/** Whether a service has recent reports, or is not normal. */
function isPresent(service: Watched, memory: ServiceMemory, frame: WatchFrame, minute: Minute): boolean {
  if (memory.open !== null || memory.detection.state !== "normal") return true;
  const end = minute - frame.from + 1;
  for (let i = Math.max(0, end - QUIET_MINUTES); i < end; i += 1) if ((service.reports[i] ?? 0) > 0) return true;
  return false;
}

/** All that the judgement of one minute knows of the other services. */
export interface Surroundings {
  readonly failing: readonly Failing[];
  readonly commonFactor: number;
  /** When services of several kinds began to fail together; null when they did not. */
  readonly sharedOnset: Minute | null;
  readonly rises: AllRises;
}

/** Whether a service is quiet, and large enough to show a common rise. */
function tellsOfAll(baseline: Baseline | null, memory: ServiceMemory, minute: Minute): boolean {
  if (baseline === null || memory.detection.state !== "normal") return false;
  return expectedNetworks(baseline, minute) * 15 >= COMMON_EXPECTED;
}

function last15(service: Watched, memory: ServiceMemory, frame: WatchFrame, minute: Minute) {
  const recent = recentOf(service, frame, minute);
  const sums = recentSums(recent);
  const expected = expectation(recent, sums, service.baseline, memory.detection, 1).window(15)?.mean ?? 0;
  return { observed: sums.networks(15), expected };
}

/** What the services were before this minute: who fails, and how much the quiet ones rise together. */
export function surroundings(
  services: readonly { readonly service: Watched; readonly memory: ServiceMemory }[],
  frame: WatchFrame,
  minute: Minute,
): Surroundings {
  const failing: Failing[] = [];
  const held: Onset[] = [];
  const quiet: { observed: number; expected: number }[] = [];
  const last: LastCounts[] = [];
  for (const { service, memory } of services) {
    if (!isPresent(service, memory, frame, minute)) continue;
    const source = failingOf(service.kin, memory.detection, minute);
    const rise = heldBack(service.kin, memory.detection);
    if (rise !== null) held.push(rise);
    if (source !== null) {
      // It may have ended shortly before: its late reports repeat their networks, and are no script's.
      failing.push(source);
      continue;
    }
    if (memory.detection.episode === null) last.push(lastCounts(service, frame.known, minute - frame.from + 1, minute));
    if (tellsOfAll(service.baseline, memory, minute)) quiet.push(last15(service, memory, frame, minute));
  }
  return {
    failing,
    commonFactor: commonFactor(quiet),
    sharedOnset: sharedOnset([...failing.map((one) => ({ ...one, fails: true })), ...held], minute),
    rises: smallRises(last),
  };
}

function inputOf(
  service: Watched,
  memory: ServiceMemory,
  frame: WatchFrame,
  minute: Minute,
  around: Surroundings,
): JudgeInput {
  return {
    ...recentOf(service, frame, minute),
    countries: countriesOf(service, frame, minute),
    baseline: service.baseline,
    memory: memory.detection,
    sources: service.sourcesAt(minute),
    isNetwork: service.kin.isNetwork,
    commonFactor: around.commonFactor,
    sharedCause: around.sharedOnset !== null,
    ...around.rises,
    larger: pickLarger(service.kin, memory.detection, around.failing, around.sharedOnset, minute),
  };
}

/** Judges one minute of one service and decides what becomes of its incidents. Pure. */
export function watchMinute(
  service: Watched,
  memory: ServiceMemory,
  frame: WatchFrame,
  minute: Minute,
  around: Surroundings,
): Watching {
  const input = inputOf(service, memory, frame, minute, around);
  const { verdict, memory: detection } = judge(input);
  const { open, last } = memory;
  const transition = nextIncident(open, verdict, last);
  const started = transition.kind === "opened" ? transition.started : minute;
  const taken = last === null ? service.incidentIds : [...service.incidentIds, last.id];
  const next = afterTransition(open, last, transition, verdict, incidentId(started, service.kin.slug, taken));
  const at = addMinutes(minute, 1);
  const ended =
    transition.kind === "resolved" && open !== null ? { id: open.id, resolved: at, events: open.events + 1 } : last;
  if (transition.kind === "none") return { memory: { detection, open: next, last }, verdict, change: null };
  const subject = next ?? ended;
  if (subject === null) throw new Error("a transition without an incident");
  return {
    memory: { detection, open: next, last: ended },
    verdict,
    change: {
      incidentId: subject.id,
      seq: subject.events,
      minute: at,
      transition,
      evidence: evidenceOf(input, open, last, verdict),
    },
  };
}
