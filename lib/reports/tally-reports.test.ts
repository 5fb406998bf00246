import { describe, expect, it } from "vitest";
import type { Decision } from "#lib/reports/decide-reports.ts";
import { tallyReports } from "#lib/reports/tally-reports.ts";
import { MINUTE, reportRow } from "#lib/reports/testing/report-rows.ts";

const counted = (isNewNetwork: boolean): Decision => ({ disposition: "counted", reason: null, isNewNetwork });
const REPEAT: Decision = { disposition: "repeat", reason: null, isNewNetwork: false };
const ASIDE: Decision = { disposition: "set-aside", reason: "address-cap", isNewNetwork: false };

describe("adding up a batch", () => {
  const rows = [
    reportRow(1),
    reportRow(2, { problem: "login", country: null, region: "US-CA", beganMinutesAgo: 10 }),
    reportRow(3, { kind: "works", problem: null }),
    reportRow(4, { kind: "back", problem: null }),
    reportRow(5),
    reportRow(6),
    reportRow(7, { minute: MINUTE + 1 }),
    reportRow(8, { serviceId: 2 }),
  ];
  const decisions = [
    counted(true),
    counted(false),
    counted(true),
    counted(true),
    REPEAT,
    ASIDE,
    counted(true),
    counted(true),
  ];
  const { buckets, facets } = tallyReports(rows, decisions);

  it("counts every report once, in the bucket of its service and minute", () => {
    const first = { serviceId: 1, minute: MINUTE, reports: 2, works: 1, back: 1, repeats: 1, setAside: 1, networks: 1 };
    const one = { reports: 1, works: 0, back: 0, repeats: 0, setAside: 0, networks: 1 };
    expect(buckets).toEqual([
      first,
      { ...one, serviceId: 1, minute: MINUTE + 1 },
      { ...one, serviceId: 2, minute: MINUTE },
    ]);
  });

  it("names of counted problems what, where and when it began, of the set-aside why, of others nothing", () => {
    const of = facets.filter((facet) => facet.serviceId === 1 && facet.minute === MINUTE);
    expect(of.map(({ dimension, key, reports, networks }) => [dimension, key, reports, networks])).toEqual([
      ["problem", "app", 1, 1],
      ["country", "US", 1, 1],
      ["network", "as:1 US", 1, 1],
      ["problem", "login", 1, 0],
      ["region", "US-CA", 1, 0],
      ["network", "as:1", 1, 0],
      ["began", "10", 1, 0],
      ["set-aside", "address-cap", 1, 0],
    ]);
  });

  it("gives each bucket as many reports as its facet of problems", () => {
    for (const bucket of buckets) {
      const problems = facets.filter(
        ({ dimension, serviceId, minute }) =>
          dimension === "problem" && serviceId === bucket.serviceId && minute === bucket.minute,
      );
      expect(problems.reduce((sum, facet) => sum + facet.reports, 0)).toBe(bucket.reports);
    }
  });

  it("refuses a report on which nobody has decided", () => {
    expect(() => tallyReports([reportRow(1)], [])).toThrow("not decided");
  });
});
