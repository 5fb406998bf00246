import { storeGaps } from "#lib/buckets/gaps.db.ts";
import { addMinutes, asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import { readFirstMinute, readRollUpCursor, rollUpBuckets, rollUpFacets } from "#lib/buckets/roll-up.db.ts";
import { LEVELS } from "#lib/buckets/rolled-up.db.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";

/**
 * Minutes that stay open: they are read as minutes only. Reports are stored within seconds of their minute, which on the clock
 * of a fast demonstration are half an hour; the rest is for a clock that was corrected.
 */
export const OPEN_MINUTES = 180;
const DAY = 1_440;
/** Minutes of one statement: some 25,000 rows of 35,000 services, so that ten times as many do not meet the statement's timeout. */
const PIECE = 240;
/** One run goes so far, so that after a restart a long past is not begun again. A year takes twelve runs. */
const MAX_RUN_DAYS = 31;

/** The rows of `unit` minutes that end within a span. */
function wholeIn(span: Span, unit: number): Span {
  return { from: floorToStep(span.from, unit), to: floorToStep(span.to, unit) };
}

/** Sums all rows that end within a piece, finest first, and stores its gaps. Returns how many rows are new or different. */
async function sumPiece(db: Db, span: Span): Promise<number> {
  let changed = await storeGaps(db, span);
  for (const level of LEVELS) {
    const whole = wholeIn(span, level.unit);
    if (whole.from < whole.to) changed += await rollUpBuckets(db, level, whole);
  }
  const hours = wholeIn(span, 60);
  return hours.from < hours.to ? changed + (await rollUpFacets(db, hours)) : changed;
}

/**
 * Sums minutes into five minutes, hours and days, from the minute `cursor` (null: from the first there is) up to three hours
 * ago. Returns the next cursor: what lies before it is summed, each row once; what lies after is still read as minutes.
 * After a clock that ran ahead the cursor goes back, because minutes before it are counting again.
 */
export async function rollUp(db: Db, now: Minute, cursor: Minute | null, signal: AbortSignal): Promise<Minute | null> {
  const closed = floorToStep(asMinute(Math.max(0, now - OPEN_MINUTES)), 5);
  const first = cursor ?? (await readFirstMinute(db));
  if (first === null) return null;
  let from = asMinute(Math.min(closed, cursor ?? floorToStep(first, DAY)));
  const end = Math.min(closed, from + MAX_RUN_DAYS * DAY);
  while (from < end && !signal.aborted) {
    const to = asMinute(Math.min(end, floorToStep(addMinutes(from, PIECE), PIECE)));
    await sumPiece(db, { from, to });
    from = to;
  }
  return from;
}

/** A day that was summed again, and in how many rows the sums had been others. */
export interface Checked {
  readonly nextDay: number | null;
  readonly mended: number;
}

/**
 * Sums one closed day again, in turn with all others: `day` (epoch days; null: the first). The ingest cannot write into a
 * closed past, but an operator can; what differs is mended, and told.
 */
export async function checkRollUp(db: Db, day: number | null): Promise<Checked> {
  const [first, cursor] = [await readFirstMinute(db), await readRollUpCursor(db)];
  if (first === null || cursor === null) return { nextDay: null, mended: 0 };
  const [firstDay, endDay] = [Math.floor(first / DAY), Math.floor(cursor / DAY)];
  if (firstDay >= endDay) return { nextDay: null, mended: 0 };
  const checked = day === null || day < firstDay || day >= endDay ? firstDay : day;
  let mended = 0;
  for (let from = asMinute(checked * DAY); from < (checked + 1) * DAY; from = addMinutes(from, PIECE)) {
    mended += await sumPiece(db, { from, to: addMinutes(from, PIECE) });
  }
  return { nextDay: checked + 1, mended };
}
