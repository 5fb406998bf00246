import { asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import { CHUNK_MINUTES } from "#lib/incidents/learning-time.ts";

/** Reports that were taken in a minute may be committed this long after it (real time). */
const GRACE_MS = 300;
/** The ingest writes down its minutes at most this late (real time): a pause of 30 s is still no gap, and then a beat. */
const BEAT_PATIENCE_S = 40;
/** After a longer stop of the worker, what is older stays unjudged. */
const MAX_CATCH_UP = 1440;

export interface WatchPosition {
  /** First minute that is not judged yet; null before the first judgement. */
  readonly cursor: Minute | null;
  /** Last minute that the ingest wrote down. */
  readonly lastBeat: Minute | null;
  /** First minute of which anything is known. */
  readonly firstKnown: Minute | null;
}

/**
 * The next minutes to judge together, oldest first; null when all closed minutes are judged. A minute is closed when
 * it is over and its beat is written, or will not be written any more: then it is a gap.
 */
export function nextSpan(position: WatchPosition, nowMs: number, speed: number): Span | null {
  const { cursor, lastBeat, firstKnown } = position;
  if (firstKnown === null) return null;
  const over = Math.floor((nowMs - GRACE_MS * speed) / 60_000);
  const patience = Math.ceil((BEAT_PATIENCE_S * speed) / 60);
  const to = Math.min(over, Math.max(lastBeat === null ? 0 : lastBeat + 1, over - patience));
  const from = asMinute(Math.max(cursor ?? firstKnown, to - MAX_CATCH_UP, 0));
  if (from >= to) return null;
  return { from, to: asMinute(Math.min(to, floorToStep(from, CHUNK_MINUTES) + CHUNK_MINUTES)) };
}
