import { describe, expect, it } from "vitest";
import { ordinaryProfile, requireServices, scenarioProfiles } from "#bench/profiles.ts";
import { readScenario } from "#bench/read-scenario.ts";
import { scenarioSpan } from "#bench/scenario.ts";
import { ordinaryRates } from "#bench/synthetic-history.ts";
import type { Service } from "#lib/catalog/service.ts";

const netflix: Service = {
  id: 1,
  slug: "netflix",
  name: "Netflix",
  aliases: [],
  category: "streaming",
  problems: ["playback", "app", "other"],
  network: false,
  country: "US",
  parent: null,
  statusUrl: null,
  retiredAt: null,
};
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

describe("ordinaryProfile", () => {
  it("names the first choice most often, and every choice sometimes", () => {
    expect(Object.entries(ordinaryProfile(netflix, 10).problems)).toEqual([
      ["playback", 0.45],
      ["app", 0.25],
      ["other", 0.14],
    ]);
  });

  it("is felt most at home, and a carrier's only there", () => {
    const { countries } = ordinaryProfile({ ...netflix, country: "NL" }, 10);
    expect((countries.NL ?? 0) / sum(Object.values(countries))).toBeCloseTo(0.7, 1);
    expect(ordinaryProfile({ ...netflix, network: true }, 10).countries).toEqual({ US: 1 });
    expect(Object.keys(ordinaryProfile({ ...netflix, country: null }, 10).countries).length).toBeGreaterThan(5);
  });
});

describe("scenarioProfiles", () => {
  it("arrives at the scenario's normal level where its curves begin", () => {
    const att = readScenario("att-2024-02-22");
    const rates = scenarioProfiles(att, 0.5).map((profile) =>
      sum(ordinaryRates(profile, scenarioSpan(att).from).values()),
    );
    expect(rates.map((rate) => rate * 15)).toEqual([20, 4, 22.5, 17.5].map((level) => expect.closeTo(level, 6)));
  });
});

describe("requireServices", () => {
  it("keeps the order that was asked for, and names what is missing", () => {
    const others = [{ ...netflix, slug: "x" }, netflix];
    expect(requireServices(others, ["netflix", "x"]).map((service) => service.slug)).toEqual(["netflix", "x"]);
    expect(() => requireServices(others, ["x", "nowhere"])).toThrow("no nowhere");
  });
});
