import { readManySeries } from "#lib/buckets/buckets.db.ts";
import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";
import { limits } from "#lib/detection/thresholds.ts";
import { RISE_STEP } from "#lib/incidents/rise.ts";
import { possibleCauses } from "#lib/incidents/shared-cause.ts";
import type { Riser } from "#lib/incidents/together.ts";
import { expected15By } from "#lib/live/as-known.ts";
import { rounded } from "#lib/live/build-series.ts";
import { buildTogether, causeView, sizedAsRecorded, togetherSpan } from "#lib/live/build-together.ts";
import { readEventRows } from "#lib/live/events.db.ts";
import type { TogetherSnapshot } from "#lib/live/incident-snapshot.ts";
import { readIncidentRows } from "#lib/live/incidents.db.ts";
import { OnceAMinute } from "#lib/live/once-a-minute.ts";
import { readBaselines } from "#lib/live/read-baselines.ts";
import { nowOf, type ReadContext, readContext, stampOf } from "#lib/live/read-context.ts";
import type { CauseView, ServiceSummary, Together } from "#lib/live/snapshot.ts";
import { readCandidates, readKin, readTogetherBefore } from "#lib/live/together.db.ts";

const BEFORE_DAYS = 90;
/** Fewer failing services than this have no cause that could be called shared. */
const LEAST_FAILING = 2;

/** Something that began, and ended or goes on. */
export interface Began {
  readonly serviceId: number;
  readonly began: Minute;
  readonly ended: Minute | null;
}

/** Some KB each. With 2,000 busy services one costs up to 300 ms, and pages of a failing service are rendered every two seconds. */
const MAX_HELD = 500;
const heldBy = new WeakMap<Db, OnceAMinute<Together | null>>();

async function readAnew(context: ReadContext, { serviceId, began, ended }: Began): Promise<Together | null> {
  const { db } = context;
  const now = nowOf(context);
  const span = togetherSpan(began, ended ?? now);
  const near = {
    from: addMinutes(began, -limits.collateralWithin),
    to: addMinutes(began, limits.collateralWithin + 1),
  };
  const rows = await readCandidates(db, serviceId, near);
  const ids = rows.map((row) => row.id);
  const period = { from: addMinutes(began, -BEFORE_DAYS * 1440), to: began };
  const [counts, expected, before] = await Promise.all([
    readManySeries(
      db,
      ids.map((id) => ({ serviceId: id, span })),
      RISE_STEP,
    ),
    readBaselines(db, ids),
    readTogetherBefore(db, serviceId, ids, period, limits.collateralWithin),
  ]);
  return buildTogether({ rows, began, span, isNow: ended === null, counts, expected, before });
}

/** What rose together with a service, as of the running minute; null when its own rise cannot be seen in steps of five minutes. */
export function readTogether(context: ReadContext, subject: Began): Promise<Together | null> {
  const held = heldBy.get(context.db) ?? new OnceAMinute<Together | null>(MAX_HELD);
  heldBy.set(context.db, held);
  const key = `${subject.serviceId} ${subject.began} ${subject.ended}`;
  return held.get(key, nowOf(context), () => readAnew(context, subject));
}

/** What rose together with an incident. Null for an unknown one. */
export async function readIncidentTogether(
  id: string,
  context: ReadContext = readContext(),
): Promise<TogetherSnapshot | null> {
  const now = nowOf(context);
  const row = (await readIncidentRows(context.db, { id, limit: 1 }))[0];
  if (row === undefined || row.opened > now) return null;
  const [together, events] = await Promise.all([
    readTogether(context, { serviceId: row.serviceId, began: row.started, ended: row.endedTo }),
    readEventRows(context.db, id, addMinutes(now, 1)),
  ]);
  const { slug, name, started, peak15, peak15Minute, level } = row;
  const judgedBy = peak15Minute === null ? null : expected15By(events, peak15Minute);
  const expected15 = judgedBy === null ? row.expected15 : rounded(judgedBy);
  const own = { slug, name, state: level, incidentId: id, began: started, peak15, expected15 };
  const found = together && sizedAsRecorded(together, own);
  return { ...stampOf(context), incidentId: id, together: found ?? { own, companions: [], causes: [] } };
}

/** Suppliers that several of the services that are not normal now may have in common. */
export async function readCauses(context: ReadContext, services: readonly ServiceSummary[]): Promise<CauseView[]> {
  if (services.filter(({ state }) => state === "outage").length < LEAST_FAILING) return [];
  const kin = await readKin(
    context.db,
    services.map(({ slug }) => slug),
  );
  const now = nowOf(context);
  const risers = services.flatMap((service): Riser[] => {
    const own = kin.get(service.slug);
    if (own === undefined || service.state === "normal") return [];
    const { slug, name, category, state, incidentId, reports15: peak15, expected15 } = service;
    const { id, parentId, isNetwork, started } = own;
    const began = asMinute(started ?? service.since ?? now);
    return [{ kin: { id, slug, name, category, parentId, isNetwork }, state, incidentId, began, peak15, expected15 }];
  });
  return possibleCauses(risers).map(causeView);
}
