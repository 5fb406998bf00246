import { describe, expect, it } from "vitest";
import { partsOfKey, sourceKey } from "#lib/buckets/source-key.ts";

describe("the key of a source", () => {
  it("is its provider, with the country of the report where that is known", () => {
    expect([sourceKey("AS1", "NL"), sourceKey("AS1", null)]).toEqual(["AS1 NL", "AS1"]);
    expect(partsOfKey("AS1 NL")).toEqual({ source: "AS1", country: "NL" });
    expect(partsOfKey("b:1f2e")).toEqual({ source: "b:1f2e", country: null });
  });
});
