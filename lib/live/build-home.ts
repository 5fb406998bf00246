import { CATEGORY_KEYS, findCategory } from "#lib/catalog/categories.ts";
import { countStates } from "#lib/live/count-states.ts";
import type {
  CategorySummary,
  CauseView,
  HomeSnapshot,
  IncidentSummary,
  ServiceSummary,
  Stamp,
  StateKey,
} from "#lib/live/snapshot.ts";

export interface HomeParts {
  readonly stamp: Stamp;
  /** Services that are not normal, worst first, as many as the page has room for. */
  readonly services: readonly ServiceSummary[];
  /** All that are not normal. */
  readonly notNormal: readonly { readonly slug: string; readonly state: StateKey }[];
  readonly categories: readonly { key: string; services: number; notNormal: number }[];
  readonly incidents: readonly IncidentSummary[];
  readonly reports24h: number;
  readonly causes: readonly CauseView[];
}

/** Categories in the catalogue's order, those without a service too. */
function buildCategories(rows: HomeParts["categories"]): CategorySummary[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return CATEGORY_KEYS.map((key) => {
    const { services, notNormal } = byKey.get(key) ?? { services: 0, notNormal: 0 };
    return { key, name: findCategory(key).name, services, notNormal };
  });
}

/** The home page: services by state, and how the whole catalogue is. */
export function buildHome(parts: HomeParts): HomeSnapshot {
  const listed = new Set(parts.services.map(({ slug }) => slug));
  const inState = (state: StateKey) => parts.services.filter((service) => service.state === state);
  return {
    ...parts.stamp,
    failing: inState("outage"),
    possible: inState("possible"),
    unconfirmed: inState("unconfirmed"),
    counts: countStates(parts.notNormal),
    unlisted: parts.notNormal.map(({ slug }) => slug).filter((slug) => !listed.has(slug)),
    categories: buildCategories(parts.categories),
    recentIncidents: parts.incidents,
    services: parts.categories.reduce((sum, category) => sum + category.services, 0),
    reports24h: parts.reports24h,
    causes: parts.causes,
  };
}
