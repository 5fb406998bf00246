import { asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";

/** Minutes that are judged at once end at multiples of this: what a worker that was away must hold at hand has a bound. */
export const CHUNK_MINUTES = 10;
/** Reports that were taken in a minute may be committed this long after it (real time). */
const GRACE_MS = 300;
/** The ingest writes down its minutes at most this late (real time): a pause of 30 s is still no gap, and then a beat. */
const BEAT_PATIENCE_S = 40;
/** After a longer stop of the worker, what is older stays unjudged. */
const MAX_CATCH_UP = 1440;

export interface WatchPosition {
  /** First minute that is not judged yet; null before the first judgement. */
  readonly cursor: Minute | null;
  /** Minutes before this one are judged for good; those from here to the cursor were judged as a gap, without a beat. */
  readonly settled: Minute | null;
  /** Last minute that the ingest wrote down, of those that are not in the future. */
  readonly lastBeat: Minute | null;
  /** First minute of which anything is known. */
  readonly firstKnown: Minute | null;
}

/**
 * The first minute to judge; null before the first judgement. A gap is only believed until the ingest writes down a minute of it or after it: then it is judged
 * again from its begin. A minute that nobody saw changes nothing, so that costs a gap of whatever length nothing, and
 * what a clock that was ahead took for a gap is judged in its turn: it blinded the worker for as long as it was ahead. Not
 * while that clock still says that those minutes are too old to be judged.
 */
function resumeAt({ cursor, settled, lastBeat }: WatchPosition, oldest: number): Minute | null {
  const heard = settled !== null && lastBeat !== null && lastBeat >= Math.max(settled, oldest);
  return heard && cursor !== null && settled < cursor ? settled : cursor;
}

/**
 * The next minutes to judge together, oldest first; null when all closed minutes are judged. A minute is closed when
 * it is over and its beat is written, or will not be written any more: then it is a gap.
 */
export function nextSpan(position: WatchPosition, nowMs: number, speed: number): Span | null {
  const { lastBeat, firstKnown } = position;
  if (firstKnown === null) return null;
  const over = Math.floor((nowMs - GRACE_MS * speed) / 60_000);
  const patience = Math.ceil((BEAT_PATIENCE_S * speed) / 60);
  const to = Math.min(over, Math.max(lastBeat === null ? 0 : lastBeat + 1, over - patience));
  const oldest = Math.max(0, to - MAX_CATCH_UP);
  const from = asMinute(Math.max(resumeAt(position, oldest) ?? firstKnown, oldest));
  if (from >= to) return null;
  return { from, to: asMinute(Math.min(to, floorToStep(from, CHUNK_MINUTES) + CHUNK_MINUTES)) };
}

/** Up to which minute the judgement holds after a span: its minutes up to the ingest's last beat are closed for good. */
export function settledAfter({ settled, lastBeat }: WatchPosition, span: Span): Minute {
  if (lastBeat === null || lastBeat < span.from) return settled ?? span.from;
  return asMinute(Math.min(span.to, Math.max(lastBeat + 1, settled ?? 0)));
}
