import type { CategorySummary } from "#lib/live/snapshot.ts";
import { countServices, formatCount } from "#lib/publish/number-words.ts";

/** How many of a category's services are not normal. */
export function categorySentence({ services, notNormal }: Pick<CategorySummary, "services" | "notNormal">): string {
  if (notNormal === 0) return `Nothing unusual in the reports about ${countServices(services)}.`;
  return `${formatCount(notNormal)} of ${countServices(services)} ${notNormal === 1 ? "is" : "are"} not normal now.`;
}

/** What the page of a category is about, for search engines and previews. */
export function categoryDescription({ name, services }: Pick<CategorySummary, "name" | "services">): string {
  const [are, them] = services === 1 ? ["is", "it"] : ["are", "them"];
  return `How ${countServices(services)} of the category ${name} ${are} doing now, by reports of the people who use ${them}.`;
}
