import { describe, expect, it } from "vitest";
import { clipOutages } from "#lib/detection/clip.ts";
import { DAY, daysOf, slotsOf } from "#lib/detection/testing/history.ts";
import { limits } from "#lib/detection/thresholds.ts";

describe("what the days held in the median", () => {
  it.each([
    ["one day's rate", [10], 1],
    ["of two days the quieter one's", [90, 10], 1],
    ["of three the middle one's", [10, 90, 50], 5],
    ["of four the upper middle one's", [90, 10, 50, 30], 5],
    ["of the last fourteen", [...new Array(8).fill(10), ...new Array(7).fill(90)], 9],
  ])("is %s", (_, perSlot, level) => {
    expect(clipOutages(slotsOf(daysOf(perSlot))).level).toBe(level);
  });

  it.each([
    [72, 5],
    [71, 1],
  ])("asks a day of which %i slots are known, if these are half of it", (slots, level) => {
    const days = daysOf([90, 50, 10]);
    const known = days.map((_, i) => (i >= slots && i < DAY ? 0 : 10));
    const networks = days.map((count, i) => (known[i] === 0 ? 0 : count));
    expect(clipOutages(slotsOf(networks, { known })).level).toBe(level);
  });
});

describe("what a slot may teach", () => {
  it.each([10, 9])("is all of a steady day's of which %i minutes of each slot are known, to its edges", (minutes) => {
    const day = daysOf([40]);
    const { taught } = clipOutages(slotsOf(day, { known: day.map(() => minutes) }));
    expect([...taught]).toEqual(day);
  });

  it("is measured against a quarter of the level at hours that are usually silent", () => {
    const days = daysOf([0, 0, 0]).map((_, i) => (i % DAY < DAY / 2 ? 80 : i === 2 * DAY + 100 ? 200 : 0));
    const { taught, level } = clipOutages(slotsOf(days));
    expect(level).toBe(4);
    expect(taught[2 * DAY + 100]).toBe(limits.clipRatio * 0.25 * 4 * 10 + limits.clipExtra);
  });

  it("is measured against fourteen days at the first hours that it looks back to, too", () => {
    const days = daysOf([...new Array(7).fill(90), ...new Array(7).fill(10)]).map((count, i) =>
      i === 13 * DAY ? 1_000 : count,
    );
    const { taught } = clipOutages(slotsOf(days));
    expect(taught[13 * DAY]).toBe(limits.clipRatio * 90 + limits.clipExtra);
  });
});
