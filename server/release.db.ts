import { z } from "zod";
import type { Db } from "#lib/db.ts";

/** The migrations that a database has. */
export async function readMigrationNames(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw`
    -- release.read_migration_names
    select migration_name as name
    from _prisma_migrations
    where finished_at is not null
      and rolled_back_at is null`;
  return z
    .array(z.object({ name: z.string() }))
    .parse(rows)
    .map(({ name }) => name);
}
