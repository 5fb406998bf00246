import { addMinutes, asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import { countryInSentence } from "#lib/catalog/country.ts";
import { type Baseline, SLOT_MINUTES } from "#lib/detection/baseline.ts";
import type { History } from "#lib/detection/clip.ts";
import { judgedCountries } from "#lib/detection/countries.ts";
import { learnBaseline } from "#lib/detection/learn.ts";
import type { LocalClock } from "#lib/detection/local-clock.ts";
import { RECENT_MINUTES } from "#lib/detection/recent.ts";
import { limits } from "#lib/detection/thresholds.ts";
import type { Verdict } from "#lib/detection/verdict.ts";
import { knownFrom } from "#lib/incidents/known-from.ts";
import type { Kin } from "#lib/incidents/larger.ts";
import { learningTurn, turnWithin } from "#lib/incidents/learning-time.ts";
import { NO_SERVICE_MEMORY, type ServiceMemory } from "#lib/incidents/service-memory.ts";
import type { Change, Watched, WatchedCountry } from "#lib/incidents/watch.ts";
import { CHUNK_MINUTES } from "#lib/incidents/watch-due.ts";
import { type NextBaseline, watchSpan } from "#lib/incidents/watch-span.ts";

/** Counts by minute; index 0 is the world's first. */
interface Counts {
  readonly reports: ArrayLike<number>;
  readonly networks: ArrayLike<number>;
}

/** Counts of one country's reports of a service. */
export interface WorldCountry extends Counts {
  readonly country: string;
  readonly clock: LocalClock;
  readonly reports: Uint32Array;
  readonly networks: Uint32Array;
}

/** Counts of one service. */
export interface WorldService extends Counts {
  readonly kin: Kin;
  readonly reports: readonly number[];
  readonly networks: readonly number[];
  /** Countries of a service that is used in several. */
  readonly countries?: readonly WorldCountry[];
  /** Earlier minutes are not zeros: the service did not exist. */
  readonly firstSeen: Minute;
  /** The wall clock that the service is used by; UTC without it. */
  readonly clock?: LocalClock;
  /** Reports of the hour before a minute by source; without it nothing is known of sources, and nothing held against them. */
  readonly sourcesAt?: Watched["sourcesAt"];
}

export interface World {
  readonly from: Minute;
  readonly to: Minute;
  /** Whether the ingest knew each minute; index 0 is the first. */
  readonly known: readonly boolean[];
  readonly services: readonly WorldService[];
}

/** What a chunk of minutes changed. */
export interface WorldStep {
  readonly changes: readonly { readonly kin: Kin; readonly change: Change }[];
  readonly verdicts: readonly { readonly kin: Kin; readonly verdict: Verdict }[];
}

interface Learned {
  readonly minute: Minute;
  readonly baseline: Baseline | null;
  readonly countries: readonly { readonly counts: WorldCountry; readonly name: string; readonly baseline: Baseline }[];
}

/** The minute of a service's first report, which is when the worker hears of it; null without one. */
function firstReport(world: World, service: WorldService): Minute | null {
  const first = service.reports.findIndex((count, i) => count > 0 && world.from + i >= service.firstSeen);
  return first < 0 ? null : addMinutes(world.from, first);
}

/** What can be learned from, in arrays of which parts are views. */
type Slots = History & Readonly<Record<"reports" | "networks" | "squares" | "known", Float64Array>>;

const LEARNING_MINUTES = limits.learningDays * 1440;
/** The first baselines of a world are learned at most so long before it. */
const LEARNED_BEFORE = 1440;

/** The counts of ten-minute slots of a whole world, from before it, too: what is learned reaches back so far. */
function slotsOf(world: World, counts: Counts, first: Minute | null): Slots {
  const from = floorToStep(asMinute(Math.max(0, world.from - LEARNED_BEFORE - LEARNING_MINUTES)), SLOT_MINUTES);
  const count = Math.ceil((world.to - from) / SLOT_MINUTES);
  const slots = {
    from,
    reports: new Float64Array(count),
    networks: new Float64Array(count),
    squares: new Float64Array(count),
    known: new Float64Array(count),
  };
  for (let minute = asMinute(Math.max(from, first ?? world.to)); minute < world.to; minute = addMinutes(minute, 1)) {
    if (world.known[minute - world.from] !== true) continue;
    const slot = Math.floor((minute - from) / SLOT_MINUTES);
    slots.known[slot] = (slots.known[slot] ?? 0) + 1;
    slots.reports[slot] = (slots.reports[slot] ?? 0) + (counts.reports[minute - world.from] ?? 0);
    const networks = counts.networks[minute - world.from] ?? 0;
    slots.networks[slot] = (slots.networks[slot] ?? 0) + networks;
    slots.squares[slot] = (slots.squares[slot] ?? 0) + networks * networks;
  }
  return slots;
}

/** The counts in ten-minute slots before `at`, as the worker reads them from the database. */
function slotsBefore({ from: begin, ...all }: Slots, at: Minute): Slots {
  // From before the world, too, as the worker does: sums in the same order agree to the last digit.
  const from = floorToStep(asMinute(Math.max(0, at - LEARNING_MINUTES)), SLOT_MINUTES);
  const [first, end] = [(from - begin) / SLOT_MINUTES, (at - begin) / SLOT_MINUTES];
  return {
    from,
    reports: all.reports.subarray(first, end),
    networks: all.networks.subarray(first, end),
    squares: all.squares.subarray(first, end),
    known: all.known.subarray(first, end),
  };
}

/** What is normal for a service, and for those of its countries that are judged by their own counts, as learned at `minute`. */
function learnAt(service: WorldService, slotsFor: (counts: Counts) => Slots, minute: Minute): Learned {
  const baseline = learnBaseline(slotsBefore(slotsFor(service), minute), minute, service.clock);
  const slots = (service.countries ?? []).map((counts) => ({ counts, slots: slotsBefore(slotsFor(counts), minute) }));
  const networks = slots.map(({ counts, slots: { networks } }) => [
    counts.country,
    networks.reduce((a, b) => a + b, 0),
  ]);
  const judged = judgedCountries(Object.fromEntries(networks));
  const countries = slots.flatMap(({ counts, slots }) => {
    const own = judged.includes(counts.country) ? learnBaseline(slots, minute, counts.clock) : null;
    return own === null ? [] : [{ counts, name: countryInSentence(counts.country), baseline: own }];
  });
  return { minute, baseline, countries };
}

/** Entries [from, to) of a series; zeros where it has none yet. */
export function cut(values: readonly number[] | Uint32Array, from: number, to: number): number[] {
  const own = Array.from(values.slice(Math.max(0, from), Math.max(0, to)));
  return from >= 0 ? own : [...new Array<number>(Math.min(0, to) - from).fill(0), ...own];
}

/** What services have learned; each baseline is learned once. */
function learner(world: World, firsts: ReadonlyMap<number, Minute | null>) {
  const learned = new Map<number, Learned>();
  const slots = new Map<Counts, Slots>();
  return (service: WorldService, minute: Minute): Learned => {
    const { id } = service.kin;
    const held = learned.get(id);
    const slotsFor = (counts: Counts) => {
      const all = slots.get(counts) ?? slotsOf(world, counts, firsts.get(id) ?? null);
      slots.set(counts, all);
      return all;
    };
    const own = held?.minute === minute ? held : learnAt(service, slotsFor, minute);
    learned.set(id, own);
    return own;
  };
}

/** The countries that are judged by themselves, with their counts of a span. */
function countriesOf(world: World, { countries }: Learned, { from, to }: Span): WatchedCountry[] {
  return countries.map(({ counts, name, baseline }) => ({
    country: counts.country,
    name,
    baseline,
    reports: cut(counts.reports, from - world.from, to - world.from),
    networks: cut(counts.networks, from - world.from, to - world.from),
  }));
}

/** A service of which nothing was learned. */
const NOTHING_LEARNED = { baseline: null, countries: [] };

/**
 * Runs the worker's own judgement over a world of counts, minute by minute and causally, without a database.
 * Judges [from, to); what lies before `from` is history to learn from.
 */
export function* watchWorld(world: World, from: Minute, to: Minute, learn = true): Generator<WorldStep> {
  const memories = new Map<number, ServiceMemory>();
  const incidentIds = new Map<number, string[]>();
  const firsts = new Map(world.services.map((service) => [service.kin.id, firstReport(world, service)]));
  const learnedAt = learner(world, firsts);
  for (let start = from; start < to; ) {
    const end = asMinute(Math.min(to, floorToStep(start, CHUNK_MINUTES) + CHUNK_MINUTES));
    const first = asMinute(start - RECENT_MINUTES);
    const known = Array.from({ length: end - first }, (_, i) => world.known[first + i - world.from] === true);
    const series = { from: first, to: end };
    const knownBy = (service: WorldService, minute: Minute) => {
      const own = learnedAt(service, minute);
      return { baseline: own.baseline, countries: countriesOf(world, own, series) };
    };
    const next = new Map<number, NextBaseline>();
    const services = world.services.map((service): Watched => {
      const { id } = service.kin;
      const firstAt = firsts.get(id) ?? null;
      const own = learn ? knownBy(service, learningTurn(id, start).learned) : NOTHING_LEARNED;
      const turn = learn ? turnWithin(id, { from: start, to: end }) : null;
      if (turn !== null) next.set(id, { from: turn.from, ...knownBy(service, turn.learned) });
      return {
        kin: service.kin,
        ...own,
        since: knownFrom(firstAt, service.firstSeen),
        reportedAt: firstAt,
        reports: cut(service.reports, first - world.from, end - world.from),
        networks: cut(service.networks, first - world.from, end - world.from),
        sourcesAt: service.sourcesAt ?? (() => null),
        incidentIds: incidentIds.get(service.kin.id) ?? [],
        memory: memories.get(service.kin.id) ?? NO_SERVICE_MEMORY,
      };
    });
    const watches = watchSpan(services, { from: first, known }, { from: start, to: end }, next);
    for (const { service, memory, changes } of watches) {
      memories.set(service.kin.id, memory);
      const opened = changes
        .filter(({ transition }) => transition.kind === "opened")
        .map((change) => change.incidentId);
      if (opened.length > 0) incidentIds.set(service.kin.id, [...(incidentIds.get(service.kin.id) ?? []), ...opened]);
    }
    yield {
      changes: watches.flatMap(({ service, changes }) => changes.map((change) => ({ kin: service.kin, change }))),
      verdicts: watches.flatMap(({ service, verdict }) => (verdict === null ? [] : [{ kin: service.kin, verdict }])),
    };
    start = end;
  }
}
