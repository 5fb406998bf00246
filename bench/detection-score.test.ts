import { describe, expect, it } from "vitest";
import { type FoundIncident, scoreIncidents, type TrueOutage } from "#bench/detection-score.ts";
import { asMinute } from "#lib/buckets/minute.ts";

const outage = (start: number, rest: Partial<TrueOutage> = {}): TrueOutage => ({
  service: "a",
  start: asMinute(start),
  faultEnd: asMinute(start + 60),
  signalEnd: asMinute(start + 90),
  size: 4,
  scored: true,
  ...rest,
});
const incident = (detected: number, end: number | null, service = "a"): FoundIncident => ({
  service,
  detected: asMinute(detected),
  end: end === null ? null : asMinute(end),
});
const score = (incidents: readonly FoundIncident[], outages: readonly TrueOutage[]) =>
  scoreIncidents(incidents, outages, { scoredFrom: asMinute(1_000), serviceMonths: 10 });

describe("the score of a detector", () => {
  it("is full for an outage found in its first minute and ended in time", () => {
    expect(score([incident(2_000, 2_070)], [outage(2_000)])).toMatchObject({
      quality: 100,
      usefulness: 100,
      recall: 1,
      falsePerServiceMonth: 0,
      incidentsPerOutage: 1,
      meanEndError: 0,
    });
  });

  it.each([
    ["half after the half-life of its size", [incident(2_008, 2_070)], 50],
    ["a quarter after two", [incident(2_016, 2_070)], 25],
    ["nothing when it is missed", [], 0],
    ["nothing when it is found half an hour after its end", [incident(2_121, 2_130)], -2.5],
  ])("gives %s", (_, incidents, usefulness) => {
    expect(score(incidents, [outage(2_000)]).usefulness).toBeCloseTo(usefulness, 9);
  });

  it("takes 25 for a false incident per service and month", () => {
    const falses = Array.from({ length: 10 }, (_, i) => incident(5_000 + 100 * i, 5_050 + 100 * i));
    const result = score([incident(2_000, 2_070), ...falses], [outage(2_000)]);
    expect(result.falsePerServiceMonth).toBe(1);
    expect(result.usefulness).toBe(75);
    expect(result.precision).toBeCloseTo(1 / 11, 9);
  });

  it("takes 10 for a second incident of the same outage, and counts it as a flap", () => {
    const result = score([incident(2_000, 2_020), incident(2_040, 2_070)], [outage(2_000)]);
    expect(result).toMatchObject({ incidentsPerOutage: 2, flaps: 1, quality: 90 });
  });

  it.each([
    ["too early", 2_040, 20],
    ["too late", 2_130, 40],
    ["never", null, 120],
    ["much too late", 9_000, 120],
  ])("measures an end that comes %s", (_, end, error) => {
    expect(score([incident(2_000, end)], [outage(2_000)]).meanEndError).toBe(error);
  });

  it("takes the end that was told last, not the one that came closest", () => {
    expect(score([incident(2_000, 2_070), incident(2_080, 2_120)], [outage(2_000)]).meanEndError).toBe(30);
  });

  it("takes the middle of an even number of delays", () => {
    const found = [incident(2_002, 2_070), incident(3_006, 3_070)];
    expect(score(found, [outage(2_000), outage(3_000)]).medianDelay).toBe(4);
  });

  it("leaves the warm-up out, and does not call it false to find a marginal outage", () => {
    const marginal = outage(3_000, { size: 1 });
    const result = score(
      [incident(500, 600), incident(3_001, 3_060)],
      [outage(400, { scored: false }), marginal, outage(2_000)],
    );
    expect(result.falsePerServiceMonth).toBe(0);
    expect(result.recallBySize.slice(0, 4)).toEqual([1, Number.NaN, Number.NaN, 0]);
  });
});
