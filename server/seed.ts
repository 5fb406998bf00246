import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { RawCatalogueFile } from "#lib/catalog/catalogue-file.ts";
import { catalogueRows } from "#lib/catalog/catalogue-rows.ts";
import { checkCatalogue } from "#lib/catalog/check-catalogue.ts";
import { type Linked, linkServices, lockCatalogue, upsertServices } from "#lib/catalog/seed.db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { StartError } from "#server/start-failure.ts";

/** All that is wrong with the catalogue's files, one sentence per mistake. */
export class CatalogueError extends StartError {
  readonly mistakes: readonly string[];
  constructor(mistakes: readonly string[]) {
    super(
      `The catalogue has ${mistakes.length} mistake(s):\n${mistakes.map((mistake) => `  - ${mistake}`).join("\n")}`,
    );
    this.mistakes = mistakes;
  }
}

/** Rows written by one seeding, all 0 when nothing has changed since the last one; and who is to be retired by a later one. */
export interface Seeded extends Linked {
  readonly services: number;
}

/** Reads every .json of a folder. Throws a CatalogueError when there is none, or one of them is not JSON. */
async function readCatalogueFiles(folder: string): Promise<RawCatalogueFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  if (names.length === 0) throw new CatalogueError([`${folder} holds no .json: every service would be retired`]);
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), "utf8");
      try {
        return { name, content: JSON.parse(text) as unknown };
      } catch (error) {
        throw new CatalogueError([`${name}: is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
      }
    }),
  );
}

/**
 * Makes the database's catalogue equal to the files: at every start, in one transaction, safe in several processes at
 * once. Ids never change; a service that has left the files is retired, not deleted, because its incidents stay,
 * and not before they are over. Throws a CatalogueError, and changes nothing, when the files have a mistake.
 */
export async function seedCatalogue(db: PrismaClient, folder = resolve("prisma/catalogue")): Promise<Seeded> {
  const { files, mistakes } = checkCatalogue(await readCatalogueFiles(folder));
  if (mistakes.length > 0) throw new CatalogueError(mistakes);
  const rows = catalogueRows(files);
  return db.$transaction(
    async (transaction) => {
      await lockCatalogue(transaction);
      const services = await upsertServices(transaction, rows);
      return { services, ...(await linkServices(transaction, rows)) };
    },
    { timeout: 30_000 },
  );
}
