import { describe, expect, it } from "vitest";
import type { Minute } from "#lib/buckets/minute.ts";
import { timeAxis } from "#lib/publish/chart-axes.ts";
import { english } from "#lib/publish/languages/en.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";

const WIDTH = 1_200;

/** The labels of an axis over that span, with all its room. */
function labelsOf(from: Minute, to: Minute, width = WIDTH) {
  const frame = { from, to, left: 40, right: width - 20, width, timeZone: "Europe/Berlin", words: english.embed.chart };
  const x = (minute: number) => frame.left + ((minute - from) / (to - from)) * (frame.right - frame.left);
  return timeAxis({ ...frame, x }, null).ticks.map(({ label }) => label);
}

describe("the time axis in a night when clocks go back", () => {
  it.each([
    [
      "of hours",
      at("2024-10-26T23:00Z"),
      at("2024-10-27T03:00Z"),
      420,
      ["01:00", "02:00 UTC+2", "02:00 UTC+1", "03:00", "04:00"],
    ],
    [
      "of half hours",
      at("2024-10-26T23:00Z"),
      at("2024-10-27T03:00Z"),
      700,
      ["01:00", "01:30", "02:00 UTC+2", "02:30", "02:00 UTC+1", "02:30", "03:00", "03:30", "04:00"],
    ],
    [
      "of half hours without room for all",
      at("2024-10-26T23:00Z"),
      at("2024-10-27T03:00Z"),
      540,
      ["01:00", "", "02:00 UTC+2", "", "02:00 UTC+1", "", "03:00", "03:30", "04:00"],
    ],
    [
      "of minutes, which begins and ends in that hour",
      at("2024-10-27T00:30Z"),
      at("2024-10-27T01:40Z"),
      660,
      ["02:30 UTC+2", "02:40", "02:50", "02:00 UTC+1", "02:10", "02:20", "02:30", "02:40"],
    ],
  ])("tells which of two equal times %s is meant", (_, from, to, width, labels) => {
    expect(labelsOf(from, to, width).map((label) => label ?? "")).toEqual(labels);
  });

  it("has no offset at the same time of another day", () => {
    const labels = labelsOf(at("2024-10-27T12:00Z"), at("2024-10-29T12:00Z"));
    expect(labels.filter((label) => label === "00:00")).toHaveLength(2);
    expect(labels.join()).not.toContain("UTC");
  });
});
