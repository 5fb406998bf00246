import { addMinutes, asMinute, type Minute, minuteOf } from "#lib/buckets/minute.ts";
import { clock } from "#lib/clock.ts";
import { type Db, db } from "#lib/db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { forgetIncident } from "#lib/incidents/corrected-memory.ts";
import { type CorrectableRow, lockJudgement, markCorrected, readCorrectable } from "#lib/incidents/corrections.db.ts";
import { insertEvent, writeStates } from "#lib/incidents/incidents.db.ts";
import { serviceMemorySchema } from "#lib/incidents/service-memory.ts";
import { WATCH_JOB } from "#lib/incidents/watch.job.ts";

export interface Correction {
  readonly incidentId: string;
  readonly minute: Minute;
  readonly reason: string;
}

export type CorrectionResult =
  | { readonly kind: "corrected"; readonly correction: Correction; readonly replayed: boolean }
  /** It was corrected before, for another reason. */
  | { readonly kind: "conflict" }
  | { readonly kind: "unknown-incident" };

/** A worker that stores hours at once holds the lock for some seconds. */
const TRANSACTION_MS = 10_000;
const SHOWN_REASON = "An operator has marked the incident as a false alarm.";

/** The detector forgets the incident; what was never judged, or is judged by another build, is left alone. */
async function forget(db: Db, row: CorrectableRow, id: string): Promise<void> {
  const memory = serviceMemorySchema.safeParse(row.memory).data;
  if (memory === undefined || row.judged === null) return;
  const after = forgetIncident(memory, id, row.judged);
  if (after === memory) return;
  const { state, since } = after.detection;
  const closes = memory.open?.id === id;
  const verdict = closes ? { ...row.verdict, state, since, episode: null, reason: SHOWN_REASON } : row.verdict;
  await writeStates(db, [
    {
      serviceId: row.serviceId,
      state,
      since: since ?? row.judged,
      judged: row.judged,
      incidentId: after.open?.id ?? null,
      verdict: JSON.stringify(verdict),
      memory: JSON.stringify(after),
    },
  ]);
}

async function correct(db: Db, id: string, reason: string, now: Minute): Promise<CorrectionResult> {
  await lockJudgement(db, WATCH_JOB);
  const row = await readCorrectable(db, id);
  if (row === null) return { kind: "unknown-incident" };
  if (row.corrected !== null) {
    if (row.reason !== reason) return { kind: "conflict" };
    return { kind: "corrected", replayed: true, correction: { incidentId: id, minute: row.corrected, reason } };
  }
  // Known from the next minute on: a record that was cited as of this minute must stay what it was.
  const minute = asMinute(Math.max(addMinutes(now, 1), row.lastEvent ?? row.opened));
  // It ends with the last judged minute: up to there its figures are counted.
  await markCorrected(db, id, minute, row.judged === null ? minute : addMinutes(row.judged, 1));
  await insertEvent(db, { incidentId: id, seq: row.events + 1, minute, kind: "corrected", reason, evidence: "{}" });
  await forget(db, row, id);
  return { kind: "corrected", replayed: false, correction: { incidentId: id, minute, reason } };
}

/**
 * Marks an incident as a false alarm, for good: a `corrected` event is appended, the record and its figures stay, and the
 * detector forgets it. The same correction again changes nothing. All in one transaction, beside which nothing is judged.
 */
export function submitCorrection(
  id: string,
  reason: string,
  client: PrismaClient = db(),
  now: Minute = minuteOf(clock().nowMs()),
): Promise<CorrectionResult> {
  const transaction = { timeout: TRANSACTION_MS, maxWait: TRANSACTION_MS };
  return client.$transaction((part: Db) => correct(part, id, reason, now), transaction);
}
