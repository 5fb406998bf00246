import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCrowded } from "#lib/detection/crowding.ts";
import { limits } from "#lib/detection/thresholds.ts";

const crowded = (reports: number, networks: number, expected = 0.1, reportsPerNetwork = 1, minutes = 15) =>
  isCrowded({ minutes, reports, networks, expected, reportsPerNetwork });

describe("reports of the same networks", () => {
  it.each([
    ["six reports of six networks", 6, 6, false],
    ["seven of six: two at one office", 7, 6, false],
    ["nine of six", 9, 6, true],
    ["ten exits with twenty reports each", 50, 10, true],
    ["a minute of three hosting providers: fifty reports of 120 blocks", 50, 41, true],
    ["3,000 reports of 120 blocks", 3_000, 120, true],
    ["200 reports of a country", 200, 197, false],
    ["1,000 reports of the smallest country: the pool is soon met again", 1_000, 740, false],
    ["100,000 of 400 networks: a crowd, whatever their number", 100_000, limits.crowdNetworks, false],
  ])("%s", (_, reports, networks, expected) => {
    expect(crowded(reports, networks)).toBe(expected);
  });

  it("weigh more in the first minutes, when there can be few of them", () => {
    expect(crowded(40, 38)).toBe(false);
    expect(crowded(40, 38, 0.1, 1, 4)).toBe(true);
    expect(crowded(40, 38, 0.1, 1, limits.shortWindow)).toBe(false);
  });

  it("are no less of few senders where many more were expected", () => {
    expect(crowded(50, 10, 2_000)).toBe(true);
  });

  it("are usual for a service that is used in offices", () => {
    expect(crowded(60, 40)).toBe(true);
    expect(crowded(60, 40, 0.1, 1.5)).toBe(false);
  });

  it("are never held against reports of as many networks", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.double({ min: 0, max: 1_000, noNaN: true }),
        (n, expected) => {
          expect(crowded(n, n, expected)).toBe(false);
        },
      ),
    );
  });

  it("are held against more reports of the same networks once they were against fewer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 399 }), fc.integer({ min: 0, max: 2_000 }), (networks, more) => {
        if (crowded(networks + more, networks)) expect(crowded(networks + more + 10, networks)).toBe(true);
      }),
    );
  });
});
