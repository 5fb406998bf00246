import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { CatalogueFile, RawCatalogueFile } from "#lib/catalog/catalogue-file.ts";
import { checkCatalogue } from "#lib/catalog/check-catalogue.ts";
import { SetupError } from "#server/start-failure.ts";

const FOLDER = resolve(import.meta.dirname, "../prisma/catalogue");

/** All that is wrong with the catalogue's files, one sentence per mistake. */
export class CatalogueError extends SetupError {
  readonly mistakes: readonly string[];
  constructor(mistakes: readonly string[]) {
    super(
      `The catalogue has ${mistakes.length} mistake(s):\n${mistakes.map((mistake) => `  - ${mistake}`).join("\n")}`,
    );
    this.mistakes = mistakes;
  }
}

/** Reads every .json of a folder. Throws a CatalogueError when there is none, or one of them is not JSON. */
async function readFiles(folder: string): Promise<RawCatalogueFile[]> {
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

/** The catalogue that a folder's files describe. Throws a CatalogueError of all their mistakes. */
export async function readCatalogue(folder = FOLDER): Promise<readonly CatalogueFile[]> {
  const { files, mistakes } = checkCatalogue(await readFiles(folder));
  if (mistakes.length > 0) throw new CatalogueError(mistakes);
  return files;
}
