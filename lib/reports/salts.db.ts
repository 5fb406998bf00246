import { z } from "zod";
import type { Statements } from "#lib/db.ts";

const saltRow = z.object({ salt: z.instanceof(Uint8Array) });

/**
 * The salt of a UTC day (days since the epoch): the proposed one when it is the first, else the one that
 * another process stored before. The update that changes nothing makes the row visible to `returning`.
 */
export async function claimDaySalt(
  db: Statements,
  day: number,
  proposed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const rows = await db.$queryRaw`
    -- reports.claim_day_salt
    insert into day_salt (day, salt)
    values (${day}, ${proposed})
    on conflict (day) do update
    set salt = day_salt.salt
    returning salt`;
  return z.tuple([saltRow]).parse(rows)[0].salt;
}

/** The salt of a day if it still exists. */
export async function readDaySalt(db: Statements, day: number): Promise<Uint8Array | null> {
  const rows = await db.$queryRaw`
    -- reports.read_day_salt
    select salt
    from day_salt
    where day = ${day}`;
  return z.array(saltRow).max(1).parse(rows)[0]?.salt ?? null;
}
