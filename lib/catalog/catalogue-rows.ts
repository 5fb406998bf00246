import type { CatalogueFile, FileService } from "#lib/catalog/catalogue-file.ts";
import { type CategoryKey, findCategory } from "#lib/catalog/categories.ts";
import { type ProblemKey, withOther } from "#lib/catalog/problems.ts";
import { searchText } from "#lib/catalog/search-text.ts";

/** What a row of service_name says a text is. */
export const NAME_KIND = { name: 0, alias: 1, slug: 2 } as const;

export interface NameRow {
  readonly normalized: string;
  readonly kind: (typeof NAME_KIND)[keyof typeof NAME_KIND];
}

/** A service as the database holds it, before it has an id: defaults filled in, names normalised. */
export interface CatalogueRow {
  readonly slug: string;
  readonly name: string;
  readonly category: CategoryKey;
  readonly problems: readonly ProblemKey[];
  readonly network: boolean;
  readonly country: string | null;
  readonly parent: string | null;
  readonly statusUrl: string | null;
  readonly names: readonly NameRow[];
}

/** The texts under which search finds a service. The slug's words are among them: "t mobile" and "tmobile" both find T-Mobile. */
function namesOf({ name, aliases = [], slug }: FileService): NameRow[] {
  const rows = [
    { normalized: searchText(name), kind: NAME_KIND.name },
    ...aliases.map((alias) => ({ normalized: searchText(alias), kind: NAME_KIND.alias })),
    { normalized: searchText(slug.replaceAll("-", " ")), kind: NAME_KIND.slug },
  ];
  return rows.filter((row, index) => rows.findIndex(({ normalized }) => normalized === row.normalized) === index);
}

/** All services of checked files. */
export function catalogueRows(files: readonly CatalogueFile[]): CatalogueRow[] {
  return files.flatMap(({ category, services }) =>
    services.map((service) => ({
      slug: service.slug,
      name: service.name,
      category,
      problems: service.problems === undefined ? findCategory(category).problems : withOther(service.problems),
      network: service.network ?? false,
      country: service.country ?? null,
      parent: service.parent ?? null,
      statusUrl: service.statusUrl ?? null,
      names: namesOf(service),
    })),
  );
}
