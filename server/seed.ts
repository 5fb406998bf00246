import { catalogueRows } from "#lib/catalog/catalogue-rows.ts";
import { type Linked, linkServices, lockCatalogue, upsertServices } from "#lib/catalog/seed.db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { readCatalogue } from "#server/read-catalogue.ts";

/** Rows written by one seeding, all 0 when nothing has changed since the last one; and who is to be retired by a later one. */
export interface Seeded extends Linked {
  readonly services: number;
}

/**
 * Makes the database's catalogue equal to the files: at every start, in one transaction, safe in several processes at
 * once. Ids never change; a service that has left the files is retired, not deleted, because its incidents stay,
 * and not before they are over. Throws a CatalogueError, and changes nothing, when the files have a mistake.
 */
export async function seedCatalogue(db: PrismaClient, folder?: string): Promise<Seeded> {
  const rows = catalogueRows(await readCatalogue(folder));
  return db.$transaction(
    async (transaction) => {
      await lockCatalogue(transaction);
      const services = await upsertServices(transaction, rows);
      return { services, ...(await linkServices(transaction, rows)) };
    },
    { timeout: 30_000 },
  );
}
