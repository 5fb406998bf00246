import { describe, expect, it } from "vitest";
import {
  drawHistory,
  drawMinute,
  levelAt,
  ordinaryRates,
  outageRate,
  type PastOutage,
  type ServiceProfile,
} from "#bench/synthetic-history.ts";
import { addMinutes, asMinute, type Minute, parseMinute } from "#lib/buckets/minute.ts";

const at = (text: string): Minute => parseMinute(text) ?? asMinute(0);
const WEEK = 7 * 1_440;
const monday = at("2026-11-09T00:00Z");

const profile: ServiceProfile = {
  slug: "chatgpt",
  normal15: 60,
  problems: { app: 0.7, website: 0.3 },
  countries: { GB: 0.6, US: 0.4 },
};
const british: ServiceProfile = { ...profile, countries: { GB: 1 } };

const rateAt = (of: ServiceProfile, text: string) =>
  [...ordinaryRates(of, at(text)).values()].reduce((a, b) => a + b, 0);
const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0);

describe("ordinaryRates", () => {
  it("has the level that was asked for over a whole week", () => {
    let sum = 0;
    for (let i = 0; i < WEEK; i += 1)
      for (const rate of ordinaryRates(profile, addMinutes(monday, i)).values()) sum += rate;
    expect(sum / (WEEK / 15)).toBeCloseTo(60, 0);
  });

  it("is lowest in the country's own night, and lower at the weekend", () => {
    expect(rateAt(british, "2026-11-11T04:00Z")).toBeLessThan(0.5 * rateAt(british, "2026-11-11T15:00Z"));
    expect(rateAt(british, "2026-11-14T15:00Z")).toBeLessThan(rateAt(british, "2026-11-11T15:00Z"));
  });

  it("keeps the local clock when summer time ends", () => {
    const [before, after] = [rateAt(british, "2026-10-20T07:30Z"), rateAt(british, "2026-10-27T08:30Z")];
    expect(after).toBeCloseTo(before, 9);
  });
});

describe("outageRate", () => {
  const outage: PastOutage = { slug: "chatgpt", start: monday, minutes: 40, peak15: 1_500 };
  const rates = Array.from({ length: 200 }, (_, i) => outageRate(outage, addMinutes(monday, i)));

  it("is nothing before, near its height after five minutes, and nothing an hour after its end", () => {
    expect(outageRate(outage, addMinutes(monday, -1))).toBe(0);
    expect(Math.max(...rates)).toBeGreaterThan(90);
    expect(rates.indexOf(Math.max(...rates))).toBeLessThan(6);
    expect(rates[100]).toBeLessThan(1);
  });

  it("never falls below nothing", () => {
    expect(rates.every((rate) => rate >= 0)).toBe(true);
  });
});

describe("drawMinute", () => {
  it("gives each report one problem and one country", () => {
    for (let i = 0; i < 500; i += 1) {
      const drawn = drawMinute(profile, [], addMinutes(monday, i), 1);
      expect([total(drawn.problems), total(drawn.countries)]).toEqual([drawn.reports, drawn.reports]);
    }
  });

  it("follows from seed, service and minute alone, so that a later span continues an earlier one", () => {
    const whole = [...drawHistory(profile, [], monday, addMinutes(monday, 60), 1)];
    const parts = [
      ...drawHistory(profile, [], monday, addMinutes(monday, 25), 1),
      ...drawHistory(profile, [], addMinutes(monday, 25), addMinutes(monday, 60), 1),
    ];
    expect(parts).toEqual(whole);
    expect([...drawHistory(profile, [], monday, addMinutes(monday, 60), 2)]).not.toEqual(whole);
  });

  it("draws an outage of one country into that country alone", () => {
    const outage: PastOutage = { slug: "chatgpt", start: monday, minutes: 60, peak15: 3_000, countries: ["US"] };
    const drawn = drawMinute(profile, [outage, { ...outage, slug: "x" }], addMinutes(monday, 10), 1);
    expect(drawn.countries.get("US")).toBeGreaterThan(100);
    expect(drawn.countries.get("GB") ?? 0).toBeLessThan(20);
  });

  it("tells where reports came from in an outage, so that its diversity can be judged", () => {
    const outage: PastOutage = { slug: "chatgpt", start: monday, minutes: 60, peak15: 3_000 };
    const drawn = drawMinute(profile, [outage], addMinutes(monday, 10), 1);
    expect(total(drawn.networks)).toBe(drawn.reports);
    expect(drawn.networks.size).toBeGreaterThan(20);
    expect(drawn.works).toBeGreaterThan(0);
    expect(drawn.works).toBeLessThan(drawn.reports / 8);
    expect(drawMinute(profile, [], addMinutes(monday, 10), 1)).toMatchObject({ works: 0, networks: new Map() });
  });

  it("leaves out minutes without a report", () => {
    const quiet = { ...profile, normal15: 0.5 };
    expect([...drawHistory(quiet, [], monday, addMinutes(monday, 500), 1)].every((drawn) => drawn.reports > 0)).toBe(
      true,
    );
  });
});

describe("levelAt", () => {
  it("has the level at that minute, whatever the hour", () => {
    for (const text of ["2024-02-22T08:15Z", "2024-02-25T15:00Z"]) {
      expect(rateAt(levelAt(profile, at(text), 40), text)).toBeCloseTo(40 / 15, 9);
    }
  });
});
