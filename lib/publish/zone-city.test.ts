import { describe, expect, it } from "vitest";
import { parseTimeZone } from "#lib/buckets/wall-time.ts";
import { cityOf, todaysZone } from "#lib/publish/zone-city.ts";

describe("the city of a zone", () => {
  it.each([
    ["Europe/Kiev", "Kyiv"],
    ["Asia/Calcutta", "Kolkata"],
    ["Asia/Saigon", "Ho Chi Minh"],
    ["America/New_York", "New York"],
    ["America/Argentina/Buenos_Aires", "Buenos Aires"],
    ["UTC", "UTC"],
  ])("%s is %s", (zone, city) => {
    expect(cityOf(zone)).toBe(city);
  });

  it("is of the same zone under either name", () => {
    for (const zone of Intl.supportedValuesOf("timeZone")) {
      expect(parseTimeZone(todaysZone(zone))).toBe(parseTimeZone(zone));
    }
  });
});
