import { readSeries } from "#lib/buckets/buckets.db.ts";
import { readGaps } from "#lib/buckets/gaps.db.ts";
import { addMinutes } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import { findServiceBySlug } from "#lib/catalog/catalog.db.ts";
import { worksPercent } from "#lib/live/build-answers.ts";
import { buildSeries, type ExpectedFor } from "#lib/live/build-series.ts";
import { type LiveRow, readAnswerRows, readLiveRows } from "#lib/live/live.db.ts";
import {
  answersFrom,
  buildFrame,
  buildHomeFrame,
  frameSpan,
  type HomeFrame,
  type LiveSnapshot,
  type SlowParts,
} from "#lib/live/live-frame.ts";
import { DEFAULT_RANGE, type RangeKey, rangeSpan } from "#lib/live/range.ts";
import { readBaselines } from "#lib/live/read-baselines.ts";
import { nowOf, type ReadContext, readContext, stampOf } from "#lib/live/read-context.ts";

/** The slow parts of all frames of a tick. */
export interface SlowFigures {
  readonly expected: ReadonlyMap<number, ExpectedFor>;
  readonly worksPercent: ReadonlyMap<number, number | null>;
  readonly gaps: readonly Span[];
}

/** What the frames of the rows of a tick need beside them. */
export async function readSlowFigures(context: ReadContext, rows: readonly LiveRow[]): Promise<SlowFigures> {
  const now = nowOf(context);
  const spans = rows.map((row) => ({ serviceId: row.id, from: answersFrom(row, now) }));
  const [expected, answers, gaps] = await Promise.all([
    readBaselines(
      context.db,
      rows.map((row) => row.id),
    ),
    readAnswerRows(context.db, spans, addMinutes(now, 1)),
    readGaps(context.db, frameSpan(now)),
  ]);
  return { expected, worksPercent: new Map(answers.map((row) => [row.serviceId, worksPercent(row)])), gaps };
}

/** What was known, with what has been read of further services since. */
export function mergeSlowFigures(known: SlowFigures, read: SlowFigures): SlowFigures {
  return {
    expected: new Map([...known.expected, ...read.expected]),
    worksPercent: new Map([...known.worksPercent, ...read.worksPercent]),
    gaps: read.gaps,
  };
}

/** The slow parts of one service's frame. */
export function slowPartsOf(slow: SlowFigures, serviceId: number): SlowParts {
  const { expected, gaps } = slow;
  return {
    expectedFor: expected.get(serviceId) ?? null,
    worksPercent: slow.worksPercent.get(serviceId) ?? null,
    gaps,
  };
}

/** The rows of a tick over the span that frames need. */
export function readTick(context: ReadContext, watched: readonly number[], notNormal: boolean): Promise<LiveRow[]> {
  return readLiveRows(context.db, watched, notNormal, frameSpan(nowOf(context)));
}

/** What a new viewer of a service is told first, with its id for the ticks; null when there is no such service. */
export async function readLiveSnapshot(
  slug: string,
  range: RangeKey = DEFAULT_RANGE,
  context: ReadContext = readContext(),
): Promise<{ readonly serviceId: number; readonly snapshot: LiveSnapshot } | null> {
  const service = await findServiceBySlug(context.db, slug);
  if (service === null) return null;
  const { span, step } = rangeSpan(range, nowOf(context));
  const [rows, steps, gaps] = await Promise.all([
    readTick(context, [service.id], false),
    readSeries(context.db, service.id, span, step),
    readGaps(context.db, span),
  ]);
  const row = rows[0];
  if (row === undefined) return null;
  const parts = slowPartsOf(await readSlowFigures(context, rows), row.id);
  const frame = buildFrame(stampOf(context), row, parts);
  const series = buildSeries(steps, span, step, parts.expectedFor, gaps);
  return { serviceId: service.id, snapshot: { ...frame, series } };
}

/** What a new viewer of the home page is told first. */
export async function readHomeFrame(context: ReadContext = readContext()): Promise<HomeFrame> {
  const rows = await readTick(context, [], true);
  const expected = await readBaselines(
    context.db,
    rows.map((row) => row.id),
  );
  return buildHomeFrame(stampOf(context), rows, expected);
}
