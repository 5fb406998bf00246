import { z } from "zod";
import { CATEGORY_KEYS } from "#lib/catalog/categories.ts";
import { isCountry } from "#lib/catalog/country.ts";
import { PROBLEM_KEYS } from "#lib/catalog/problems.ts";
import { searchText } from "#lib/catalog/search-text.ts";

/** Slugs stand in addresses and incident ids for ever. */
const slug = z
  .string()
  .max(40, { error: "is longer than 40 characters" })
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: "must be lower-case words of a-z and 0-9 with single hyphens between" });

const name = z
  .string()
  .min(1, { error: "is empty" })
  .max(60, { error: "is longer than 60 characters" })
  .refine((text) => text.trim() === text, { error: "begins or ends with a space" })
  .refine((text) => searchText(text) !== "", { error: "has no letter or digit: search could not find it" });

/** "other" is left out in the files: every list ends with it anyway. */
const choice = z.enum(PROBLEM_KEYS, { error: ({ input }) => `"${String(input)}" is not a problem of problems.ts` });

const problems = z
  .array(choice.refine((key) => key !== "other", { error: '"other" ends every list by itself' }))
  .min(2, { error: "has fewer than 2 choices" })
  .max(5, { error: "has more than 5 choices" })
  .refine((keys) => new Set(keys).size === keys.length, { error: "names a problem twice" });

const fileService = z.strictObject({
  slug,
  name,
  aliases: z.array(name).min(1, { error: "is empty: leave it out" }).optional(),
  country: z.string().refine(isCountry, { error: "is not an ISO 3166-1 country code such as GB" }).optional(),
  network: z.literal(true, { error: "is true or left out" }).optional(),
  parent: slug.optional(),
  statusUrl: z.url({ protocol: /^https$/, error: "must be an https address" }).optional(),
  problems: problems.optional(),
});

/** A service as prisma/catalogue/<category>.json writes it. */
export type FileService = z.infer<typeof fileService>;

export const catalogueFile = z.strictObject({
  category: z.enum(CATEGORY_KEYS, { error: "is not a category of categories.ts" }),
  services: z.array(fileService),
});

export type CatalogueFile = z.infer<typeof catalogueFile>;

/** A file as it was read: its name (banks.json) and its JSON, not looked at yet. */
export interface RawCatalogueFile {
  readonly name: string;
  readonly content: unknown;
}
