import { expect, test } from "@playwright/test";
import { lostOf, runControl } from "#bench/fault-control.ts";
import { runKills } from "#bench/fault-kills.ts";

const ROUNDS = 5;
const ACKNOWLEDGEMENTS = 50_000;
/** A hundred reports a second, after the slowest of all recoveries. */
const TIMEOUT_MS = 900_000;
/** Far above the benchmark's targets: here the senders share the processors, and a slow machine is no defect. */
const SLOWEST_MS = { front: 10_000, postgres: 18_000, both: 18_000 } as const;

test("no acknowledged report is lost and none counted twice by 15 kills of front, PostgreSQL and both", async () => {
  test.setTimeout(TIMEOUT_MS);
  const { acknowledged, recoveries, violations } = await runKills({
    rounds: ROUNDS,
    loadMs: 1_200,
    acknowledgements: ACKNOWLEDGEMENTS,
    senders: 64,
  });
  test.info().annotations.push({ type: "seen", description: JSON.stringify({ acknowledged, recoveries }) });
  expect(violations).toEqual([]);
  expect(acknowledged).toBeGreaterThanOrEqual(ACKNOWLEDGEMENTS);
  for (const kind of ["front", "postgres", "both"] as const) {
    expect(recoveries[kind]).toHaveLength(ROUNDS);
    expect(Math.max(...recoveries[kind]), `recovery from the end of ${kind}`).toBeLessThan(SLOWEST_MS[kind]);
  }
});

test("the same checker sees the loss when PostgreSQL does not wait for the disk", async () => {
  test.setTimeout(180_000);
  const { acknowledged, violations } = await runControl(64);
  expect(acknowledged).toBeGreaterThan(0);
  expect(lostOf(violations)).toBeGreaterThan(0);
});
