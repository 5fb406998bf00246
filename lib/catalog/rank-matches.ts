import { misspelling } from "#lib/catalog/misspelling.ts";
import type { Service } from "#lib/catalog/service.ts";

/** A service found by one of its normalised names. */
export interface Match {
  readonly service: Service;
  readonly matched: string;
  /** NAME_KIND of the matched name: a name goes before an alias, an alias before a slug. */
  readonly kind: number;
  /** Share of trigrams in common with the query, 0..1: decides between names that need equally many changes. */
  readonly similarity: number;
}

/** 0 is the name, 1 begins with the query, 2 has a word that begins with it, 3 is only like it. */
function tier(text: string, matched: string): number {
  if (matched === text) return 0;
  if (matched.startsWith(text)) return 1;
  return matched.includes(` ${text}`) ? 2 : 3;
}

/** A name that needs more changes than this share of the query's letters is another name. "vodaphone" for Vodafone needs two in nine. */
const MAX_MISSPELLING = 0.4;

/** The matched services, best first, each once. `text` is the normalised query. */
export function rankMatches(text: string, matches: readonly Match[]): Service[] {
  const ranked = matches
    .map((match) => ({ ...match, tier: tier(text, match.matched), cost: misspelling(text, match.matched) }))
    .filter((match) => match.tier < 3 || match.cost <= text.length * MAX_MISSPELLING)
    .sort(
      (a, b) =>
        a.tier - b.tier ||
        a.cost - b.cost ||
        b.similarity - a.similarity ||
        a.kind - b.kind ||
        (a.service.slug < b.service.slug ? -1 : 1),
    );
  const seen = new Set<number>();
  return ranked.flatMap(({ service }) => {
    if (seen.has(service.id)) return [];
    seen.add(service.id);
    return [service];
  });
}
