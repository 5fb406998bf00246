import { describe, expect, it } from "vitest";
import { asnOfRecord, choosePlace, placeOfRecord } from "#lib/reports/place.ts";

const german = { country: "DE", region: "DE-BE" };
const nowhere = { country: null, region: null };

describe("the place of a report", () => {
  it.each([
    ["the visitor's own choice", { country: "FR" }, "GB", german, { country: "FR", region: null }],
    [
      "the visitor's own region, which names its country",
      { region: "US-CA" },
      "GB",
      german,
      { country: "US", region: "US-CA" },
    ],
    ["a trusted proxy's country", {}, "GB", german, { country: "GB", region: null }],
    ["the database", {}, null, german, german],
    ["the database's region, where the proxy says the same country", {}, "DE", german, german],
    ["the database's region, where the visitor says the same country", { country: "DE" }, null, german, german],
    ["unknown without any of them", {}, null, nowhere, nowhere],
  ])("is %s", (_, chosen, proxy, database, place) => {
    expect(choosePlace(chosen, proxy, database)).toEqual(place);
  });

  it.each([
    [
      "a city",
      { country: { iso_code: "US" }, subdivisions: [{ iso_code: "CA" }, { iso_code: "XX" }] },
      { country: "US", region: "US-CA" },
    ],
    [
      "a city of a region whose code is one sign",
      { country: { iso_code: "AT" }, subdivisions: [{ iso_code: "9" }] },
      { country: "AT", region: "AT-9" },
    ],
    [
      "a city whose region has no code",
      { country: { iso_code: "US" }, subdivisions: [{ names: { en: "California" } }] },
      { country: "US", region: null },
    ],
    [
      "a city whose part of a region has no code",
      { country: { iso_code: "GB" }, subdivisions: [{ iso_code: "ENG" }, { names: { en: "Kent" } }] },
      { country: "GB", region: "GB-ENG" },
    ],
    ["a country", { country: { iso_code: "US" } }, { country: "US", region: null }],
    ["a continent alone", { continent: { code: "EU" } }, nowhere],
    ["nothing", null, nowhere],
    ["nonsense", { country: { iso_code: "<script>" } }, nowhere],
  ])("is read from a record of %s", (_, record, place) => {
    expect(placeOfRecord(record)).toEqual(place);
  });

  it("has an ASN where a record names one", () => {
    expect(asnOfRecord({ autonomous_system_number: 7018 })).toBe(7018);
    expect([null, {}, { autonomous_system_number: "7018" }, { autonomous_system_number: 0 }].map(asnOfRecord)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
