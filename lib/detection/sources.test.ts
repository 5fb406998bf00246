import { describe, expect, it } from "vitest";
import { sourcesIn, sourcesOfHour, sourcesWith } from "#lib/detection/sources.ts";
import { sourcesOf } from "#lib/detection/testing/sources.ts";

const SOURCES = sourcesOf({ "AS1 NL": 3, "AS1 DE": 4, "AS2 NL": 5, "b:1f2e": 2 });

describe("sources", () => {
  it("of all reports are each provider once, loudest first", () => {
    expect(Object.entries(sourcesIn(SOURCES, null))).toEqual(
      Object.entries(sourcesOf({ AS1: 7, AS2: 5, "b:1f2e": 2 })),
    );
  });

  it("that are equally loud come in the order of their networks", () => {
    const counts = {
      AS1: { reports: 5, networks: 1 },
      AS2: { reports: 5, networks: 4 },
      AS3: { reports: 9, networks: 2 },
    };
    expect(Object.keys(sourcesIn(counts, null))).toEqual(["AS3", "AS2", "AS1"]);
  });

  it.each([
    ["as many before as after it", 4, { "AS1 NL": 7, "alloc:d": 5, "alloc:c": 4 }],
    ["more after it", 9, { "alloc:c": 9, "AS1 NL": 7, "alloc:d": 5 }],
    ["more before it", 2, { "AS1 NL": 7, "alloc:a": 6, "alloc:b": 3 }],
  ])("of an hour with midnight in it are address groups by one day's names: %s", (_, loudest, expected) => {
    const row = (key: string, day: number, reports: number) => ({ key, day, reports, networks: reports });
    const before = [row("alloc:a", 1, 6), row("alloc:b", 1, 3), row("AS1 NL", 1, 3)];
    const after = [row("alloc:c", 2, loudest), row("alloc:d", 2, 5), row("AS1 NL", 2, 4)];
    expect(Object.entries(sourcesOfHour([...before, ...after]))).toEqual(Object.entries(sourcesOf(expected)));
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
