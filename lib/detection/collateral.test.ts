import { describe, expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import { isCollateral, type LargerIncident, riseOf } from "#lib/detection/collateral.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";

const failing = (observed: number, expected: number, parent = false, shared = false): LargerIncident => ({
  slug: "other",
  name: "Other",
  parent,
  rival: false,
  shared,
  start: NOON,
  ...riseOf(observed, expected),
});

const LATER = addMinutes(NOON, 60);

describe("collateral", () => {
  it.each([
    // Reports per 15 minutes as the press printed them.
    ["Verizon while AT&T failed (22 February 2024)", riseOf(4_000, 45), failing(74_000, 40), true],
    ["T-Mobile on that day", riseOf(1_800, 35), failing(74_000, 40), true],
    ["O2 while Vodafone failed (9 June 2020)", riseOf(519, 15), failing(9_686, 20), true],
    ["AWS while X failed (16 January 2026)", riseOf(200, 25), failing(77_000, 60), true],
    ["AWS while Arc Raiders failed, and denied it", riseOf(4_000, 25), failing(35_000, 10), true],
    ["Epic Games on that night: an outage of its own", riseOf(14_000, 15), failing(35_000, 10), false],
    ["Instagram beside Facebook: both failed", riseOf(92_000, 100), failing(550_000, 150), false],
    ["League of Legends beside X, behind the same supplier", riseOf(6_500, 20), failing(11_500, 60), false],
    ["a cloud that trebles beside a tiny game that failed", riseOf(210, 60), failing(15, 0.2), false],
    ["nobody else fails", riseOf(4_000, 45), null, false],
  ])("%s: %#", (_, own, larger, expected) => {
    expect(isCollateral(own, larger, LATER)).toBe(expected);
  });

  it("a child's rise is part of its parent's outage, however steep", () => {
    expect(isCollateral(riseOf(13_000, 8), failing(74_000, 40, true), LATER)).toBe(true);
    expect(isCollateral(riseOf(13_000, 8), failing(74_000, 40, false), LATER)).toBe(false);
    expect(isCollateral(riseOf(13_000, 8), failing(20_000, 40, true), LATER)).toBe(false);
  });

  it("a far larger rival explains a small rise only, once services of several kinds fail together", () => {
    expect(isCollateral(riseOf(4_000, 45), failing(74_000, 40, false, true), LATER)).toBe(false);
    expect(isCollateral(riseOf(150, 45), failing(74_000, 40, false, true), LATER)).toBe(true);
  });

  it("more is put down to a failing service in its first quarter of an hour, when it still rises", () => {
    const mild = (minutes: number) => isCollateral(riseOf(60, 45), failing(600, 40), addMinutes(NOON, minutes));
    const steep = (minutes: number) => isCollateral(riseOf(200, 45), failing(1_500, 40), addMinutes(NOON, minutes));
    expect([mild(5), mild(60)]).toEqual([true, true]);
    expect([steep(15), steep(16)]).toEqual([true, false]);
  });

  it.each([
    [
      "a rival's few reports beside a loud failure, however many times the usual",
      riseOf(55, 0.1),
      9_686,
      20,
      true,
      true,
    ],
    ["as many of a service of another kind", riseOf(55, 0.1), 9_686, 20, false, false],
    [
      "a rival's few reports beside a large service that is hardly disturbed",
      riseOf(16, 0.3),
      3_900,
      2_000,
      true,
      false,
    ],
    ["a rival's few reports beside hardly more", riseOf(55, 0.1), 400, 1, true, false],
    ["a rival's many reports", riseOf(70, 0.1), 9_686, 20, true, false],
  ])("%s: %#", (_, own, observed, expected, rival, explained) => {
    expect(isCollateral(own, { ...failing(observed, expected), rival }, LATER)).toBe(explained);
  });

  it("a rival must surely lie above the share of the other's factor: forty reports may be thirty", () => {
    const at = (reports: number) => isCollateral(riseOf(reports, reports / 25), failing(3_000, 10), LATER);
    expect([at(40), at(2_000)]).toEqual([true, false]);
  });

  it("a service that expects nothing has a finite rise", () => {
    expect(riseOf(5, 0)).toEqual({ ratio: 100, excess: 5 });
  });
});
