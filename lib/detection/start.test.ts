import { describe, expect, it } from "vitest";
import { NO_MEMORY } from "#lib/detection/memory.ts";
import { startOfRise } from "#lib/detection/start.ts";
import { afterNoon, inputAt, minutesOf, type Told } from "#lib/detection/testing/minutes.ts";

function startOf(told: Told, ratio: number, maxMinutes = 240, perMinute = 0.1) {
  const input = inputAt(told, told.networks.length - 1, NO_MEMORY);
  return startOfRise(input, () => perMinute, ratio, maxMinutes);
}

describe("the start of a rise", () => {
  it.each([
    ["is the first minute of a step", { networks: [...minutesOf(30, 0), ...minutesOf(5, 20)] }, 200, 30],
    ["is not a lone report hours before", { networks: [1, ...minutesOf(99, 0), ...minutesOf(3, 4)] }, 40, 100],
    ["bridges a quiet minute within the rise", { networks: [...minutesOf(20, 0), 5, 0, 6, 7] }, 50, 20],
    ["is a slow one's first excess", { networks: [...minutesOf(20, 0), 1, 1, 0, 1, 1, 1, 2, 2] }, 10, 20],
  ])("%s", (_, told, ratio, index) => {
    expect(startOf(told, ratio)).toBe(afterNoon(index));
  });

  it("does not reach back beyond the limit", () => {
    expect(startOf({ networks: minutesOf(60, 20) }, 100, 10)).toBe(afterNoon(50));
  });

  it("is now when nothing rose", () => {
    expect(startOf({ networks: minutesOf(60, 0) }, 10)).toBe(afterNoon(59));
  });

  it("is the first report where nothing at all was expected", () => {
    expect(startOf({ networks: [...minutesOf(30, 0), 5, 5] }, 40, 240, 0)).toBe(afterNoon(30));
  });

  it("leaves gaps out", () => {
    expect(startOf({ networks: minutesOf(20, 20), gaps: [5, 6, 7, 8] }, 100)).toBe(afterNoon(0));
  });
});
