import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Verdict } from "#lib/detection/verdict.ts";
import type { ServiceMemory } from "#lib/incidents/service-memory.ts";
import {
  type Change,
  isActive,
  surroundings,
  type Watched,
  type WatchFrame,
  watchMinute,
} from "#lib/incidents/watch.ts";

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
  readonly wanted: readonly Minute[];
}

/** Whether a minute left something to remember. */
function differs(before: ServiceMemory, after: ServiceMemory): boolean {
  const [a, b] = [before.detection, after.detection];
  const same =
    a.state === b.state && a.since === b.since && a.evidenceMinute === b.evidenceMinute && a.closed === b.closed;
  return !same || b.episode !== null || after.open !== before.open;
}

/** A possible outage is opened only after a look at where its reports come from. */
function wantsSources(service: Watched, before: ServiceMemory, verdict: Verdict): boolean {
  if (service.kin.isNetwork || before.detection.episode !== null || verdict.state === "unknown") return false;
  return verdict.gates.evidence && service.sourcesAt(verdict.minute) === null;
}

/**
 * Judges the minutes of a span one after the other, all services together, each minute from what the
 * minute before left: so a span judged at once, in parts, or after a restart ends the same. Pure.
 */
export function watchSpan(services: readonly Watched[], frame: WatchFrame, span: Span): Watch[] {
  let watches: Watch[] = services.map((service) => ({
    service,
    memory: service.memory,
    verdict: null,
    changed: false,
    changes: [],
    wanted: [],
  }));
  for (let minute = span.from; minute < span.to; minute = addMinutes(minute, 1)) {
    const at = minute;
    const around = surroundings(watches, frame, at);
    watches = watches.map((watch) => {
      if (!isActive(watch.service, watch.memory, frame, at)) return watch;
      const { memory, verdict, change } = watchMinute(watch.service, watch.memory, frame, at, around);
      return {
        service: watch.service,
        memory,
        verdict,
        changed: watch.changed || differs(watch.memory, memory),
        changes: change === null ? watch.changes : [...watch.changes, change],
        wanted: wantsSources(watch.service, watch.memory, verdict) ? [...watch.wanted, at] : watch.wanted,
      };
    });
  }
  return watches;
}
