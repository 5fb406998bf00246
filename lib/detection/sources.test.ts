import { describe, expect, it } from "vitest";
import { sourcesIn, sourcesWith } from "#lib/detection/sources.ts";
import { sourcesOf } from "#lib/detection/testing/sources.ts";

const SOURCES = sourcesOf({ "AS1 NL": 3, "AS1 DE": 4, "AS2 NL": 5, "b:1f2e": 2 });

describe("sources", () => {
  it("of all reports are each provider once, loudest first", () => {
    expect(Object.entries(sourcesIn(SOURCES, null))).toEqual(
      Object.entries(sourcesOf({ AS1: 7, AS2: 5, "b:1f2e": 2 })),
    );
  });

  it("of a country are those of its reports alone", () => {
    expect(sourcesIn(SOURCES, "NL")).toEqual(sourcesOf({ AS2: 5, AS1: 3 }));
    expect(sourcesIn(SOURCES, "FR")).toEqual({});
  });

  it.each([null, "NL"])("say the same of the whole and of %s without the other countries", (country) => {
    const kept = sourcesWith(SOURCES, country);
    expect(Object.keys(kept).some((key) => key.endsWith("DE"))).toBe(false);
    expect(sourcesIn(kept, null)).toEqual(sourcesIn(SOURCES, null));
    if (country !== null) expect(sourcesIn(kept, country)).toEqual(sourcesIn(SOURCES, country));
  });
});
