import { describe, expect, it } from "vitest";
import { readScenario } from "#bench/read-scenario.ts";
import { type Came, failuresOf, trialsOf } from "#bench/scenario-trial.ts";
import { scenarioWorld, stagedSpan } from "#bench/scenario-world.ts";
import { addMinutes, asMinute, parseMinute } from "#lib/buckets/minute.ts";

const scenario = readScenario("x-2026-01-16");
const staging = { scale: 1, days: 2, seed: 1, shift: null };
const minute = (text: string) => parseMinute(text) ?? asMinute(0);
const quiet: Came = { flagged: null, opened: 0, flaps: 0, ended: null, collateral: [] };
const ended = { from: minute("2026-01-16T20:00Z"), to: minute("2026-01-16T20:15Z") };
const flagged: Came = { ...quiet, flagged: minute("2026-01-16T15:03Z"), opened: 1, ended };
const named: Came = { ...quiet, collateral: ["while x fails"] };
const good: Record<string, Came> = { x: flagged, aws: named, "bystander-0": quiet };

describe("what fails of a scenario", () => {
  it("is nothing when all came out", () => {
    expect(failuresOf(scenario, staging, good)).toEqual([]);
  });

  it.each([
    [
      "a late flag",
      { x: { ...flagged, flagged: minute("2026-01-16T15:06Z") } },
      ["x is flagged 2 min late (by 2026-01-16T15:04Z)"],
    ],
    [
      "no flag",
      { x: { ...quiet, ended } },
      ["x is flagged never (by 2026-01-16T15:04Z)", "x has 0 incidents, not 1", "x leads by 0 min (255 to 263)"],
    ],
    ["no end", { x: { ...flagged, ended: null } }, ["x ends never (2026-01-16T19:00Z to 2026-01-16T22:00Z)"]],
    ["two incidents", { x: { ...flagged, opened: 2 } }, ["x has 2 incidents, not 1"]],
    ["a supplier accused", { aws: { ...named, opened: 1 } }, ["aws has 1 incidents, not 0", "aws is accused"]],
    ["a bystander accused", { "bystander-0": { ...quiet, opened: 1 } }, ["bystander-0 is accused"]],
    ["an end that did not hold", { x: { ...flagged, flaps: 1 } }, ["x flaps 1 times"]],
  ])("is %s", (_, came, failures) => {
    expect(failuresOf(scenario, staging, { ...good, ...came })).toEqual(failures);
  });

  it("is a rise that everybody sees and nobody explains", () => {
    const att = readScenario("att-2024-02-22");
    const all = Object.fromEntries(
      att.services.map(({ slug }) => [slug, { ...quiet, collateral: ["while att fails"] }]),
    );
    const came = { ...all, att: { ...quiet, flagged: minute("2024-02-22T08:30Z"), opened: 1 } };
    expect(failuresOf(att, staging, came)).toEqual([]);
    expect(failuresOf(att, staging, { ...came, verizon: quiet })).toEqual(["verizon is not named as collateral"]);
    const other = { ...quiet, collateral: ["while x fails"] };
    expect(failuresOf(att, staging, { ...came, verizon: other })).toEqual(["verizon is put down to another than att"]);
    expect(failuresOf(att, { ...staging, scale: 0.005 }, { ...came, verizon: quiet })).toEqual([]);
  });

  it("gives a scaled one five minutes more, and one that was moved its own day", () => {
    const late = { ...good, x: { ...quiet, flagged: minute("2026-01-16T15:09Z"), opened: 1 } };
    expect(failuresOf(scenario, { ...staging, scale: 0.1 }, late)).toEqual([]);
    const moved = { ...late, x: { ...quiet, flagged: minute("2026-01-17T15:04Z"), opened: 1 } };
    expect(failuresOf(scenario, { ...staging, shift: 1440 }, moved)).toEqual([]);
    expect(failuresOf(scenario, { ...staging, shift: 1439 }, moved)).toHaveLength(1);
  });
});

describe("the world of a scenario", () => {
  it("is the same for the same staging", () => {
    expect(scenarioWorld(scenario, staging)).toEqual(scenarioWorld(scenario, staging));
  });

  it("has the outage on top of an ordinary day when it is moved", () => {
    const moved = { ...staging, shift: 12 * 60 };
    const [x] = scenarioWorld(scenario, moved).services;
    const { from } = stagedSpan(scenario, moved);
    const at = (text: string) => addMinutes(minute(text), 12 * 60) - from + 2 * 1440;
    const sum = (a: number, b: number) => (x?.reports.slice(a, b) ?? []).reduce((total, count) => total + count, 0);
    expect(sum(at("2026-01-16T15:00Z"), at("2026-01-16T15:15Z"))).toBeGreaterThan(1_000);
    expect(sum(0, 1440)).toBeGreaterThan(60 * 96 * 0.7);
    expect(sum(0, 1440)).toBeLessThan(60 * 96 * 1.3);
  });

  it("is played at three scales, as printed and on five other days and hours", () => {
    const trials = trialsOf(scenario, 1);
    expect(trials).toHaveLength(18);
    expect(new Set(trials.map(({ name }) => name)).size).toBe(18);
    expect(trialsOf(scenario, 2).map(({ name }) => name)).not.toEqual(trials.map(({ name }) => name));
  });
});
