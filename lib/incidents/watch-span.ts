import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Baseline } from "#lib/detection/baseline.ts";
import { memorySchema } from "#lib/detection/memory.ts";
import type { Verdict } from "#lib/detection/verdict.ts";
import { type Failing, failingOf, waitingOf } from "#lib/incidents/larger.ts";
import type { ServiceMemory } from "#lib/incidents/service-memory.ts";
import {
  type Change,
  isActive,
  RENEW_MINUTES,
  type Surroundings,
  surroundings,
  type Watched,
  type WatchedCountry,
  type WatchFrame,
  type Watching,
  watchMinute,
} from "#lib/incidents/watch.ts";

/** What is normal for a service from a minute within a span on. */
export interface NextBaseline {
  /** The first minute that is judged by it. */
  readonly from: Minute;
  readonly baseline: Baseline | null;
  readonly countries: readonly WatchedCountry[];
}

/** Services by id whose turn to learn comes within a span, after its first minute. */
export type NextBaselines = ReadonlyMap<number, NextBaseline>;

const NONE: NextBaselines = new Map();

/** A minute, and the countries (ISO 3166-1 alpha-2) whose counts were judged by themselves in it. */
export interface Wanted {
  readonly minute: Minute;
  readonly countries: readonly string[];
}

/** A service after a span of minutes. */
export interface Watch {
  readonly service: Watched;
  readonly memory: ServiceMemory;
  /** The last verdict of the span; null when no minute of it was judged. */
  readonly verdict: Verdict | null;
  /** A minute of the span changed the memory. */
  readonly changed: boolean;
  /** What became of its incidents, in order. */
  readonly changes: readonly Change[];
  /** Minutes whose sources were missing: read them and judge the span again. */
  readonly wanted: readonly Wanted[];
}

const REMEMBERED = memorySchema.keyof().options;

/** Whether a minute left something to remember. What it left alone is the same object. */
function differs(before: ServiceMemory, after: ServiceMemory): boolean {
  return REMEMBERED.some((key) => before.detection[key] !== after.detection[key]) || after.open !== before.open;
}

/**
 * Whether the row of a service is written after a span. A normal service's is renewed each five minutes only: thousands of unchanged ones
 * each minute would be most of the WAL.
 */
export function isDue({ changed }: Watch, span: Span): boolean {
  return changed || Math.floor((span.to - 1) / RENEW_MINUTES) > Math.floor((span.from - 1) / RENEW_MINUTES);
}

/** A possible outage is opened only after a look at where its reports come from. */
function wantsSources(service: Watched, before: ServiceMemory, verdict: Verdict): boolean {
  if (service.kin.isNetwork || before.detection.episode !== null || verdict.state === "unknown") return false;
  return verdict.gates.evidence && service.sourcesAt(verdict.minute) === null;
}

function wantedOf({ countries }: Watched, minute: Minute): Wanted {
  return { minute, countries: countries.map(({ country }) => country) };
}

/** Whether an outage was opened in this minute. */
const opensOutage = (now: Watching | null) =>
  now?.change?.transition.kind === "opened" && now.change.transition.level === "outage";

/**
 * Outages that open in the same minute did not know of each other: each is judged once more, knowing the others. Else the
 * rival of a failing carrier is accused because it left normal in the very minute in which the carrier did. A child's parent may have risen as
 * far without being one yet, because its rise has the shape of talk still: the child is judged knowing that.
 */
function reconsider(
  watches: readonly Watch[],
  judged: readonly (Watching | null)[],
  frame: WatchFrame,
  minute: Minute,
  around: Surroundings,
): readonly (Watching | null)[] {
  const opening: Failing[] = [];
  const waiting: Failing[] = [];
  for (const [i, { service }] of watches.entries()) {
    const now = judged[i] ?? null;
    if (now === null) continue;
    const fails = opensOutage(now) ? failingOf(service.kin, now.memory.detection, minute) : null;
    const waits = waitingOf(service.kin, now.verdict);
    if (fails !== null) opening.push(fails);
    if (waits !== null) waiting.push(waits);
  }
  if (opening.length === 0 || opening.length + waiting.length < 2) return judged;
  return watches.map(({ service, memory }, i) => {
    const now = judged[i] ?? null;
    if (!opensOutage(now)) return now;
    const parent = waiting.filter(({ kin }) => kin.id === service.kin.parentId);
    const together = { ...around, failing: [...around.failing, ...opening, ...parent] };
    return watchMinute(service, memory, frame, minute, together);
  });
}

/** A service after a minute; null when it was not judged. */
function afterMinute(watch: Watch, now: Watching | null): Watch {
  if (now === null) return watch;
  const { service, memory, changes, wanted } = watch;
  return {
    service,
    memory: now.memory,
    verdict: now.verdict,
    changed: watch.changed || differs(memory, now.memory),
    changes: now.change === null ? changes : [...changes, now.change],
    wanted: wantsSources(service, memory, now.verdict) ? [...wanted, wantedOf(service, now.verdict.minute)] : wanted,
  };
}

/** The first minute of a span as it was judged, with the sources that it was judged by. */
interface FirstMinute {
  readonly around: Surroundings;
  readonly sources: readonly ReturnType<Watched["sourcesAt"]>[];
  readonly judged: readonly (Watching | null)[];
}

/** Judges a span's first minute; with `before` only where sources have come in since: of sources nothing follows for other services. */
function judgeFirst(
  watches: readonly Watch[],
  frame: WatchFrame,
  minute: Minute,
  before: FirstMinute | null,
): FirstMinute {
  const around = before?.around ?? surroundings(watches, frame, minute);
  const sources = watches.map(({ service }) => service.sourcesAt(minute));
  const judged = watches.map((watch, i) =>
    before !== null && before.sources[i] === sources[i]
      ? (before.judged[i] ?? null)
      : judgeActive(watch, frame, minute, around),
  );
  return { around, sources, judged };
}

function judgeActive({ service, memory }: Watch, frame: WatchFrame, minute: Minute, around: Surroundings) {
  return isActive(service, memory, frame, minute) ? watchMinute(service, memory, frame, minute, around) : null;
}

/** Services as they are known in a minute of a span. */
function relearned(watches: readonly Watch[], next: NextBaselines, minute: Minute): readonly Watch[] {
  if (next.size === 0) return watches;
  return watches.map((watch) => {
    const own = next.get(watch.service.kin.id);
    if (own === undefined || own.from !== minute) return watch;
    return { ...watch, service: { ...watch.service, baseline: own.baseline, countries: own.countries } };
  });
}

/**
 * Judges the minutes of a span one after the other, all services together, each minute from what the
 * minute before left: so a span judged at once, in parts, or after a restart ends the same. What it returns can be called
 * again when sources have come in that were missing.
 */
export function spanWatcher(
  services: readonly Watched[],
  frame: WatchFrame,
  span: Span,
  next: NextBaselines = NONE,
): () => Watch[] {
  const begin: readonly Watch[] = services.map((service) => ({
    service,
    memory: service.memory,
    verdict: null,
    changed: false,
    changes: [],
    wanted: [],
  }));
  let first: FirstMinute | null = null;
  const judgeMinute = (watches: readonly Watch[], minute: Minute): readonly [Surroundings, FirstMinute["judged"]] => {
    if (minute === span.from) {
      first = judgeFirst(watches, frame, minute, first);
      return [first.around, first.judged];
    }
    const around = surroundings(watches, frame, minute);
    return [around, watches.map((watch) => judgeActive(watch, frame, minute, around))];
  };
  return () => {
    let watches = [...begin];
    for (let minute = span.from; minute < span.to; minute = addMinutes(minute, 1)) {
      const before = relearned(watches, next, minute);
      const [around, judged] = judgeMinute(before, minute);
      const reconsidered = reconsider(before, judged, frame, minute, around);
      watches = before.map((watch, i) => afterMinute(watch, reconsidered[i] ?? null));
    }
    return watches;
  };
}

/** Judges a span once, with the sources that are at hand. Pure. */
export function watchSpan(
  services: readonly Watched[],
  frame: WatchFrame,
  span: Span,
  next: NextBaselines = NONE,
): Watch[] {
  return spanWatcher(services, frame, span, next)();
}
