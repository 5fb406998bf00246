import { describe, expect, it } from "vitest";
import { readScenario, scenarioIds } from "#bench/read-scenario.ts";
import { cutScenario, parseScenario, ratePerMinute, scenarioSpan, scenarioStartMs } from "#bench/scenario.ts";
import { asMinute, formatMinute, parseMinute } from "#lib/buckets/minute.ts";

const at = (text: string) => parseMinute(text) ?? asMinute(0);

describe("scenario files", () => {
  it("are nine, and each one parses", () => {
    expect(scenarioIds()).toHaveLength(9);
    for (const id of scenarioIds()) expect(readScenario(id).id).toBe(id);
  });

  it("have shares that sum to 1, even where the press printed 101 %", () => {
    for (const id of scenarioIds()) {
      for (const service of readScenario(id).services) {
        for (const shares of [service.problems, service.countries]) {
          expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
        }
      }
    }
  });

  it("are refused when a point is no UTC minute or out of order", () => {
    const scenario = { ...JSON.parse(JSON.stringify({ id: "a", title: "a", grade: "C", unit: "", note: "" })) };
    const service = { slug: "a", normal15: 1, problems: { app: 1 }, countries: { US: 1 } };
    const rest = { official: [], expect: { incidents: {} }, sources: [] };
    const withPoints = (points: unknown) => ({ ...scenario, ...rest, services: [{ ...service, points }] });
    expect(() =>
      parseScenario(
        withPoints([
          ["2024-02-22", 1],
          ["2024-02-22T01:00Z", 2],
        ]),
      ),
    ).toThrow(/not a UTC minute/);
    expect(() =>
      parseScenario(
        withPoints([
          ["2024-02-22T02:00Z", 1],
          ["2024-02-22T01:00Z", 2],
        ]),
      ),
    ).toThrow(/order of time/);
    expect(
      parseScenario(
        withPoints([
          ["2024-02-22T01:00Z", 1],
          ["2024-02-22T02:00Z", 2],
        ]),
      ).services,
    ).toHaveLength(1);
  });
});

describe("ratePerMinute", () => {
  const service = readScenario("chatgpt-2024-11-08").services[0];
  if (service === undefined) throw new Error("the scenario has a service");

  it.each([
    ["before the first point: normal", "2024-11-08T12:00Z", 60],
    ["after the last point: normal", "2024-11-09T05:00Z", 60],
    ["the middle of the minute on a rising line", "2024-11-09T00:04Z", 70 + (1.5 / 3) * (5200 - 70)],
    ["a line across midnight", "2024-11-08T23:54Z", 60 + (9.5 / 18) * 10],
  ])("is the curve %s", (_, minute, reports15) => {
    expect(ratePerMinute(service, at(minute))).toBeCloseTo(reports15 / 15, 9);
  });

  it("sums to the quarter that the press printed where the curve is straight", () => {
    let sum = 0;
    for (let i = 0; i < 15; i += 1) sum += ratePerMinute(service, asMinute(at("2024-11-08T20:00Z") + i));
    expect(sum).toBeCloseTo(60, 9);
  });

  it("spans from the first to the last point of any service", () => {
    const span = scenarioSpan(readScenario("att-2024-02-22"));
    expect([formatMinute(span.from), formatMinute(span.to)]).toEqual(["2024-02-22T08:15Z", "2024-02-22T23:30Z"]);
    expect(scenarioStartMs(readScenario("att-2024-02-22"))).toBe(Date.parse("2024-02-22T08:15Z"));
  });
});

describe("cutScenario", () => {
  const whole = readScenario("x-2026-01-16");
  const to = at("2026-01-16T18:00Z");
  const cut = cutScenario(whole, to);

  it("ends every curve there, and leaves what comes before as it was", () => {
    expect(scenarioSpan(cut)).toEqual({ from: scenarioSpan(whole).from, to });
    whole.services.forEach((service, i) => {
      const shorter = cut.services[i] ?? service;
      for (let minute = scenarioSpan(whole).from; minute < to; minute = asMinute(minute + 1)) {
        expect(ratePerMinute(shorter, minute)).toBeCloseTo(ratePerMinute(service, minute), 9);
      }
    });
  });

  it("asks for what was to come before, and not for the end after it", () => {
    expect(cut.expect.flagBy).toBe(whole.expect.flagBy);
    expect(cut.expect.incidents).toEqual(whole.expect.incidents);
    expect(whole.expect.resolvedBetween).toBeDefined();
    expect(cut.expect.resolvedBetween).toBeUndefined();
  });
});
