import type { Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";
import { coldReportRate } from "#lib/detection/memory.ts";
import { expectedForStep } from "#lib/detection/range.ts";
import {
  escalateIncident,
  insertEvent,
  insertIncident,
  refreshFigures,
  resolveIncident,
  type StateRow,
  writeExpected,
  writeStates,
} from "#lib/incidents/incidents.db.ts";
import { storeByHalves } from "#lib/incidents/store-by-halves.job.ts";
import type { Change } from "#lib/incidents/watch.ts";
import { isDue, type Watch } from "#lib/incidents/watch-span.ts";
import { isRowFault } from "#lib/sql-state.ts";

function stateRow({ memory, verdict, service }: Watch): StateRow | null {
  if (verdict === null) return null;
  return {
    serviceId: service.kin.id,
    state: memory.detection.state,
    since: memory.detection.since ?? verdict.since,
    judged: verdict.minute,
    incidentId: memory.open?.id ?? null,
    verdict: JSON.stringify(verdict),
    memory: JSON.stringify(memory),
  };
}

async function storeChange(db: Db, serviceId: number, change: Change): Promise<void> {
  const { incidentId: id, minute, transition } = change;
  if (transition.kind === "opened") {
    await insertIncident(db, { id, serviceId, level: transition.level, started: transition.started, opened: minute });
  }
  if (transition.kind === "escalated") await escalateIncident(db, id, transition.level);
  if (transition.kind === "resolved") await resolveIncident(db, id, transition.end, minute);
  await insertEvent(db, {
    incidentId: id,
    seq: change.seq,
    minute,
    kind: transition.kind,
    reason: transition.reason,
    evidence: JSON.stringify(change.evidence),
  });
}

/** Expected reports of an incident's peak quarter: from the baseline, or the rate before the outage where there is none. */
function expectedAt(watch: Watch, peak15Minute: Minute): number | null {
  const { baseline } = watch.service;
  if (baseline !== null) return expectedForStep(baseline, peak15Minute, 15).expected;
  const { episode } = watch.memory.detection;
  const rate = episode === null ? null : coldReportRate(episode);
  return rate === null ? null : rate * 15;
}

async function storeFigures(db: Db, watches: readonly Watch[], until: Minute): Promise<void> {
  const touched = watches.flatMap(({ memory, changes }) => [
    ...(memory.open === null ? [] : [memory.open.id]),
    ...changes.map((change) => change.incidentId),
  ]);
  if (touched.length === 0) return;
  const byService = new Map(watches.map((watch) => [watch.service.kin.id, watch]));
  const peaks = await refreshFigures(db, [...new Set(touched)], until);
  const expected = peaks.flatMap(({ id, serviceId, peak15Minute }) => {
    const watch = byService.get(serviceId);
    const expected15 = watch === undefined || peak15Minute === null ? null : expectedAt(watch, peak15Minute);
    return expected15 === null ? [] : [{ id, expected15 }];
  });
  if (expected.length > 0) await writeExpected(db, expected);
}

/** Incidents and their events first, then the figures of those that last, then the states. */
async function storeRows(db: Db, watches: readonly Watch[], span: Span): Promise<void> {
  for (const { service, changes } of watches) {
    for (const change of changes) await storeChange(db, service.kin.id, change);
  }
  await storeFigures(db, watches, span.to);
  const due = watches.filter((watch) => isDue(watch, span));
  const rows = due.flatMap((watch) => stateRow(watch) ?? []);
  if (rows.length > 0) await writeStates(db, rows);
}

/** Stores all that the services have left, or nothing of it where PostgreSQL refuses a row: the transaction goes on after that. */
async function storeAllOrNothing(db: Db, watches: readonly Watch[], span: Span): Promise<void> {
  await db.$executeRaw`savepoint watches`;
  try {
    await storeRows(db, watches, span);
  } catch (error) {
    if (isRowFault(error)) await db.$executeRaw`rollback to savepoint watches`;
    throw error;
  }
  await db.$executeRaw`release savepoint watches`;
}

/**
 * Stores what the judged minutes of a span have left of each service. To be called in one transaction with the step of the
 * cursor. Returns the slugs of services of which a row was refused: nothing of them is stored, they stay what they were, and are judged
 * from there with the next minute.
 */
export async function storeWatches(db: Db, watches: readonly Watch[], span: Span): Promise<string[]> {
  const named = watches.map((watch) => ({ slug: watch.service.kin.slug, watch }));
  const store = (some: Readonly<typeof named>) => {
    const own = some.map(({ watch }) => watch);
    return storeAllOrNothing(db, own, span);
  };
  return storeByHalves(named, store, "what was decided of a service cannot be stored");
}
