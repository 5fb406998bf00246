import { z } from "zod";
import type { Statements } from "#lib/db.ts";
import { uuids } from "#lib/reports/column.ts";
import { storedRow } from "#lib/reports/report-row.ts";

const keyRow = storedRow.extend({ key: z.string(), bodyHash: z.string(), slug: z.string() });
/** The first answer to a key, with the hash of the body that it belonged to. */
export type KeyedReport = z.infer<typeof keyRow>;

/** What the given Idempotency-Keys were answered. Keys never seen are missing. */
export async function readKeyedReports(db: Statements, keys: readonly string[]): Promise<KeyedReport[]> {
  const rows = await db.$queryRaw`
    -- reports.read_keyed
    select known.key::text as key,
      encode(known.body_hash, 'hex') as "bodyHash",
      report.id::text as id,
      report.minute,
      report.disposition::text as disposition,
      report.reports15,
      service.slug
    from idempotency_key as known
    join report
      on report.service_id = known.service_id
      and report.minute = known.minute
      and report.id = known.report_id
    join service on service.id = known.service_id
    where known.key = any(${uuids(keys, (key) => key)}::uuid[])`;
  return z.array(keyRow).parse(rows);
}

/** Forgets Idempotency-Keys. */
export async function deleteKeys(db: Statements, keys: readonly string[]): Promise<void> {
  await db.$queryRaw`
    -- reports.delete_keys
    delete from idempotency_key
    where key = any(${uuids(keys, (key) => key)}::uuid[])`;
}
