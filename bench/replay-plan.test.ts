import { describe, expect, it } from "vitest";
import { readScenario, scenarioIds } from "#bench/read-scenario.ts";
import { fedFigures, planMinute, planReplay, seedOf, shiftScenario } from "#bench/replay-plan.ts";
import { createAddresses } from "#bench/reporter-addresses.ts";
import { ratePerMinute, scenarioSpan } from "#bench/scenario.ts";
import { addMinutes, formatMinute, type Minute, minuteOf } from "#lib/buckets/minute.ts";

const chatgpt = readScenario("chatgpt-2024-11-08");
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const minutesOf = (from: Minute, to: Minute) => Array.from({ length: to - from }, (_, i) => addMinutes(from, i));

describe("planReplay", () => {
  it.each(scenarioIds())("draws totals of %s that lie within five standard deviations of its curves", (id) => {
    const scenario = readScenario(id);
    const plan = planReplay(scenario, { seed: 1, scale: 0.1 });
    for (const service of scenario.services) {
      const mean = sum(minutesOf(plan.from, plan.to).map((at) => ratePerMinute(service, at) * 0.1));
      expect(Math.abs(fedFigures(plan, service.slug).total - mean)).toBeLessThan(5 * Math.sqrt(mean));
    }
  });

  it("draws the same counts from the same seed, and others from another", () => {
    const plan = (seed: number) => planReplay(chatgpt, { seed, scale: 1 });
    expect(plan(1)).toEqual(plan(1));
    expect(plan(1).counts).not.toEqual(plan(2).counts);
  });

  it("spans the scenario, a count for each minute", () => {
    const plan = planReplay(chatgpt, { seed: 1, scale: 1 });
    expect([plan.from, plan.to]).toEqual([scenarioSpan(chatgpt).from, scenarioSpan(chatgpt).to]);
    expect(plan.counts.chatgpt).toHaveLength(plan.to - plan.from);
  });
});

describe("planMinute", () => {
  const plan = planReplay(chatgpt, { seed: 1, scale: 1 });
  const peak = addMinutes(plan.from, 30);
  const reports = planMinute(plan, chatgpt, peak, 1, createAddresses());

  it("plans as many reports as were drawn, all inside the minute and in order", () => {
    expect(reports).toHaveLength(plan.counts.chatgpt?.[30] ?? -1);
    expect(new Set(reports.map((report) => minuteOf(report.atMs)))).toEqual(new Set([peak]));
    expect(reports).toEqual(reports.toSorted((a, b) => a.atMs - b.atMs));
  });

  it("spreads them over problems and countries as the scenario says", () => {
    const share = (test: (report: (typeof reports)[number]) => boolean) => reports.filter(test).length / reports.length;
    expect(share((report) => report.problem === "app")).toBeCloseTo(0.81, 1);
    expect(share((report) => report.country === "US")).toBeCloseTo(0.55, 1);
  });

  it("gives each report an address of its own", () => {
    expect(new Set(reports.map((report) => report.address)).size).toBe(reports.length);
  });

  it("plans nothing outside the plan", () => {
    expect(planMinute(plan, chatgpt, addMinutes(plan.to, 5), 1, createAddresses())).toEqual([]);
  });
});

describe("fedFigures", () => {
  it("finds the highest quarter that begins at :00, :15, :30 or :45, not the highest 15 minutes", () => {
    const counts = Array.from({ length: 45 }, (_, i) => (i >= 10 && i < 25 ? 10 : 1));
    const from = minuteOf(Date.parse("2024-11-09T00:00Z"));
    const figures = fedFigures({ from, to: addMinutes(from, 45), counts: { chatgpt: counts } }, "chatgpt");
    expect({ ...figures, peak15Minute: formatMinute(figures.peak15Minute) }).toEqual({
      total: 180,
      peak15: 105,
      peak15Minute: "2024-11-09T00:15Z",
    });
  });

  it("is zero for a service that is not in the plan", () => {
    const plan = planReplay(chatgpt, { seed: 1, scale: 1 });
    expect(fedFigures(plan, "steam")).toEqual({ total: 0, peak15: 0, peak15Minute: plan.from });
  });
});

describe("shiftScenario", () => {
  it("moves every time and nothing else", () => {
    const shifted = shiftScenario(chatgpt, 60);
    expect(shiftScenario(shifted, -60)).toEqual(chatgpt);
    expect(formatMinute(scenarioSpan(shifted).from)).toBe("2024-11-09T00:45Z");
    expect(shifted.expect.flagBy).toBe(addMinutes(chatgpt.expect.flagBy ?? scenarioSpan(chatgpt).from, 60));
  });

  it("adds no expectation to a scenario that has none", () => {
    expect(shiftScenario(readScenario("aws-2025-10-20"), 5).expect.flagBy).toBeUndefined();
  });
});

describe("seedOf", () => {
  it("differs for each minute and each service", () => {
    const seeds = ["chatgpt", "x", "att"].flatMap((slug) => [1, 2, 3, 4].map((minute) => seedOf(1, slug, minute)));
    expect(new Set(seeds).size).toBe(12);
  });
});
