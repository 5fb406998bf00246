import { randomUUID } from "node:crypto";
import { type Minute, minuteOf } from "#lib/buckets/minute.ts";
import { readCatalog, readService } from "#lib/catalog/read-catalog.ts";
import { clock } from "#lib/clock.ts";
import { sayRarely } from "#lib/log.ts";
import { ingestDb } from "#lib/reports/batch.db.ts";
import { bodyHash } from "#lib/reports/body-hash.ts";
import type { Address } from "#lib/reports/client-address.ts";
import { commitReports, isDiskFull, isSurelyNotStored, type Outcome } from "#lib/reports/commit.db.ts";
import { GroupCommit, LateError, QueueFullError } from "#lib/reports/group-commit.ts";
import type { Salts } from "#lib/reports/held-salts.ts";
import { limits } from "#lib/reports/limits.ts";
import { choosePlace } from "#lib/reports/place.ts";
import { readPlace } from "#lib/reports/read-place.ts";
import { readSalts } from "#lib/reports/read-salts.ts";
import type { FormSigns, ReportInput } from "#lib/reports/report-input.ts";
import type { ReportRow } from "#lib/reports/report-row.ts";
import { hourDigests, reporterDigests } from "#lib/reports/reporter.ts";
import { roomWatch } from "#lib/reports/room-watch.ts";
import { screen } from "#lib/reports/screen.ts";
import { isRowFault } from "#lib/sql-state.ts";

/** A valid report with what we know of its sender. The address ends here: only digests go on. */
export interface Submission {
  readonly input: ReportInput;
  readonly form: FormSigns | null;
  readonly key: string | null;
  readonly address: Address;
  readonly userAgent: string;
  readonly acceptLanguage: string;
  /** From a trusted proxy. */
  readonly country: string | null;
}

/** What the sender is told. A set-aside report is answered as counted, so that a bot learns nothing. */
export interface ReportAnswer {
  readonly id: string;
  readonly service: string;
  readonly minute: Minute;
  readonly disposition: "counted" | "repeat";
  readonly reports15: number;
}

export type SubmitResult =
  | { readonly kind: "accepted"; readonly answer: ReportAnswer; readonly replayed: boolean }
  | {
      readonly kind:
        | "unknown-service"
        | "retired-service"
        | "unknown-problem"
        | "key-conflict"
        | "queue-full"
        | "unavailable-database"
        | "disk-full"
        /** No answer came in time, or the connection was lost on the way: only a retry with the same key can tell. */
        | "unknown-outcome";
    };

const queue = new GroupCommit<ReportRow, Outcome>({
  commit: (rows) => commitReports(ingestDb(), rows),
  isRowFault,
  nowMs: () => performance.now(),
  ...limits,
});

/** Reads and opens what the first report would wait for. Rejects when the database is away. */
export async function prepareReports(): Promise<void> {
  await Promise.all([readCatalog(), readSalts(clock().minute()), ingestDb().open()]);
}

/** Resolves when every report that waits now is answered. */
export function answerReports(): Promise<void> {
  return queue.answered();
}

/** Resolves when every accepted report is committed or refused. */
export function drainReports(): Promise<void> {
  return queue.drain();
}

function toRow(submission: Submission, service: { id: number }, salts: Salts, nowMs: number): ReportRow {
  const { input, form, address, userAgent, acceptLanguage } = submission;
  const known = readPlace(address);
  const place = choosePlace(
    { country: input.country ?? null, region: input.region ?? null },
    submission.country,
    known,
  );
  const signs = { address, userAgent, acceptLanguage, asn: known.asn };
  const screening = screen(form, nowMs);
  const { reporter, address: addressDigest, network, asn } = reporterDigests(salts.today, service.id, signs);
  return {
    reporter,
    address: addressDigest,
    network,
    asn,
    previous: salts.yesterday === null ? null : hourDigests(salts.yesterday, service.id, signs),
    id: randomUUID(),
    serviceId: service.id,
    minute: minuteOf(nowMs),
    kind: input.kind,
    problem: input.kind === "problem" ? (input.problem ?? "other") : null,
    beganMinutesAgo: input.beganMinutesAgo ?? null,
    country: place.country,
    region: place.region,
    note: input.note ?? null,
    setAside: screening.kind === "set-aside" ? screening.reason : null,
    key: submission.key,
    bodyHash: bodyHash(input),
  };
}

/** Hundreds of batches a second fail while the database is away. */
const say = sayRarely("error");

/**
 * Takes one report to its COMMIT. "accepted" means that it is on disk; everything else means that this call
 * stored nothing that it knows of. Never throws.
 */
export async function submitReport(submission: Submission): Promise<SubmitResult> {
  let isQueued = false;
  try {
    const service = await readService(submission.input.service);
    if (service === null) return { kind: "unknown-service" };
    if (service.retiredAt !== null) return { kind: "retired-service" };
    const { problem } = submission.input;
    if (problem !== undefined && !service.problems.some((choice) => choice === problem))
      return { kind: "unknown-problem" };
    const nowMs = clock().nowMs();
    const row = toRow(submission, service, await readSalts(minuteOf(nowMs)), nowMs);
    isQueued = true;
    const outcome = await queue.submit(row);
    if (outcome.bodyHash !== row.bodyHash) return { kind: "key-conflict" };
    const { id, minute, disposition, reports15 } = outcome.stored;
    const answer = {
      id,
      service: service.slug,
      minute: minuteOf(minute * 60_000),
      disposition: disposition === "repeat" ? "repeat" : "counted",
      reports15,
    } as const;
    return { kind: "accepted", answer, replayed: outcome.replayed };
  } catch (error) {
    if (error instanceof QueueFullError) return { kind: "queue-full" };
    if (error instanceof LateError) return { kind: "unknown-outcome" };
    if (isDiskFull(error)) {
      say("a report could not be stored: the disk is full", { err: error });
      roomWatch.refused();
      return { kind: "disk-full" };
    }
    say("a report could not be stored", { err: error });
    return { kind: !isQueued || isSurelyNotStored(error) ? "unavailable-database" : "unknown-outcome" };
  }
}
