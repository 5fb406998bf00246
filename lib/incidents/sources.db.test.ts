import { describe, expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import { sourceKey } from "#lib/buckets/source-key.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";
import { readSources } from "#lib/incidents/sources.db.ts";
import { testDatabase } from "#server/testing/test-database.ts";

/** A service of which 300 sources of one country report more than each of sixty sources of another. */
async function world() {
  const { db } = await testDatabase();
  const data = { slug: "large", name: "Large", category: "ai", problems: ["app"] };
  const { id: serviceId } = await db.service.create({ data });
  const facet = (source: string, country: string, reports: number) => ({
    serviceId,
    minute: addMinutes(NOON, -5),
    dimension: "network" as const,
    key: sourceKey(source, country),
    reports,
    networks: 1,
  });
  await db.minuteFacet.createMany({
    data: [
      ...Array.from({ length: 300 }, (_, i) => facet(`AS${i}`, "US", 10)),
      ...Array.from({ length: 60 }, (_, i) => facet(`AS${1_000 + i}`, "NZ", 2)),
    ],
  });
  return { db, serviceId };
}

describe("the sources of an hour", () => {
  it("are the loudest, and those of each country that is judged by itself", async () => {
    const { db, serviceId } = await world();
    const read = async (countries: readonly string[]) => {
      const rows = await readSources(db, [{ serviceId, minute: NOON, countries }], 60);
      const ofCountry = (country: string) => rows.filter(({ key }) => key.endsWith(country)).length;
      return { us: ofCountry("US"), nz: ofCountry("NZ") };
    };
    expect(await read([])).toEqual({ us: 200, nz: 0 });
    expect(await read(["NZ", "AU"])).toEqual({ us: 200, nz: 40 });
  });

  it("are those up to and with the minute", async () => {
    const { db, serviceId } = await world();
    const asked = [-6, -5, 54, 55].map((at) => ({ serviceId, minute: addMinutes(NOON, at), countries: [] }));
    const rows = await readSources(db, asked, 60);
    expect(new Set(rows.map(({ minute }) => minute))).toEqual(new Set([addMinutes(NOON, -5), addMinutes(NOON, 54)]));
  });
});
