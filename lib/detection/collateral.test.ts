import { describe, expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import { isCollateral, type LargerIncident, type OwnRise, riseOf } from "#lib/detection/collateral.ts";
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
/** A rise that began when the other service failed. */
const own = (observed: number, expected: number): OwnRise => ({ ...riseOf(observed, expected), began: NOON });

describe("collateral", () => {
  it.each([
    // Reports per 15 minutes as the press printed them.
    ["Verizon while AT&T failed (22 February 2024)", own(4_000, 45), failing(74_000, 40), true],
    ["T-Mobile on that day", own(1_800, 35), failing(74_000, 40), true],
    ["O2 while Vodafone failed (9 June 2020)", own(519, 15), failing(9_686, 20), true],
    ["AWS while X failed (16 January 2026)", own(200, 25), failing(77_000, 60), true],
    ["AWS while Arc Raiders failed, and denied it", own(4_000, 25), failing(35_000, 10), true],
    ["Epic Games on that night: an outage of its own", own(14_000, 15), failing(35_000, 10), false],
    ["Instagram beside Facebook: both failed", own(92_000, 100), failing(550_000, 150), false],
    ["League of Legends beside X, behind the same supplier", own(6_500, 20), failing(11_500, 60), false],
    ["a cloud that trebles beside a tiny game that failed", own(210, 60), failing(15, 0.2), false],
    ["nobody else fails", own(4_000, 45), null, false],
  ])("%s: %#", (_, rise, larger, expected) => {
    expect(isCollateral(rise, larger, LATER)).toBe(expected);
  });

  it("a child's rise is part of its parent's outage, however steep", () => {
    expect(isCollateral(own(13_000, 8), failing(74_000, 40, true), LATER)).toBe(true);
    expect(isCollateral(own(13_000, 8), failing(74_000, 40, false), LATER)).toBe(false);
    expect(isCollateral(own(13_000, 8), failing(20_000, 40, true), LATER)).toBe(false);
  });

  it("a far larger rival explains a small rise only, once services of several kinds fail together", () => {
    expect(isCollateral(own(4_000, 45), failing(74_000, 40, false, true), LATER)).toBe(false);
    expect(isCollateral(own(150, 45), failing(74_000, 40, false, true), LATER)).toBe(true);
  });

  it("more is put down to a failing service in its first quarter of an hour, when it still rises", () => {
    const mild = (minutes: number) => isCollateral(own(60, 45), failing(600, 40), addMinutes(NOON, minutes));
    const steep = (minutes: number) => isCollateral(own(200, 45), failing(1_500, 40), addMinutes(NOON, minutes));
    expect([mild(5), mild(60)]).toEqual([true, true]);
    expect([steep(15), steep(16)]).toEqual([true, false]);
  });

  it.each([
    ["a rival, beside twice as many", failing(12, 0.1), [true, false]],
    ["a rival, beside hardly more", failing(8, 0.1), [false, false]],
    ["a child, beside hardly twice as many of its parent's", failing(10, 0.1, true), [true, false]],
    ["a child, beside hardly more of its parent's", failing(8, 0.1, true), [false, false]],
  ])("nor is the number of its reports known then: %s", (_, larger, explained) => {
    const at = (minutes: number) => isCollateral(own(6, 0.4), larger, addMinutes(NOON, minutes));
    expect([at(15), at(16)]).toEqual(explained);
  });

  it.each([
    [6_000, [true, true]],
    [8_000, [false, true]],
    [11_000, [false, false]],
  ])(
    "what has gone together with a failing service for long is its own when it is clearly more: %d reports",
    (reports, explained) => {
      const at = (minutes: number) => isCollateral(own(reports, 45), failing(74_000, 40), addMinutes(NOON, minutes));
      expect([at(90), at(91)]).toEqual(explained);
    },
  );

  it.each([
    ["a rival's few reports beside a loud failure, however many times the usual", own(55, 0.1), 9_686, 20, true, true],
    ["as many of a service of another kind", own(55, 0.1), 9_686, 20, false, false],
    ["a rival's few reports beside a large service that is hardly disturbed", own(16, 0.3), 3_900, 2_000, true, false],
    ["a rival's few reports beside hardly more", own(55, 0.1), 400, 1, true, false],
    ["a rival's many reports", own(70, 0.1), 9_686, 20, true, false],
  ])("%s: %#", (_, rise, observed, expected, rival, explained) => {
    expect(isCollateral(rise, { ...failing(observed, expected), rival }, LATER)).toBe(explained);
  });

  it.each([
    ["20 minutes before the other failed", -20, true],
    ["21 minutes before it: it has a cause of its own", -21, false],
    ["after it", 30, true],
  ])("a rise that began %s", (_, minutes, explained) => {
    const rise = { ...own(4_000, 45), began: addMinutes(NOON, minutes) };
    expect(isCollateral(rise, failing(74_000, 40), LATER)).toBe(explained);
    expect(isCollateral({ ...rise, ...riseOf(1_000, 45) }, failing(74_000, 40, true), LATER)).toBe(explained);
  });

  it("a rival must surely lie above the share of the other's factor: forty reports may be thirty", () => {
    const at = (reports: number) => isCollateral(own(reports, reports / 25), failing(3_000, 10), LATER);
    expect([at(40), at(2_000)]).toEqual([true, false]);
  });

  it("a service that expects nothing has a finite rise", () => {
    expect(riseOf(5, 0)).toEqual({ ratio: 100, excess: 5 });
  });
});
