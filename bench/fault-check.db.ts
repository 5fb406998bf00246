import { z } from "zod";
import type { Books } from "#bench/fault-books.ts";
import { type StoredKey, type Violation, violations } from "#bench/fault-check.ts";
import { readReportSums } from "#bench/history.db.ts";
import { asMinute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";

const storedRow = z.object({ key: z.string(), rows: z.number(), id: z.string(), counted: z.number() });

/** Every key under which reports are stored, read from the reports themselves. */
async function readStoredKeys(db: Db): Promise<StoredKey[]> {
  const rows = await db.$queryRaw`
    -- faults.read_stored_keys
    select note as key,
      count(*)::int as rows,
      min(id::text) as id,
      count(*) filter (where disposition = 'counted')::int as counted
    from report
    where note is not null
    group by note`;
  return z.array(storedRow).parse(rows);
}

/** Holds the books against a database in which nobody writes any more. */
export async function checkBooks(db: Db, books: Books): Promise<Violation[]> {
  return violations(books, await readStoredKeys(db), await readReportSums(db, asMinute(0)));
}
