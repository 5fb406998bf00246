import { describe, expect, it } from "vitest";
import { limits, SCAN_WINDOWS, THRESHOLDS } from "#lib/detection/thresholds.ts";

describe("the thresholds", () => {
  it.each(Object.entries(THRESHOLDS))("%s says its unit and what it prevents", (name, { value, unit, meaning }) => {
    expect(limits[name as keyof typeof limits]).toBe(value);
    expect(Number.isFinite(value)).toBe(true);
    expect(unit).not.toBe("");
    expect(meaning).toMatch(/^[`A-Z].{20,}\.$/);
  });

  it("fit together", () => {
    expect(limits.possibleEvidence).toBeLessThan(limits.outageEvidence);
    expect(limits.minNetworks).toBeGreaterThan(5);
    expect(limits.coldNetworks).toBeGreaterThan(limits.minNetworks);
    expect(limits.coldRatio).toBeGreaterThan(limits.minRatio);
    expect(limits.minRatio).toBeGreaterThan(limits.allowance);
    expect(limits.sharedNetworks).toBeLessThan(limits.minNetworks);
    expect(limits.driftFastMinutes).toBeLessThan(limits.driftSlowMinutes);
    expect([...SCAN_WINDOWS]).toEqual([...SCAN_WINDOWS].sort((a, b) => a - b));
    expect(SCAN_WINDOWS.at(-1)).toBe(240);
  });
});
