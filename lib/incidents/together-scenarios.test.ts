import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readScenario, scenarioIds } from "#bench/read-scenario.ts";
import { ratePerMinute, type Scenario, scenarioSpan } from "#bench/scenario.ts";
import { addMinutes, asMinute, floorToStep } from "#lib/buckets/minute.ts";
import { RISE_STEP, riseIn } from "#lib/incidents/rise.ts";
import { possibleCauses } from "#lib/incidents/shared-cause.ts";
import { companionsOf, type Riser } from "#lib/incidents/together.ts";

const FOLDER = "prisma/catalogue";
const catalogue = z.looseObject({
  category: z.string(),
  services: z.array(
    z.looseObject({ slug: z.string(), parent: z.string().optional(), network: z.boolean().optional() }),
  ),
});

/** Family and kind of every service of the catalogue; ids are their order. */
const rows = readdirSync(FOLDER).flatMap((name) => {
  const { category, services } = catalogue.parse(JSON.parse(readFileSync(`${FOLDER}/${name}`, "utf8")));
  return services.map(({ slug, parent, network = false }) => ({ slug, category, parent, network }));
});
const idOf = (slug: string | undefined) => rows.findIndex((row) => row.slug === slug) + 1;

function kinOf(slug: string): Riser["kin"] {
  const row = rows.find((candidate) => candidate.slug === slug);
  if (row === undefined) throw new Error(`${slug} is not in the catalogue`);
  const parentId = row.parent === undefined ? null : idOf(row.parent);
  return { id: idOf(slug), slug, name: slug, category: row.category, parentId, isNetwork: row.network };
}

/** The services of a scenario that rise, from the printed curves; those that it calls healthy are possible at most. */
function risersOf({ services, expect: expected, ...scenario }: Scenario): Riser[] {
  const healthy = new Set([...expected.denied, ...expected.collateral.map(([slug]) => slug)]);
  const span = scenarioSpan({ services, expect: expected, ...scenario });
  const from = floorToStep(addMinutes(span.from, -60), RISE_STEP);
  return services.flatMap((service) => {
    const steps = Array.from({ length: Math.floor((span.to - from) / RISE_STEP) }, (_, i) => {
      const minute = addMinutes(from, i * RISE_STEP);
      const reports = Math.round(ratePerMinute(service, addMinutes(minute, 2)) * RISE_STEP);
      return { minute, reports, expected: (service.normal15 * RISE_STEP) / 15 };
    });
    const rise = riseIn(steps, asMinute(from + 60));
    if (rise === null) return [];
    const state = healthy.has(service.slug) ? ("possible" as const) : ("outage" as const);
    return [{ ...rise, kin: kinOf(service.slug), state, incidentId: null }];
  });
}

const never: ReadonlyMap<number, number> = new Map();
const scenarios = scenarioIds().map((id) => readScenario(id));

describe("outages that happened, beside each other", () => {
  it.each(
    scenarios.flatMap((scenario) => scenario.expect.collateral.map((pair) => ({ id: scenario.id, scenario, pair }))),
  )(
    "$id: $pair.0 is healthy, and stands beside $pair.1 as smaller and possible at most",
    ({ scenario, pair: [healthy, failing] }) => {
      const risers = risersOf(scenario);
      const own = risers.find(({ kin }) => kin.slug === failing);
      if (own === undefined) throw new Error(`${failing} rises`);
      const companion = companionsOf(own, risers, never).find(({ kin }) => kin.slug === healthy);
      if (!risers.some(({ kin }) => kin.slug === healthy)) return expect(companion).toBeUndefined();
      expect(companion).toMatchObject({ state: "possible", isLarger: false });
    },
  );

  it.each([
    ["aws-2025-10-20", "aws"],
    ["cloudflare-2025-11-18", "cloudflare"],
  ])("%s has %s as a possible shared cause", (id, supplier) => {
    const [cause, ...others] = possibleCauses(risersOf(readScenario(id)));
    expect(cause?.supplier.kin.slug).toBe(supplier);
    expect(others).toEqual([]);
  });

  it.each(
    scenarios.filter(({ expect: expected }) => !expected.grouped).map((scenario) => ({ id: scenario.id, scenario })),
  )("$id has none: no supplier is accused", ({ scenario }) => {
    expect(possibleCauses(risersOf(scenario))).toEqual([]);
  });
});
