import { describe, expect, it } from "vitest";
import { readScenario, scenarioIds } from "#bench/read-scenario.ts";
import { failuresOf, playScenario, trialsOf } from "#bench/scenario-trial.ts";

/** A day of fifteen services takes seconds on a busy machine. */
const PATIENCE_MS = 60_000;

/**
 * Some of the 162 that `npm run bench:scenarios` plays: each scenario where it happened, whole and at a tenth, and on two other
 * days and hours, whole and at a fiftieth.
 */
const sample = scenarioIds().flatMap((id) => {
  const [whole, tenth, , moved, , , , , , , , fiftieth] = trialsOf(readScenario(id), 3);
  return [whole, tenth, moved, fiftieth].filter((trial) => trial !== undefined);
});

describe("outages that happened", () => {
  it.each(sample)(
    "$name: flags, incidents, rivals, suppliers, bystanders and ends are as expected",
    ({ scenario, staging }) => {
      expect(Object.keys(scenario.expect.incidents).length).toBeGreaterThan(0);
      expect(failuresOf(scenario, staging, playScenario(scenario, staging))).toEqual([]);
    },
    PATIENCE_MS,
  );
});

describe("on a fresh instance, which knows a quarter of an hour", () => {
  it.each(["chatgpt-2024-11-08", "chatgpt-2025-01-23", "x-2026-01-16", "att-2024-02-22", "meta-2024-03-05"])(
    "%s is flagged in time, and as often as it should",
    (id) => {
      const scenario = readScenario(id);
      const staging = { scale: 1, days: 0, seed: 5, shift: null };
      const came = playScenario(scenario, staging);
      const flags = failuresOf(scenario, staging, came).filter((failure) => failure.includes("is flagged"));
      expect(flags).toEqual([]);
      for (const [slug, count] of Object.entries(scenario.expect.incidents)) expect(came[slug]?.opened).toBe(count);
    },
    PATIENCE_MS,
  );
});
