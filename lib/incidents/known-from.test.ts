import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";
import { limits } from "#lib/detection/thresholds.ts";
import { knownFrom } from "#lib/incidents/known-from.ts";

describe("from when on no report is silence", () => {
  it.each([
    ["a service that was in the catalogue for a day before anybody reported it", -1440, -1440],
    ["one of an hour: nobody is known to have looked before the first report", -60, 0],
    ["one that was added a minute too late for a day", -1439, 0],
    ["one whose counts are older than its row: a history that was brought along", 500, 0],
  ])("%s", (_, added, known) => {
    expect(knownFrom(NOON, addMinutes(NOON, added))).toBe(addMinutes(NOON, known));
  });

  it("is not asked of a service that nobody reported", () => {
    expect(knownFrom(null, NOON)).toBeNull();
  });

  it("is never later than the report, so that a later one that is named says the same of the minutes before a judgement", () => {
    const minutes = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(minutes, minutes, (reported, added) => {
        const known = knownFrom(addMinutes(NOON, reported), addMinutes(NOON, added)) ?? 0;
        expect(known).toBeLessThanOrEqual(addMinutes(NOON, reported));
        if (reported - added < limits.silenceBefore) expect(known).toBe(addMinutes(NOON, reported));
      }),
    );
  });
});
