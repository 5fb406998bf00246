import { readSeries, readSums } from "#lib/buckets/buckets.db.ts";
import { readFacets } from "#lib/buckets/facets.db.ts";
import { readGaps } from "#lib/buckets/gaps.db.ts";
import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { BucketStep } from "#lib/buckets/series.ts";
import { findServiceBySlug } from "#lib/catalog/catalog.db.ts";
import { readCursor } from "#lib/incidents/incidents.db.ts";
import { readOfficialUpdates } from "#lib/incidents/official-updates.db.ts";
import { WATCH_JOB } from "#lib/incidents/watch.job.ts";
import { type Course, courseAt, courseNow, expected15By, expectedBy } from "#lib/live/as-known.ts";
import { readBeganRows } from "#lib/live/began.db.ts";
import { countIncident, recordedCounts } from "#lib/live/build-figures.ts";
import { buildIncident } from "#lib/live/build-incident-page.ts";
import { buildOfficial, MAX_OFFICIAL, officialSpan } from "#lib/live/build-official.ts";
import { buildRevisions } from "#lib/live/build-revisions.ts";
import { type EventRow, readEventRows } from "#lib/live/events.db.ts";
import { frameIncident, type IncidentFrame, revisedSpan } from "#lib/live/incident-frame.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import { type IncidentRow, readIncidentRows } from "#lib/live/incidents.db.ts";
import { readBaselines } from "#lib/live/read-baselines.ts";
import { nowOf, type ReadContext, readContext, stampOf } from "#lib/live/read-context.ts";
import { readSettled } from "#lib/live/read-settled.ts";
import { readTogether } from "#lib/live/read-together.ts";
import { readRelativeRows } from "#lib/live/services.db.ts";
import { readSetAsideReasons } from "#lib/live/set-aside.db.ts";

/** What the chart of an incident compares with. A frozen one knows nothing that was learned after its events. */
async function readExpected({ db }: ReadContext, row: IncidentRow, events: readonly EventRow[], isFrozen: boolean) {
  const judgedBy = expectedBy(events);
  if (judgedBy !== null || isFrozen) return { expectedFor: judgedBy, expectedFrom: "record" } as const;
  const expectedFor = (await readBaselines(db, [row.serviceId])).get(row.serviceId) ?? null;
  return { expectedFor, expectedFrom: "now" } as const;
}

async function readParts(
  context: ReadContext,
  row: IncidentRow,
  frame: IncidentFrame,
  events: readonly EventRow[],
  isFrozen: boolean,
) {
  const { db } = context;
  const { counted, chart, step } = frame;
  const [service, relatives, sums, series, gaps, expected, facets, began, setAsideReasons] = await Promise.all([
    findServiceBySlug(db, row.slug),
    readRelativeRows(db, row.serviceId),
    readSums(db, row.serviceId, counted),
    readSeries(db, row.serviceId, chart, step),
    readGaps(db, chart),
    readExpected(context, row, events, isFrozen),
    readFacets(db, row.serviceId, counted),
    readBeganRows(db, row.serviceId, counted),
    readSetAsideReasons(db, row.serviceId, counted),
  ]);
  if (service === null) throw new Error("an incident of a service that does not exist");
  const found = relatives.find((relative) => relative.isParent);
  const parent = found === undefined ? null : { slug: found.slug, name: found.name };
  return { service, parent, sums, series, gaps, ...expected, ...facets, began, setAsideReasons };
}

/**
 * The record's own counts now; counted again from the minutes for a moment in the past. Both compare their peak with what was
 * usual when the latest event was decided: by what was learned since, the page would name another ratio than its citation.
 */
function countsOf(
  row: IncidentRow,
  frame: IncidentFrame,
  minutes: readonly BucketStep[],
  events: readonly EventRow[],
  isFrozen: boolean,
) {
  const counts = isFrozen ? countIncident(minutes, frame) : recordedCounts(row);
  const peak = counts.peak15?.from ?? null;
  const recorded = isFrozen ? null : row.expected15;
  return { counts, expected15: peak === null ? null : (expected15By(events, peak) ?? recorded) };
}

/**
 * The record's total holds the judged minutes. While an incident lasts, everything that is counted beside it ends with them: shares
 * that sum to more than the total are read as a mistake. The chart goes on to the running minute, and says so.
 */
async function frameNow({ db }: ReadContext, row: IncidentRow, course: Course, now: Minute): Promise<IncidentFrame> {
  const frame = frameIncident(row.started, course, addMinutes(now, 1), false);
  if (course.ended !== null) return frame;
  const { cursor } = await readCursor(db, WATCH_JOB);
  const judged = asMinute(Math.min(frame.counted.to, Math.max(cursor ?? frame.counted.to, row.opened)));
  return { ...frame, counted: { from: frame.counted.from, to: judged } };
}

/**
 * An incident's record. With `asOf` everything is as it was known at the start of that minute: the same address
 * gives the same answer for ever. Null for an unknown incident, one that was not known then, and a moment that is not
 * judged yet.
 */
export async function readIncident(
  id: string,
  asOf: Minute | null = null,
  context: ReadContext = readContext(),
): Promise<IncidentSnapshot | null> {
  const now = nowOf(context);
  const judged = await readSettled(context);
  const known = asOf ?? now;
  const row = (await readIncidentRows(context.db, { id, limit: 1 }))[0];
  if (row === undefined || row.opened > known || (asOf !== null && asOf > judged)) return null;
  const events = await readEventRows(context.db, id, asOf ?? addMinutes(now, 1));
  const course = asOf === null ? courseNow(row) : courseAt(row, events);
  const frame =
    asOf === null ? await frameNow(context, row, course, now) : frameIncident(row.started, course, asOf, true);
  const until = asOf ?? addMinutes(now, 1);
  const span = officialSpan(row.started, course.ended?.to ?? null, until);
  const [parts, minutes, said] = await Promise.all([
    readParts(context, row, frame, events, asOf !== null),
    readSeries(context.db, row.serviceId, revisedSpan(frame, row.resolved, until), 1),
    readOfficialUpdates(context.db, row.serviceId, span, until, MAX_OFFICIAL),
  ]);
  const figures = countsOf(row, frame, minutes, events, asOf !== null);
  const official = buildOfficial(said);
  const revisions = buildRevisions(row, events, official, minutes);
  const began = { serviceId: row.serviceId, began: row.started, ended: course.ended?.to ?? null };
  const together = asOf === null && row.corrected === null ? await readTogether(context, began) : null;
  return buildIncident({
    stamp: stampOf(context),
    row,
    course,
    frame,
    events,
    ...parts,
    ...figures,
    official,
    revisions,
    asOf,
    // Before its opening the record has no address: who cites it in its first seconds cites its first minute.
    settled: asOf ?? asMinute(Math.max(judged, row.opened)),
    together,
  });
}
