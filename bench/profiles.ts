import type { Scenario } from "#bench/scenario.ts";
import { scenarioSpan } from "#bench/scenario.ts";
import { levelAt, type ServiceProfile, type Weights } from "#bench/synthetic-history.ts";
import type { Service } from "#lib/catalog/service.ts";

/** Where reports of a service of each home country come from; the rest of the world shares what is left. */
const ABROAD: Weights = { US: 0.1, GB: 0.05, DE: 0.04, IN: 0.04, BR: 0.04, FR: 0.03 };
const AT_HOME = 0.7;
/** First choice, second choice ...: how problems of a category are usually named. */
const BY_RANK = [0.45, 0.25, 0.14, 0.08, 0.05, 0.03] as const;

function problemsOf(service: Service): Weights {
  return Object.fromEntries(service.problems.map((key, rank) => [key, BY_RANK[rank] ?? 0.02]));
}

function countriesOf(service: Service): Weights {
  if (service.country === null) return { ...ABROAD, JP: 0.05, CA: 0.05, AU: 0.03 };
  // A carrier's or bank's trouble is felt at home.
  if (service.network || service.category === "banks") return { [service.country]: 1 };
  return { ...ABROAD, [service.country]: AT_HOME };
}

/** Ordinary weeks of a service of the catalogue, from its home country and its problem choices. */
export function ordinaryProfile(service: Service, normal15: number): ServiceProfile {
  return { slug: service.slug, normal15, problems: problemsOf(service), countries: countriesOf(service) };
}

/** Ordinary weeks before a scenario, that arrive at its `normal15` where its curves begin. */
export function scenarioProfiles(scenario: Scenario, scale: number): ServiceProfile[] {
  const { from } = scenarioSpan(scenario);
  return scenario.services.map(({ slug, normal15, problems, countries }) =>
    levelAt({ slug, normal15, problems, countries }, from, normal15 * scale),
  );
}

/** The services of these slugs, in their order. Throws when the catalogue lacks one: its reports would be refused. */
export function requireServices(services: readonly Service[], slugs: readonly string[]): Service[] {
  const bySlug = new Map(services.map((service) => [service.slug, service]));
  const missing = slugs.filter((slug) => !bySlug.has(slug));
  if (missing.length > 0) throw new Error(`the catalogue has no ${missing.join(", ")}`);
  return slugs.flatMap((slug) => bySlug.get(slug) ?? []);
}
