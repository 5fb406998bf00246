import { describe, expect, it } from "vitest";
import { DEMO_LEVELS, demoOutages } from "#bench/demo-services.ts";
import { type DemoWorld, demoMinute } from "#bench/demo-traffic.ts";
import { readScenario } from "#bench/read-scenario.ts";
import { createAddresses } from "#bench/reporter-addresses.ts";
import { drawMinute } from "#bench/synthetic-history.ts";
import { addMinutes, asMinute, type Minute, minuteOf, parseMinute } from "#lib/buckets/minute.ts";

const at = (text: string): Minute => parseMinute(text) ?? asMinute(0);

const world: DemoWorld = {
  profiles: [
    { slug: "chatgpt", normal15: 60, problems: { app: 1 }, countries: { US: 0.5, GB: 0.5 } },
    { slug: "netflix", normal15: 30, problems: { playback: 1 }, countries: { US: 1 } },
  ],
  outages: [],
  scenario: readScenario("chatgpt-2024-11-08"),
  seed: 1,
};
const minute = (when: string) => demoMinute(world, at(when), createAddresses());
const of = (reports: ReturnType<typeof minute>, service: string, kind: string) =>
  reports.filter((report) => report.service === service && report.kind === kind).length;

describe("demoMinute", () => {
  it("is the same as the drawn history would be while nothing happens", () => {
    const calm = at("2024-11-08T12:00Z");
    const drawn = world.profiles.map((profile) => drawMinute(profile, [], calm, 1).reports);
    const sent = demoMinute(world, calm, createAddresses());
    expect([of(sent, "chatgpt", "problem"), of(sent, "netflix", "problem")]).toEqual(drawn);
    expect(of(sent, "chatgpt", "works")).toBe(0);
  });

  it("adds the scenario's outage on top, with some who say that it works", () => {
    const peak = minute("2024-11-09T00:18Z");
    expect(of(peak, "chatgpt", "problem")).toBeGreaterThan(1_100);
    expect(of(peak, "chatgpt", "problem")).toBeLessThan(1_450);
    expect(of(peak, "chatgpt", "works")).toBeGreaterThan(30);
    expect(of(peak, "netflix", "problem")).toBeLessThan(15);
  });

  it("sends each report inside its minute, in order, from an address of its own", () => {
    const reports = minute("2024-11-09T00:18Z");
    expect(new Set(reports.map((report) => minuteOf(report.atMs)))).toEqual(new Set([at("2024-11-09T00:18Z")]));
    expect(reports).toEqual(reports.toSorted((a, b) => a.atMs - b.atMs));
    expect(new Set(reports.map((report) => report.address)).size).toBe(reports.length);
  });

  it("ends the scenario and goes on with what is ordinary", () => {
    expect(minute("2024-11-10T00:18Z").length).toBeLessThan(40);
  });
});

describe("the demonstration's weeks", () => {
  it("are some sixty services, and outages of these alone, all in the past", () => {
    const now = at("2026-11-22T09:30Z");
    expect(Object.keys(DEMO_LEVELS).length).toBeGreaterThanOrEqual(60);
    for (const outage of demoOutages(now)) {
      expect(DEMO_LEVELS[outage.slug]).toBeDefined();
      expect(addMinutes(outage.start, outage.minutes)).toBeLessThan(now);
    }
  });

  it("keep their hours of the day, whenever the demonstration starts", () => {
    const first = (text: string) => demoOutages(at(text))[0]?.start ?? 0;
    expect(first("2026-11-22T00:00Z")).toBe(first("2026-11-22T23:59Z"));
    expect(first("2026-11-23T00:00Z") - first("2026-11-22T23:59Z")).toBe(1_440);
  });
});
