import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseTimeZone } from "#lib/buckets/wall-time.ts";
import { zoneOfCountry } from "#lib/catalog/country-zone.ts";

const folder = join(import.meta.dirname, "../../prisma/catalogue");
const countries = new Set(
  readdirSync(folder).flatMap((name) =>
    [...readFileSync(join(folder, name), "utf8").matchAll(/"country": "([A-Z]{2})"/g)].map((match) => match[1] ?? ""),
  ),
);

describe("the clock of a country", () => {
  it.each([...countries].sort())("is known for %s, which the catalogue names", (country) => {
    expect(zoneOfCountry(country)).toMatch(/\//);
    expect(parseTimeZone(zoneOfCountry(country))).not.toBeNull();
  });

  it("is UTC for a service of no country, or of one that is not listed", () => {
    expect(zoneOfCountry(null)).toBe("UTC");
    expect(zoneOfCountry("AQ")).toBe("UTC");
  });
});
