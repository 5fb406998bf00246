import { addMinutes, floorToStep, type Minute, minuteOf } from "#lib/buckets/minute.ts";
import { gatherSteps } from "#lib/buckets/series.ts";
import { last15, lastMinutes, type Span } from "#lib/buckets/window.ts";
import { buildSeries, type ExpectedFor, expected15, missed15 } from "#lib/live/build-series.ts";
import { byUrgency } from "#lib/live/build-summaries.ts";
import type { LiveRow } from "#lib/live/live.db.ts";
import type { SeriesPoint, ServiceSnapshot, ServiceSummary, Stamp } from "#lib/live/snapshot.ts";

/** What a viewer of a service is told whenever something changed. */
export interface LiveFrame
  extends Stamp,
    Pick<
      ServiceSnapshot,
      "state" | "since" | "reason" | "incidentId" | "reports15" | "missed15" | "expected15" | "worksPercent"
    > {
  readonly slug: string;
  /** The last 10 minutes, the running one included. */
  readonly minutes: readonly SeriesPoint[];
  /** The last 3 steps of 5 minutes, the one under way included. */
  readonly steps: readonly SeriesPoint[];
}

/** A frame with the whole series: what a new viewer is told first. */
export interface LiveSnapshot extends LiveFrame {
  readonly series: ServiceSnapshot["series"];
}

/** What a viewer of the home page is told: every service that is not normal, worst first. */
export interface HomeFrame extends Stamp {
  readonly services: readonly Omit<ServiceSummary, "sparkline" | "topProblem">[];
}

export const TAIL_MINUTES = 10;
const TAIL_STEP = 5;
const TAIL_STEPS = 3;

/** Whether frames move a series of this step. One of longer steps is told again as a whole: their counts are in no tail. */
export function framesMove(step: number): boolean {
  return step <= TAIL_STEP;
}

/** The span of a frame's minutes. */
export function minutesTail(now: Minute): Span {
  return lastMinutes(now, TAIL_MINUTES);
}

/** The span of a frame's steps. */
export function stepsTail(now: Minute): Span {
  const to = addMinutes(floorToStep(now, TAIL_STEP), TAIL_STEP);
  return { from: addMinutes(to, -TAIL_STEP * TAIL_STEPS), to };
}

/** The sentence of a service that the detector has not seen yet. */
export const NEVER_JUDGED = "Not judged yet: the watch of a service begins with its first report.";

/** The buckets that a frame is made from: those of `reports15` hold the whole tail, by a minute. */
export const frameSpan = last15;

function reports15(row: LiveRow): number {
  return row.buckets.reduce((sum, bucket) => sum + bucket.reports, 0);
}

/** What of a frame changes slowly, and is not read at every tick. */
export interface SlowParts {
  readonly expectedFor: ExpectedFor | null;
  readonly worksPercent: number | null;
  /** Minutes in which nobody could report to this instance. */
  readonly gaps: readonly Span[];
}

/** A service's frame from its row over `frameSpan` of the running minute. */
export function buildFrame(stamp: Stamp, row: LiveRow, { expectedFor, worksPercent, gaps }: SlowParts): LiveFrame {
  const now = minuteOf(stamp.asOf);
  const steps = stepsTail(now);
  const whole = row.buckets.filter((bucket) => bucket.minute >= steps.from);
  return {
    ...stamp,
    slug: row.slug,
    state: row.state,
    since: row.since,
    reason: row.reason ?? NEVER_JUDGED,
    incidentId: row.incidentId,
    reports15: reports15(row),
    missed15: missed15(now, gaps),
    expected15: expected15(now, expectedFor),
    worksPercent,
    minutes: buildSeries(row.buckets, minutesTail(now), 1, expectedFor, gaps).points,
    steps: buildSeries(gatherSteps(whole, TAIL_STEP), steps, TAIL_STEP, expectedFor, gaps).points,
  };
}

/** The home page's frame from the rows of a tick, of which some are there because their own pages are watched. */
export function buildHomeFrame(
  stamp: Stamp,
  rows: readonly LiveRow[],
  expected: ReadonlyMap<number, ExpectedFor>,
): HomeFrame {
  const now = minuteOf(stamp.asOf);
  const services = rows
    .filter((row) => row.state !== "normal" && !row.retired)
    .map((row) => ({ ...row, reports15: reports15(row) }))
    .sort(byUrgency)
    .map(({ id, slug, name, category, state, since, incidentId, reports15 }) => ({
      slug,
      name,
      category,
      state,
      since,
      incidentId,
      reports15,
      expected15: expected15(now, expected.get(id) ?? null),
    }));
  return { ...stamp, services };
}

/** When answers are counted from: the open incident's start, else a day ago. */
export function answersFrom(row: Pick<LiveRow, "incidentStarted">, now: Minute): Minute {
  const day = lastMinutes(now, 1_440).from;
  return row.incidentStarted === null || row.incidentStarted > now ? day : row.incidentStarted;
}

/**
 * Whether a viewer who has seen the frame of `eventId` can go on with the next one, because its tail covers what was
 * missed. Ids are the frames' `asOf`; what is no such id, too old or from the future needs the whole series.
 */
export function canResume(eventId: string | undefined, nowMs: number): boolean {
  if (eventId === undefined || !/^\d{1,15}$/.test(eventId)) return false;
  const missed = nowMs - Number(eventId);
  // One minute less than the tail: the frame that is waited for is made a little later.
  return missed >= 0 && missed < (TAIL_MINUTES - 1) * 60_000;
}
