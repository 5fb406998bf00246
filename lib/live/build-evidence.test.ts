import { describe, expect, it } from "vitest";
import { measureDiversity } from "#lib/detection/diversity.ts";
import { numberSources } from "#lib/live/build-evidence.ts";

describe("sources in public", () => {
  it("are numbered, loudest first, and named by nothing else", () => {
    expect(numberSources({ AS7018: 3, AS13335: 12, "b:1f2e": 1 })).toEqual({
      "source-1": 12,
      "source-2": 3,
      "source-3": 1,
    });
  });

  it("are as diverse as before", () => {
    const sources = { AS1: 7, AS2: 7, AS3: 2, AS4: 40 };
    expect(measureDiversity(numberSources(sources))).toEqual(measureDiversity({ AS4: 40, AS1: 7, AS2: 7, AS3: 2 }));
  });

  it("stay none when there were none", () => {
    expect(numberSources({})).toEqual({});
  });
});
