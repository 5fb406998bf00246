import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";
import { ACCURACY_RESULTS } from "#lib/publish/accuracy-results.ts";

const { worlds, attacks, series, played } = ACCURACY_RESULTS;
const detectors = worlds.flatMap((world) => world.detectors);
/** Where the measurements are described; what the page shows must stand there too. */
const described = readFileSync("bench/DETECTION.md", "utf8");

describe("the published accuracy", () => {
  it("is that of the detector that runs: after a change of the thresholds it must be measured again", () => {
    expect(ACCURACY_RESULTS.thresholds).toBe(THRESHOLDS_VERSION);
  });

  it("is dated", () => {
    expect(ACCURACY_RESULTS.measured).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it("puts this detector first in every list, with others beside it", () => {
    for (const world of worlds) {
      expect(world.detectors[0]?.name).toBe("This detector");
      expect(world.detectors.length).toBeGreaterThan(1);
    }
    expect(series[0]?.name).toBe("This detector");
  });

  it("has shares that are shares, for each of the four sizes", () => {
    for (const { found, foundBySize, precision } of detectors) {
      expect(foundBySize).toHaveLength(4);
      for (const share of [found, precision, ...foundBySize]) expect(share >= 0 && share <= 1).toBe(true);
    }
    for (const { held, runs } of attacks) expect(held).toBeLessThanOrEqual(runs);
  });

  it("says nothing that the description of the benchmark does not say", () => {
    for (const { found, falsePerServiceMonth } of detectors) {
      expect(described).toContain(String(found));
      expect(described).toContain(String(falsePerServiceMonth));
    }
    expect(described).toContain(`in ${played.plays}`);
    for (const { windowsFound, windows, alarmsOutside } of series) {
      expect(described).toContain(`${windowsFound} of ${windows}`);
      expect(described).toContain(String(alarmsOutside));
    }
  });
});
