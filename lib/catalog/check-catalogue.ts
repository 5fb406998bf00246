import type { z } from "zod";
import {
  type CatalogueFile,
  catalogueFile,
  type FileService,
  type RawCatalogueFile,
} from "#lib/catalog/catalogue-file.ts";
import { searchText } from "#lib/catalog/search-text.ts";

/** A service with the file that holds it, for messages that say where to mend. */
interface Placed {
  readonly file: string;
  readonly service: FileService;
}

/** The parsed files, and every mistake of them as a sentence that begins with its place. Use the files only when there is none. */
export interface CheckedCatalogue {
  readonly files: readonly CatalogueFile[];
  readonly mistakes: readonly string[];
}

const at = ({ file, service }: Placed) => `${file}: ${service.slug}:`;

/** "banks.json: services[3] (chase).country: is not ...": the slug helps where the position does not. */
function describeIssue(file: string, content: unknown, issue: z.core.$ZodIssue): string {
  const [first, index, ...rest] = issue.path;
  if (first !== "services" || typeof index !== "number") return `${file}: ${issue.path.join(".")}: ${issue.message}`;
  const service = (content as { services: { slug?: unknown }[] }).services[index];
  const place = [`services[${index}] (${String(service?.slug)})`, ...rest].join(".");
  return `${file}: ${place}: ${issue.message}`;
}

function findRepeats(placed: readonly Placed[], keyOf: (service: FileService) => string, word: string): string[] {
  const first = new Map<string, Placed>();
  const mistakes: string[] = [];
  for (const entry of placed) {
    const key = keyOf(entry.service);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, entry);
    else mistakes.push(`${at(entry)} has the ${word} of ${earlier.service.slug} (${earlier.file})`);
  }
  return mistakes;
}

/** An alias must lead to its own service and say something that the name does not. */
function checkAliases(placed: readonly Placed[]): string[] {
  const owners = new Map(placed.map(({ service }) => [searchText(service.name), service.slug]));
  return placed.flatMap((entry) => {
    const seen = new Set([searchText(entry.service.name)]);
    return (entry.service.aliases ?? []).flatMap((alias) => {
      const text = searchText(alias);
      const owner = owners.get(text);
      if (seen.has(text)) return [`${at(entry)} the alias "${alias}" reads the same as the name or another alias`];
      seen.add(text);
      return owner === undefined ? [] : [`${at(entry)} the alias "${alias}" is the name of ${owner}`];
    });
  });
}

function checkParents(placed: readonly Placed[]): string[] {
  const parents = new Map(placed.map(({ service }) => [service.slug, service.parent]));
  return placed.flatMap((entry) => {
    const { slug, parent } = entry.service;
    if (parent === undefined) return [];
    if (!parents.has(parent)) return [`${at(entry)} the parent ${parent} is in no file`];
    const chain = new Set<string>();
    for (let next: string | undefined = parent; next !== undefined && !chain.has(next); next = parents.get(next))
      chain.add(next);
    return chain.has(slug) ? [`${at(entry)} is its own ancestor: ${[slug, ...chain].join(" > ")}`] : [];
  });
}

function checkFileNames(parsed: readonly { readonly name: string; readonly file: CatalogueFile }[]): string[] {
  return parsed
    .filter(({ name, file }) => name !== `${file.category}.json`)
    .map(({ name, file }) => `${name}: holds the category ${file.category}: name it ${file.category}.json`);
}

/** Parses the files and looks for mistakes within and between them. */
export function checkCatalogue(raw: readonly RawCatalogueFile[]): CheckedCatalogue {
  const mistakes: string[] = [];
  const parsed: { name: string; file: CatalogueFile }[] = [];
  for (const { name, content } of raw) {
    const result = catalogueFile.safeParse(content);
    if (result.success) parsed.push({ name, file: result.data });
    else mistakes.push(...result.error.issues.map((issue) => describeIssue(name, content, issue)));
  }
  // With a file missing, every parent in it would look unknown: mend the files one by one first.
  if (mistakes.length > 0) return { files: [], mistakes };
  const placed = parsed.flatMap(({ name, file }) => file.services.map((service) => ({ file: name, service })));
  return {
    files: parsed.map(({ file }) => file),
    mistakes: [
      ...checkFileNames(parsed),
      ...findRepeats(placed, ({ slug }) => slug, "slug"),
      ...findRepeats(placed, ({ name }) => searchText(name), "name"),
      ...checkAliases(placed),
      ...checkParents(placed),
    ],
  };
}
