import { describe, expect, it } from "vitest";
import { measureDiversity } from "#lib/detection/diversity.ts";
import { judge } from "#lib/detection/judge.ts";
import { NO_MEMORY } from "#lib/detection/memory.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";
import { sourcesOf } from "#lib/detection/testing/sources.ts";
import { THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";
import { evidenceOf } from "#lib/incidents/evidence.ts";
import { buildEvidence, numberSources } from "#lib/live/build-evidence.ts";

describe("sources in public", () => {
  it("are numbered, loudest first, and named by nothing else", () => {
    expect(numberSources(sourcesOf({ AS7018: 3, AS13335: 12, "b:1f2e": 1 }))).toEqual(
      sourcesOf({ "source-1": 12, "source-2": 3, "source-3": 1 }),
    );
  });

  it("are as diverse as before", () => {
    const sources = sourcesOf({ AS1: 7, AS2: 7, AS3: 2, AS4: 40 });
    expect(measureDiversity(numberSources(sources))).toEqual(
      measureDiversity(sourcesOf({ AS4: 40, AS1: 7, AS2: 7, AS3: 2 })),
    );
  });

  it("stay none when there were none", () => {
    expect(numberSources({})).toEqual({});
  });
});

describe("the evidence of an incident", () => {
  const input = {
    minute: NOON,
    reports: [1, 2],
    networks: [1, 2],
    known: [true, true],
    baseline: null,
    memory: NO_MEMORY,
    countries: [],
    sources: sourcesOf({ AS7018: 2, AS13335: 5 }),
    isNetwork: false,
    commonFactor: 1,
    sharedCause: false,
    smallRises: "few" as const,
    commonNetworks: 0,
    firstHeard: false,
    larger: null,
  };
  const stored = evidenceOf(input, null, null, judge(input).verdict);
  const row = {
    id: "2024-11-09-s",
    serviceId: 1,
    slug: "s",
    name: "S",
    level: "outage" as const,
    started: NOON,
    opened: NOON,
    escalated: null,
    endedFrom: null,
    endedTo: null,
    resolved: null,
    corrected: null,
    total: 0,
    peak15: 0,
    peak15Minute: null,
    peak15Missed: 0,
    peak1: 0,
    peak1Minute: null,
    expected15: null,
  };
  const published = (evidence: unknown) => {
    const event = { seq: 1, minute: NOON, kind: "opened" as const, reason: "", evidence };
    return buildEvidence({ asOf: 0, mode: "demo" }, row, [event]);
  };

  it("is published with the version that judged and without names of networks", () => {
    const { events, thresholdsVersion } = published({ ...stored, reporter: "1f2e" });
    expect(events[0]?.evidence).toEqual({
      ...stored,
      input: { ...input, sources: sourcesOf({ "source-1": 5, "source-2": 2 }) },
    });
    expect(thresholdsVersion).toBe(THRESHOLDS_VERSION);
  });

  it("that older thresholds judged is published as it was stored: the release that stored it judges it again", () => {
    const sources = { AS7018: 2, AS13335: 5 };
    const older = {
      ...{ thresholds: THRESHOLDS_VERSION - 1, open: null, last: { id: "x", resolved: 1, events: 3 } },
      input: { ...input, countries: undefined, sources, baseline: { version: 1 }, ofThatTime: [1, 2, 3] },
      verdict: { state: "outage", reason: "Because.", gates: { ofThatTime: true } },
    };
    expect(published({ ...older, reporter: "1f2e" }).events[0]?.evidence).toEqual({
      ...older,
      input: { ...older.input, sources: { "source-1": 5, "source-2": 2 } },
    });
  });

  it.each([[{}], [null], [{ ...stored, input: { ...input, reports: "many" } }]])(
    "is null where %j is stored",
    (evidence) => {
      expect(published(evidence).events[0]?.evidence).toBeNull();
    },
  );
});
