import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Baseline } from "#lib/detection/baseline.ts";
import { RECENT_MINUTES } from "#lib/detection/recent.ts";
import { evenSources } from "#lib/detection/testing/sources.ts";
import { BEATS_BEFORE, knownMinutes } from "#lib/incidents/known-minutes.ts";
import { learningTurn, turnWithin } from "#lib/incidents/learning-time.ts";
import { NO_SERVICE_MEMORY, type ServiceMemory } from "#lib/incidents/service-memory.ts";
import type { Change, Watched } from "#lib/incidents/watch.ts";
import { nextSpan, settledAfter } from "#lib/incidents/watch-due.ts";
import { isDue, watchSpan } from "#lib/incidents/watch-span.ts";

/** A service whose counts the simulated database holds; index 0 is the feed's first minute. */
export interface FedService {
  readonly kin: Watched["kin"];
  readonly reports: readonly number[];
  readonly networks: readonly number[];
  /** What was learned from the past of this minute. */
  readonly baselineAt: (learned: Minute) => Baseline | null;
}

/** What the simulated database comes to hold. */
export interface Feed {
  readonly from: Minute;
  readonly services: readonly FedService[];
  /** Minutes that the ingest writes down: false is a gap. */
  readonly beats: readonly boolean[];
  /** How late the ingest writes a minute's beat, in milliseconds after the minute is over. */
  readonly beatDelayMs: (minute: Minute) => number;
}

/** All that the worker keeps between two lives: a row per service and the cursor. */
interface Stored {
  readonly cursor: Minute | null;
  readonly settled: Minute | null;
  readonly memories: string;
}

/** A worker with a database of its own, whose clock the test turns. */
export interface SimulatedWorker {
  /** Does what is due at this moment. `dies`: the process is killed when everything is judged, before anything is stored. */
  wake(nowMs: number, dies?: boolean): void;
  /** All that was stored of incidents, in order. */
  readonly changes: readonly Change[];
  readonly cursor: () => Minute | null;
}

/** The minutes that are written down by now, as far as a span needs them. */
function beatsBy(feed: Feed, span: Span, nowMs: number): Minute[] {
  const beats: Minute[] = [];
  for (let minute = Math.max(feed.from, span.from); minute < span.to; minute += 1) {
    const at = asMinute(minute);
    const written = feed.beats[minute - feed.from] === true && (minute + 1) * 60_000 + feed.beatDelayMs(at) <= nowMs;
    if (written) beats.push(at);
  }
  return beats;
}

function judge(feed: Feed, memories: readonly ServiceMemory[], span: Span, nowMs: number) {
  const series = { from: addMinutes(span.from, -RECENT_MINUTES + 1), to: span.to };
  const beats = beatsBy(feed, { from: addMinutes(series.from, -BEATS_BEFORE), to: span.to }, nowMs);
  const known = knownMinutes(series, beats, { first: feed.from, firstBucket: feed.from });
  const offset = series.from - feed.from;
  const cut = (counts: readonly number[]) =>
    Array.from({ length: span.to - series.from }, (_, i) => counts[i + offset] ?? 0);
  const services = feed.services.map(
    (service, i): Watched => ({
      kin: service.kin,
      baseline: service.baselineAt(learningTurn(service.kin.id, span.from).learned),
      countries: [],
      since: null,
      reportedAt: null,
      reports: cut(service.reports),
      networks: cut(service.networks),
      sourcesAt: () => evenSources(6, 9),
      incidentIds: [],
      memory: memories[i] ?? NO_SERVICE_MEMORY,
    }),
  );
  const next = feed.services.flatMap(({ kin, baselineAt }) => {
    const turn = turnWithin(kin.id, span);
    return turn === null
      ? []
      : [[kin.id, { from: turn.from, baseline: baselineAt(turn.learned), countries: [] }] as const];
  });
  return watchSpan(services, { from: series.from, known }, span, new Map(next));
}

/** A worker that begins at `from` with nothing remembered. */
export function simulateWorker(feedAt: (nowMs: number) => Feed, from: Minute): SimulatedWorker {
  let stored: Stored = { cursor: from, settled: null, memories: "[]" };
  const changes: Change[] = [];
  const wake = (nowMs: number, dies = false) => {
    const feed = feedAt(nowMs);
    for (;;) {
      const written = beatsBy(feed, { from: feed.from, to: addMinutes(feed.from, feed.beats.length) }, nowMs);
      const { cursor, settled } = stored;
      const position = { cursor, settled, lastBeat: written.at(-1) ?? null, firstKnown: feed.from };
      const span = nextSpan(position, nowMs, 1);
      if (span === null) return;
      const before: readonly ServiceMemory[] = JSON.parse(stored.memories);
      const watches = judge(feed, before, span, nowMs);
      if (dies) return;
      const memories = JSON.stringify(
        watches.map((watch, i) => (isDue(watch, span) ? watch.memory : (before[i] ?? NO_SERVICE_MEMORY))),
      );
      stored = { cursor: span.to, settled: settledAfter(position, span), memories };
      changes.push(...watches.flatMap((watch) => watch.changes).sort((a, b) => a.minute - b.minute));
    }
  };
  return { wake, changes, cursor: () => stored.cursor };
}
